import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { Passwordless } from 'amazon-cognito-passwordless-auth'
import { authenticateWithPlaintextPassword } from 'amazon-cognito-passwordless-auth/plaintext'
import { refreshTokens } from 'amazon-cognito-passwordless-auth/refresh'
import { authenticateWithSRP } from 'amazon-cognito-passwordless-auth/srp'
import { retrieveTokens } from 'amazon-cognito-passwordless-auth/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import type { LatchkeyProcess } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { administrate, type UserPool } from '../harness/pools.ts'
import { createFlowPool, newPhone, smsMfa, startWithTriggers, triggers } from './flow-pools.ts'

let latchkey: LatchkeyProcess
beforeAll(async () => {
  latchkey = await startWithTriggers()
})
afterAll(() => latchkey.stop())

/** Points the library at a pool, with nothing remembered. */
function use({ userPoolId, clientId }: UserPool): void {
  const items = new Map<string, string>()
  Passwordless.configure({
    cognitoIdpEndpoint: `${latchkey.url}/`,
    userPoolId,
    clientId,
    storage: {
      getItem: name => items.get(name),
      setItem: (name, value) => void items.set(name, value),
      removeItem: name => void items.delete(name),
    },
    // What Node has no global of.
    location: { href: 'http://localhost/', hostname: 'localhost' },
    history: { pushState: () => undefined },
  })
}

describe('amazon-cognito-passwordless-auth', () => {
  it('signs in by SRP, keeps the tokens and refreshes them', async () => {
    const pool = await createFlowPool(latchkey.url)
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const { signedIn } = authenticateWithSRP(person)
    const tokens = await signedIn
    expect(tokens.username).toBe(person.username)
    expect((await retrieveTokens())?.accessToken).toBe(tokens.accessToken)
    const refreshed = await refreshTokens({ tokens })
    expect(refreshed.accessToken).not.toBe(tokens.accessToken)
    await expect(authenticateWithSRP({ ...person, password: 'Wrong-Horse-7' }).signedIn).rejects.toThrow(
      'Incorrect username or password.',
    )
  })

  it('signs in by password, with a code by SMS', async () => {
    const pool = await createFlowPool(latchkey.url, {}, { MfaConfiguration: 'ON', ...smsMfa })
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const phone = newPhone()
    await administrate(latchkey.url).send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool.userPoolId,
        Username: person.username,
        UserAttributes: [
          { Name: 'phone_number', Value: phone },
          { Name: 'phone_number_verified', Value: 'true' },
        ],
      }),
    )
    const smsMfaCode = () => codeSentTo(latchkey.url, phone)
    await authenticateWithPlaintextPassword({ ...person, smsMfaCode }).signedIn
    expect((await retrieveTokens())?.username).toBe(person.username)
  })

  it('sets a new password, and answers a custom challenge after SRP', async () => {
    const pool = await createFlowPool(latchkey.url, { LambdaConfig: triggers })
    use(pool)
    const { username } = somebody()
    await administrate(latchkey.url).send(
      new AdminCreateUserCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        TemporaryPassword: 'Temporary-1',
        MessageAction: 'SUPPRESS',
      }),
    )
    const newPassword = async () => 'Correct-Horse-7'
    await authenticateWithSRP({ username, password: 'Temporary-1', newPassword }).signedIn
    const { signedIn } = authenticateWithSRP({
      username,
      password: 'Correct-Horse-7',
      authflow: 'CUSTOM_AUTH',
      customChallengeAnswer: async () => '42',
    })
    expect((await signedIn).username).toBe(username)
  })
})
