import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let ClientId: string

beforeEach(async () => {
  test = await startTestServer()
  const policy = { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } }
  const ids = await createTestPool(test, { Policies: policy })
  UserPoolId = ids.userPoolId
  ClientId = ids.clientId
  await signUpPerson(test, ClientId, 'ada')
})
afterEach(() => test.close())

const refusal = {
  __type: 'PasswordHistoryPolicyViolationException',
  message: 'Password has previously been used. Choose another one.',
}

async function change(from: string, to: string) {
  const { accessToken } = await signInPerson(test, ClientId, 'ada', from)
  await test.userPools('ChangePassword', {
    AccessToken: accessToken,
    PreviousPassword: from,
    ProposedPassword: to,
  })
}

describe('the history of passwords', () => {
  it('keeps the last ones from being used again, the present one among them, and no more of them', async () => {
    await expect(change(password, password)).rejects.toEqual(refusal)
    await change(password, 'second-password')
    await change('second-password', 'third-password')
    for (const used of [password, 'second-password', 'third-password']) {
      await expect(change('third-password', used)).rejects.toEqual(refusal)
    }
    await change('third-password', 'fourth-password')
    await change('fourth-password', password)
  })

  it('holds for a forgotten password too, and tells nobody without the code', async () => {
    await test.userPools('ForgotPassword', { ClientId, Username: 'ada' })
    const { code } = await test.newestMessage('ada@example.com')
    const confirm = (ConfirmationCode: string, Password: string) =>
      test.userPools('ConfirmForgotPassword', { ClientId, Username: 'ada', ConfirmationCode, Password })
    await expect(confirm('000000', password)).rejects.toMatchObject({ __type: 'CodeMismatchException' })
    await expect(confirm(code, password)).rejects.toEqual(refusal)
    // The refusal did not use up the code.
    await confirm(code, 'second-password')
    await signInPerson(test, ClientId, 'ada', 'second-password')
  })

  it('does not bind administrators, but remembers what they set', async () => {
    const set = (Password: string, Permanent: boolean) =>
      test.userPools('AdminSetUserPassword', { UserPoolId, Username: 'ada', Password, Permanent })
    await set(password, true)
    await set('temporary-password', false)
    const { ChallengeName, Session } = await signInPerson(test, ClientId, 'ada', 'temporary-password')
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    const answer = (NEW_PASSWORD: string) =>
      test.userPools('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD },
      })
    await expect(answer('temporary-password')).rejects.toEqual(refusal)
    await expect(answer(password)).rejects.toEqual(refusal)
    expect((await answer('another-password')).AuthenticationResult?.AccessToken).toBeDefined()
  })

  it('is not there unless the pool has one', async () => {
    await test.userPools('UpdateUserPool', {
      UserPoolId,
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      AutoVerifiedAttributes: ['email'],
    })
    await change(password, password)
  })
})
