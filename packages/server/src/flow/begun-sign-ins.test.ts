import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../domain/user.ts'
import { answerSrp } from '../testing/srp-sign-in.ts'
import {
  createTestPool,
  password,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'
import { BegunSignIns } from './begun-sign-ins.ts'

describe('what a node remembers of sign-ins that began', () => {
  const record = { salt: 1n, verifier: 2n }
  const nobody = { user: undefined, record }
  const somebody = { user: { sub: 'ada' } as User, record }

  it('is given once, and also that there is nobody', () => {
    const begun = new BegunSignIns()
    begun.remember('one', somebody)
    begun.remember('two', nobody)
    expect([begun.take('one'), begun.take('one')]).toEqual([somebody, undefined])
    expect([begun.take('two'), begun.take('two')]).toEqual([nobody, undefined])
  })

  it('is five hundred at most, the newest', () => {
    const begun = new BegunSignIns()
    for (let number = 0; number <= 500; number += 1) begun.remember(String(number), somebody)
    expect(['0', '1', '500'].map(id => begun.take(id))).toEqual([undefined, somebody, somebody])
  })
})

describe('a user who is changed between the two steps of an SRP sign-in, in the same millisecond', () => {
  let test: TestServer
  let ids: Awaited<ReturnType<typeof createTestPool>>

  beforeEach(async () => {
    test = await startTestServer()
    ids = await createTestPool(test, {
      MfaConfiguration: 'OPTIONAL',
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
    })
    await signUpPerson(test, ids.clientId, 'ada')
  })
  afterEach(() => test.close())

  const ada = () => ({ UserPoolId: ids.userPoolId, Username: 'ada' })

  async function signInAround(change: () => Promise<unknown>) {
    const { request } = await answerSrp(test, ids, 'ada', password)
    await change()
    return await test.userPools('RespondToAuthChallenge', request)
  }

  it('is kept out when disabled meanwhile', async () => {
    await expect(signInAround(() => test.userPools('AdminDisableUser', ada()))).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'User is disabled.',
    })
  })

  it('signs in when enabled meanwhile', async () => {
    await test.userPools('AdminDisableUser', ada())
    const { AuthenticationResult } = await signInAround(() => test.userPools('AdminEnableUser', ada()))
    expect(AuthenticationResult?.AccessToken).toBeDefined()
  })

  it('is kept out when deleted meanwhile', async () => {
    await expect(signInAround(() => test.userPools('AdminDeleteUser', ada()))).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })

  it('is kept out by a proof of the former password', async () => {
    const change = { ...ada(), Password: 'Another-Horse-7', Permanent: true }
    await expect(signInAround(() => test.userPools('AdminSetUserPassword', change))).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })

  it('gets tokens that tell of new attributes and groups', async () => {
    const { AuthenticationResult } = await signInAround(async () => {
      const UserAttributes = [{ Name: 'nickname', Value: 'Countess' }]
      await test.userPools('AdminUpdateUserAttributes', { ...ada(), UserAttributes })
    })
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({ nickname: 'Countess' })
    const later = await signInAround(async () => {
      await test.userPools('CreateGroup', { UserPoolId: ids.userPoolId, GroupName: 'editors' })
      await test.userPools('AdminAddUserToGroup', { ...ada(), GroupName: 'editors' })
    })
    expect(decodeJwt(later.AuthenticationResult?.IdToken ?? '')).toMatchObject({
      'cognito:groups': ['editors'],
    })
  })

  async function givePhoneNumber() {
    const UserAttributes = [
      { Name: 'phone_number', Value: '+12065550100' },
      { Name: 'phone_number_verified', Value: 'true' },
    ]
    await test.userPools('AdminUpdateUserAttributes', { ...ada(), UserAttributes })
  }
  const switchSmsOn = () =>
    test.userPools('AdminSetUserMFAPreference', {
      ...ada(),
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    })

  it('is asked for a second factor that was switched on meanwhile', async () => {
    await givePhoneNumber()
    const answer = await signInAround(switchSmsOn)
    expect(answer).toMatchObject({ ChallengeName: 'SMS_MFA' })
    expect(answer.AuthenticationResult).toBeUndefined()
  })

  it('is asked for no second factor when disabled meanwhile', async () => {
    await givePhoneNumber()
    await switchSmsOn()
    await expect(signInAround(() => test.userPools('AdminDisableUser', ada()))).rejects.toMatchObject({
      message: 'User is disabled.',
    })
  })

  it('is kept out when the password is reset meanwhile', async () => {
    await expect(signInAround(() => test.userPools('AdminResetUserPassword', ada()))).rejects.toEqual({
      __type: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })

  it('signs in with tries counted against the name, which are forgotten then', async () => {
    const { AuthenticationResult } = await signInAround(async () => {
      const { request } = await answerSrp(test, ids, 'ada', 'Wrong-Horse-7')
      await expect(test.userPools('RespondToAuthChallenge', request)).rejects.toMatchObject({
        __type: 'NotAuthorizedException',
      })
    })
    expect(AuthenticationResult?.AccessToken).toBeDefined()
  })
})
