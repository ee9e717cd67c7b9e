import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFlowPool } from '../clients/flow-pools.ts'
import { makeRootKey, startNode } from '../cluster/nodes.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrate, createPools, createUserPool, type Pools, type UserPool } from '../harness/pools.ts'
import { startPostgres } from '../harness/postgres-server.ts'
import { type Answer, send } from '../harness/wire.ts'

interface Place {
  readonly latchkey: LatchkeyProcess
  end(): Promise<void>
}

const engines: Readonly<Record<string, () => Promise<Place>>> = {
  async SQLite() {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-concurrency-'))
    const latchkey = await startLatchkey(['--data', folder])
    return {
      latchkey,
      end: async () => {
        await latchkey.stop()
        rmSync(folder, { recursive: true })
      },
    }
  },
  async PostgreSQL() {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-concurrency-'))
    const postgres = await startPostgres()
    const latchkey = await startNode(await postgres.createDatabase(), makeRootKey(folder))
    return {
      latchkey,
      end: async () => {
        await latchkey.stop()
        await postgres.stop()
        rmSync(folder, { recursive: true })
      },
    }
  },
}

/** So many calls at once, and what each of them came to. */
const atOnce = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)))

const nameOf = ({ status, body }: Answer) => (status === 200 ? 'ok' : String(body.__type))

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

