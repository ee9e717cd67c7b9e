import { AdminCreateUserCommand, AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { N } from '@latchkey/protocol/srp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrate, createUserPool } from '../harness/pools.ts'
import { processorTime } from '../harness/processor-time.ts'
import { begin, initiate, type Place, prove, respond, signInBySrp } from '../harness/srp-exchange.ts'
import { send } from '../harness/wire.ts'

const refused = {
  status: 400,
  body: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
}
let latchkey: LatchkeyProcess
let here: Place
let elsewhere: Place
let person: Person

beforeAll(async () => {
  latchkey = await startLatchkey()
  here = { url: latchkey.url, ...(await createUserPool(latchkey.url)) }
  elsewhere = { url: latchkey.url, ...(await createUserPool(latchkey.url)) }
  person = await createPerson(latchkey.url, here.userPoolId)
})

afterAll(() => latchkey.stop())

const flipLast = (base64: string) => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[bytes.length - 1]! ^= 1
  return bytes.toString('base64')
}

describe('an SRP sign-in', () => {
  it('succeeds with the right password, so that the refusals below mean something', async () => {
    const { status, body } = await signInBySrp(here, person.username, person.password)
    expect(status).toBe(200)
    expect(body['AuthenticationResult']).toHaveProperty('RefreshToken')
  })

  it('is refused with a wrong password', async () => {
    expect(await signInBySrp(here, person.username, 'Wrong-Horse-7')).toMatchObject(refused)
  })

  it('is refused with a forged secret block', async () => {
    const begun = await begin(here, person.username)
    const answers = await prove(here, begun, person.password)
    for (const forged of [flipLast(begun.parameters.SECRET_BLOCK), Buffer.alloc(400, 7).toString('base64')]) {
      const answer = await respond(here, begun, { ...answers, PASSWORD_CLAIM_SECRET_BLOCK: forged })
      expect(answer).toMatchObject({ status: 400, body: { __type: 'NotAuthorizedException' } })
    }
  })

  it("is refused with the secret block of another person's exchange", async () => {
    const other = await createPerson(latchkey.url, here.userPoolId)
    const theirs = await begin(here, other.username)
    const answers = await prove(here, theirs, other.password)
    const answer = await respond(here, theirs, { ...answers, USERNAME: person.username })
    expect(answer).toMatchObject({ status: 400, body: { __type: 'NotAuthorizedException' } })
  })

  it.each([
    ['0', '0'],
    ['N', N.toString(16)],
    ['2N', (2n * N).toString(16)],
    ['1', '1'],
    ['N − 1', (N - 1n).toString(16)],
    ['negative', '-5'],
    ['empty', ''],
    ['not hexadecimal', 'xyz'],
    ['ten thousand digits', 'f'.repeat(10_000)],
  ])('is refused when A is %s', async (_, A) => {
    const { status, body } = await initiate(here, person.username, A)
    expect(status).toBe(400)
    expect(body.__type).toMatch(/^(InvalidParameterException|NotAuthorizedException)$/)
    expect(body).not.toHaveProperty('ChallengeParameters')
  })

  it('succeeds once with an answer, and is refused when that answer is sent again', async () => {
    const begun = await begin(here, person.username)
    const answers = await prove(here, begun, person.password)
    expect((await respond(here, begun, answers)).status).toBe(200)
    const again = await respond(here, begun, answers)
    expect(again).toMatchObject({ status: 400, body: { __type: 'NotAuthorizedException' } })
  })

  it('succeeds once when the same answer is sent twenty times at once', async () => {
    const begun = await begin(here, person.username)
    const answers = await prove(here, begun, person.password)
    const all = await Promise.all(Array.from({ length: 20 }, () => respond(here, begun, answers)))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is refused in another pool than that where it was begun', async () => {
    const begun = await begin(here, person.username)
    const answers = await prove(here, begun, person.password)
    const answer = await respond(elsewhere, begun, answers)
    expect(answer).toMatchObject({ status: 400, body: { __type: 'NotAuthorizedException' } })
  })

  it('is refused to a disabled person: with the right password by name, with a wrong one like anybody', async () => {
    const disabled = await createPerson(latchkey.url, here.userPoolId)
    await administrate(latchkey.url).send(
      new AdminDisableUserCommand({ UserPoolId: here.userPoolId, Username: disabled.username }),
    )
    expect(await signInBySrp(here, disabled.username, disabled.password)).toMatchObject({
      status: 400,
      body: { __type: 'NotAuthorizedException', message: 'User is disabled.' },
    })
    expect(await signInBySrp(here, disabled.username, 'Wrong-Horse-7')).toMatchObject(refused)
  })
})

