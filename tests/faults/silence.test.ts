import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { somebody } from '../harness/people.ts'
import { createUserPool } from '../harness/pools.ts'
import { initiate, signInBySrp } from '../harness/srp-exchange.ts'
import { send } from '../harness/wire.ts'

let latchkey: LatchkeyProcess

beforeAll(async () => {
  latchkey = await startLatchkey()
})

afterAll(() => latchkey.stop())

it('a server writes nothing about its callers: no password, code or token, whatever is sent to it', async () => {
  const { url } = latchkey
  const pool = await createUserPool(url)
  const place = { url, ...pool }
  const person = somebody()
  const named = { ClientId: pool.clientId, Username: person.username }
  await send(url, 'SignUp', {
    ...named,
    Password: person.password,
    UserAttributes: [{ Name: 'email', Value: person.email }],
  })
  const ConfirmationCode = await codeSentTo(url, person.email)
  await send(url, 'ConfirmSignUp', { ...named, ConfirmationCode: '000000' })
  await send(url, 'ConfirmSignUp', { ...named, ConfirmationCode })
  const { status, body } = await signInBySrp(place, person.username, person.password)
  expect(status).toBe(200)
  const { AccessToken } = body['AuthenticationResult'] as Record<string, string>

  const refusals = await Promise.all([
    signInBySrp(place, person.username, 'Wrong-Horse-7'),
    initiate(place, person.username, 'xyz'),
    send(url, 'SignUp', `{"Password":"${person.password}"`),
    send(url, 'SignUp', '\u0000'),
    send(url, 'SignUp', JSON.stringify({ ...named, Password: { toString: person.password } })),
    send(url, 'GetUser', { AccessToken: `${AccessToken}x` }),
    send(url, 'NoSuchOperation', { AccessToken }),
    send(url, 'ChangePassword', {
      AccessToken,
      PreviousPassword: person.password,
      ProposedPassword: 'x',
    }),
  ])
  for (const refusal of refusals) {
    expect(refusal.status).toBe(400)
    expect(JSON.stringify(refusal.body)).not.toContain(person.password)
    expect(JSON.stringify(refusal.body)).not.toContain(AccessToken)
  }
  await latchkey.stop()
  expect(latchkey.errors()).toBe('')
})