describe.each(Object.entries(engines))('on %s, with real parallel requests', (_, start) => {
  let place: Place
  let url: string
  let pools: Pools

  beforeAll(async () => {
    place = await start()
    url = place.latchkey.url
    pools = await createPools(url)
  }, 60_000)
  afterAll(() => place.end())

  const signIn = (username: string, PASSWORD: string, { clientId }: UserPool = pools) =>
    send(url, 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD },
    })

  async function tokensOf(person: Person, pool: UserPool = pools) {
    const { status, body } = await signIn(person.username, person.password, pool)
    expect(status).toBe(200)
    return body['AuthenticationResult'] as Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>
  }

  it('a name belongs to one person, and a code works once', async () => {
    const person = somebody()
    const signUps = await atOnce(20, index =>
      send(url, 'SignUp', {
        ClientId: pools.clientId,
        Username: index % 2 === 0 ? person.username : person.username.toUpperCase(),
        Password: person.password,
        UserAttributes: [{ Name: 'email', Value: person.email }],
      }),
    )
    expect(count(signUps.map(nameOf))).toEqual({ ok: 1, UsernameExistsException: 19 })
    const ConfirmationCode = await codeSentTo(url, person.email)
    const confirmations = await atOnce(20, () =>
      send(url, 'ConfirmSignUp', {
        ClientId: pools.clientId,
        Username: person.username,
        ConfirmationCode,
      }),
    )
    const { ok, ...others } = count(confirmations.map(nameOf))
    expect(ok).toBe(1)
    expect(Object.values(others).reduce((sum, value) => sum + value, 0)).toBe(19)
    expect((await signIn(person.username, person.password)).status).toBe(200)
  })

  it('a verified address belongs to one user, whoever proves it first', async () => {
    const pool = await createFlowPool(url, { AliasAttributes: ['email'] })
    const [ada, grace] = [await createPerson(url, pool.userPoolId), await createPerson(url, pool.userPoolId)]
    const email = `${ada.username}-shared@example.com`
    const administrator = administrate(url)
    const outcomes = await Promise.allSettled(
      [ada, grace, ada, grace].map(({ username }) =>
        administrator.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId: pool.userPoolId,
            Username: username,
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
          }),
        ),
      ),
    )
    const owners = new Set(
      outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [index % 2] : [])),
    )
    expect(owners.size).toBe(1)
    const losers = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(losers.length).toBeGreaterThanOrEqual(2)
    for (const { reason } of losers) expect(reason).toMatchObject({ name: 'AliasExistsException' })
    expect(nameOf(await signIn(email, ada.password, pool))).toBe('ok')
  })

  it('at most five of a hundred passwords tried at once are judged, and then the right one is refused too', async () => {
    const person = await createPerson(url, pools.userPoolId)
    const answers = await atOnce(100, index =>
      signIn(index % 2 === 0 ? person.username : person.username.toUpperCase(), `Wrong-Horse-${index}`),
    )
    const judged = answers.filter(({ body }) => body.message === 'Incorrect username or password.')
    const locked = answers.filter(({ body }) => body.message === 'Password attempts exceeded')
    expect(judged.length).toBeLessThanOrEqual(5)
    expect(judged.length + locked.length).toBe(100)
    expect((await signIn(person.username, person.password)).body.message).toBe('Password attempts exceeded')
  })

  it('fifty refreshes with one token give one successor; after the grace time the family is dead', async () => {
    const pool = await createUserPool(url, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 2 },
    })
    const person = await createPerson(url, pool.userPoolId)
    const { RefreshToken } = await tokensOf(person, pool)
    const refresh = (token: string) =>
      send(url, 'GetTokensFromRefreshToken', { ClientId: pool.clientId, RefreshToken: token })
    const answers = await atOnce(50, () => refresh(RefreshToken))
    expect(count(answers.map(nameOf))).toEqual({ ok: 50 })
    const successors = new Set(
      answers.map(({ body }) => (body['AuthenticationResult'] as { RefreshToken: string }).RefreshToken),
    )
    expect(successors.size).toBe(1)
    const [successor = ''] = successors
    await pause(2200)
    expect(nameOf(await refresh(RefreshToken))).toBe('RefreshTokenReuseException')
    expect(nameOf(await refresh(successor))).toBe('NotAuthorizedException')
  })

  it('nothing of a session lives once a sign-out everywhere was acknowledged', async () => {
    const person = await createPerson(url, pools.userPoolId)
    const sessions = [await tokensOf(person), await tokensOf(person), await tokensOf(person)]
    const refresh = (REFRESH_TOKEN: string) =>
      send(url, 'InitiateAuth', {
        ClientId: pools.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN },
      })
    let acknowledged = false
    const late: string[] = []
    const [signedOut] = await Promise.all([
      send(url, 'GlobalSignOut', { AccessToken: sessions[0]!.AccessToken }).then(answer => {
        acknowledged = true
        return answer
      }),
      ...sessions.flatMap(({ RefreshToken }) =>
        Array.from({ length: 10 }, async () => {
          const begunAfter = acknowledged
          const answer = await refresh(RefreshToken)
          if (begunAfter) late.push(nameOf(answer))
        }),
      ),
    ])
    expect(signedOut.status).toBe(200)
    for (const { AccessToken, RefreshToken } of sessions) {
      late.push(nameOf(await refresh(RefreshToken)), nameOf(await send(url, 'GetUser', { AccessToken })))
    }
    expect(count(late)).toEqual({ NotAuthorizedException: late.length })
  })

  it('of two changes of a password at once, the acknowledged one holds', async () => {
    const person = await createPerson(url, pools.userPoolId)
    const { AccessToken } = await tokensOf(person)
    const proposals = ['Battery-Staple-1', 'Battery-Staple-2', 'Battery-Staple-3']
    const answers = await atOnce(3, index =>
      send(url, 'ChangePassword', {
        AccessToken,
        PreviousPassword: person.password,
        ProposedPassword: proposals[index],
      }),
    )
    const won = answers.map(nameOf).indexOf('ok')
    expect(count(answers.map(nameOf))).toEqual({ ok: 1, NotAuthorizedException: 2 })
    expect((await signIn(person.username, proposals[won]!)).status).toBe(200)
  })

  it('a person has one identity, and guests that turn out to be the same person are merged into it', async () => {
    const identityPools = (operation: string, input: object) =>
      fetch(url, {
        method: 'POST',
        headers: { 'x-amz-target': `AWSCognitoIdentityService.${operation}` },
        body: JSON.stringify(input),
      }).then(async response => ({
        status: response.status,
        body: (await response.json()) as Answer['body'],
      }))
    const person = await createPerson(url, pools.userPoolId)
    const Logins = { [pools.provider]: (await tokensOf(person)).IdToken }
    const { identityPoolId: IdentityPoolId } = pools
    const firsts = await atOnce(20, () => identityPools('GetId', { IdentityPoolId, Logins }))
    expect(new Set(firsts.map(({ body }) => body['IdentityId'])).size).toBe(1)

    const other = await createPerson(url, pools.userPoolId)
    const OtherLogins = { [pools.provider]: (await tokensOf(other)).IdToken }
    const guests = await atOnce(5, () => identityPools('GetId', { IdentityPoolId }))
    const answers = await atOnce(20, index =>
      identityPools('GetCredentialsForIdentity', {
        IdentityId: guests[index % 5]!.body['IdentityId'],
        Logins: OtherLogins,
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const owners = new Set(answers.map(({ body }) => body['IdentityId']))
    expect(owners.size).toBe(1)
    const [owner] = owners
    expect((await identityPools('GetId', { IdentityPoolId, Logins: OtherLogins })).body['IdentityId']).toBe(
      owner,
    )
    // A guest has no way into what has become somebody's.
    expect(nameOf(await identityPools('GetCredentialsForIdentity', { IdentityId: owner }))).toBe(
      'NotAuthorizedException',
    )
  })
})