describe('a session of a challenge', () => {
  const temporary = 'Temporary-Horse-7'

  async function challenged(place: Place) {
    const { username } = somebody()
    await administrate(latchkey.url).send(
      new AdminCreateUserCommand({
        UserPoolId: place.userPoolId,
        Username: username,
        TemporaryPassword: temporary,
        MessageAction: 'SUPPRESS',
      }),
    )
    const { body } = await signInBySrp(place, username, temporary)
    expect(body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED')
    return { username, session: body['Session'] }
  }

  const answer = (place: Place, username: string, session: unknown) =>
    respond(
      place,
      { session },
      { USERNAME: username, NEW_PASSWORD: 'Battery-Staple-8' },
      'NEW_PASSWORD_REQUIRED',
    )

  it('is refused for another person and in another pool, and then still works where it belongs', async () => {
    const mine = await challenged(here)
    const other = await challenged(here)
    const foreign = [
      await answer(here, other.username, mine.session),
      await answer(elsewhere, mine.username, mine.session),
      await answer(here, mine.username, flipLast(String(mine.session))),
    ]
    for (const [index, refusal] of foreign.entries()) {
      expect(refusal, `attempt ${index}`).toMatchObject({
        status: 400,
        body: { __type: 'NotAuthorizedException' },
      })
    }
    expect((await answer(here, mine.username, mine.session)).body).toHaveProperty('AuthenticationResult')
  })

  it('works once', async () => {
    const { username, session } = await challenged(here)
    expect((await answer(here, username, session)).status).toBe(200)
    expect(await answer(here, username, session)).toMatchObject({
      status: 400,
      body: { __type: 'NotAuthorizedException' },
    })
  })
})

describe('an unknown person', () => {
  it('gets the answers of a wrong password, of the same form and size, the same at every try', async () => {
    const nobody = somebody().username
    const [known, unknown, again] = await Promise.all([
      begin(here, person.username),
      begin(here, nobody),
      begin(here, nobody),
    ])
    expect(Object.keys(unknown.parameters).sort()).toEqual(Object.keys(known.parameters).sort())
    expect(typeof unknown.session).toBe(typeof known.session)
    for (const name of ['SALT', 'SRP_B', 'SECRET_BLOCK'] as const) {
      const difference = unknown.parameters[name].length - known.parameters[name].length
      expect(Math.abs(difference), name).toBeLessThanOrEqual(16)
    }
    expect(again.parameters.SALT).toBe(unknown.parameters.SALT)
    expect(again.parameters.USER_ID_FOR_SRP).toBe(unknown.parameters.USER_ID_FOR_SRP)
    expect(again.parameters.SRP_B).not.toBe(unknown.parameters.SRP_B)

    const answer = await respond(here, unknown, await prove(here, unknown, 'Wrong-Horse-7'))
    expect(answer).toMatchObject(refused)
  })

  it('costs the server the work of a wrong password, at each of the two steps', {
    timeout: 60_000,
  }, async () => {
    const nothing = () => ({ begin: [] as number[], respond: [] as number[] })
    let work = { known: nothing(), unknown: nothing() }
    const spend = async <Result>(
      on: 'known' | 'unknown',
      step: 'begin' | 'respond',
      run: () => Promise<Result>,
    ) => {
      const before = processorTime(latchkey.pid)
      const result = await run()
      work[on][step].push(processorTime(latchkey.pid) - before)
      return result
    }
    const attempt = async (on: 'known' | 'unknown', username: string) => {
      const begun = await spend(on, 'begin', () => begin(here, username))
      const answers = await prove(here, begun, 'Wrong-Horse-7')
      await spend(on, 'respond', () => respond(here, begun, answers))
    }
    // A fresh person each time, so that no lock-out shortens the work; the first rounds only warm up.
    for (let round = 0; round < 80; round += 1) {
      if (round === 20) work = { known: nothing(), unknown: nothing() }
      await attempt('known', (await createPerson(latchkey.url, here.userPoolId)).username)
      await attempt('unknown', somebody().username)
    }
    // Without the dearest tenth: somebody’s answer also pays for what the server clears away now and then.
    const usual = (times: number[]) =>
      times
        .toSorted((a, b) => a - b)
        .slice(0, times.length * 0.9)
        .reduce((sum, each) => sum + each, 0)
    for (const step of ['begin', 'respond'] as const) {
      const ratio = usual(work.unknown[step]) / usual(work.known[step])
      expect(ratio, step).toBeGreaterThan(0.75)
      expect(ratio, step).toBeLessThan(1.33)
    }
  })

  it('is locked out by wrong passwords just as a known one is', async () => {
    const known = await createPerson(latchkey.url, here.userPoolId)
    const [ofKnown, ofUnknown] = await Promise.all(
      [known.username, somebody().username].map(async username => {
        const messages: (string | undefined)[] = []
        for (let attempt = 0; attempt < 6; attempt += 1) {
          const { body } = await send(latchkey.url, 'InitiateAuth', {
            ClientId: here.clientId,
            AuthFlow: 'USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME: username, PASSWORD: 'Wrong-Horse-7' },
          })
          messages.push(body.message)
        }
        return messages
      }),
    )
    expect(ofKnown).toEqual([...Array(5).fill(refused.body.message), 'Password attempts exceeded'])
    expect(ofUnknown).toEqual(ofKnown)
  })
})
