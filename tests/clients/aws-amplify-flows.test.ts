import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { Amplify } from 'aws-amplify'
import {
  confirmSignIn,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  forgetDevice,
  rememberDevice,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import type { LatchkeyProcess } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { administrate, type UserPool } from '../harness/pools.ts'
import {
  codeOf,
  createFlowPool,
  emailMfa,
  migration,
  newPhone,
  smsMfa,
  startWithTriggers,
  totpMfa,
  triggers,
} from './flow-pools.ts'

let latchkey: LatchkeyProcess
beforeAll(async () => {
  latchkey = await startWithTriggers()
})
afterAll(() => latchkey.stop())
afterEach(() => signOut())

const use = ({ userPoolId, clientId }: UserPool) =>
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: latchkey.url } },
  })

const isSignedIn = async () => (await fetchAuthSession()).tokens?.accessToken !== undefined

const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }

describe('aws-amplify', () => {
  it('signs in with a code by e-mail as second factor', async () => {
    const pool = await createFlowPool(latchkey.url, {}, { MfaConfiguration: 'ON', ...emailMfa })
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const { nextStep } = await signIn(person)
    expect(nextStep).toMatchObject({
      signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
      codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'a***@e***' },
    })
    const challengeResponse = await codeSentTo(latchkey.url, person.email)
    expect(await confirmSignIn({ challengeResponse })).toMatchObject(DONE)
    expect(await isSignedIn()).toBe(true)
  })

  it('is told to set an authenticator app up, does, and signs in with it', async () => {
    const pool = await createFlowPool(latchkey.url, {}, { MfaConfiguration: 'ON', ...totpMfa })
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const { nextStep } = await signIn(person)
    if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') throw new Error(nextStep.signInStep)
    const { sharedSecret } = nextStep.totpSetupDetails
    expect(await confirmSignIn({ challengeResponse: codeOf(sharedSecret) })).toMatchObject(DONE)
    await signOut()
    expect((await signIn(person)).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE')
    await expect(confirmSignIn({ challengeResponse: codeOf(sharedSecret, 5) })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    })
    expect(await confirmSignIn({ challengeResponse: codeOf(sharedSecret, 1) })).toMatchObject(DONE)
  })

  it('sets up MFA after sign-in, prefers it, and chooses among several', async () => {
    const pool = await createFlowPool(
      latchkey.url,
      {},
      { MfaConfiguration: 'OPTIONAL', ...smsMfa, ...totpMfa },
    )
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
    expect(await signIn(person)).toMatchObject(DONE)
    const { sharedSecret, getSetupUri } = await setUpTOTP()
    expect(getSetupUri('Notes', person.username).href).toContain(`secret=${sharedSecret}`)
    await verifyTOTPSetup({ code: codeOf(sharedSecret) })
    await updateMFAPreference({ sms: 'ENABLED', totp: 'ENABLED' })
    expect(await fetchMFAPreference()).toEqual({ enabled: ['SMS', 'TOTP'] })
    await signOut()
    const { nextStep } = await signIn(person)
    expect(nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
      allowedMFATypes: expect.arrayContaining(['SMS', 'TOTP']),
    })
    expect((await confirmSignIn({ challengeResponse: 'SMS' })).nextStep.signInStep).toBe(
      'CONFIRM_SIGN_IN_WITH_SMS_CODE',
    )
    const challengeResponse = await codeSentTo(latchkey.url, phone)
    expect(await confirmSignIn({ challengeResponse })).toMatchObject(DONE)
  })

  it('signs in without a password, by a code that it prefers or chooses', async () => {
    const pool = await createFlowPool(latchkey.url, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const preferred = await signIn({
      username: person.username,
      options: { authFlowType: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' },
    })
    expect(preferred.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
    const first = await codeSentTo(latchkey.url, person.email)
    expect(await confirmSignIn({ challengeResponse: first })).toMatchObject(DONE)
    await signOut()

    const chosen = await signIn({ username: person.username, options: { authFlowType: 'USER_AUTH' } })
    expect(chosen.nextStep).toMatchObject({
      signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
      availableChallenges: expect.arrayContaining(['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP']),
    })
    const asked = await confirmSignIn({ challengeResponse: 'PASSWORD_SRP' })
    expect(asked.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_PASSWORD')
    expect(await confirmSignIn({ challengeResponse: person.password })).toMatchObject(DONE)
    await signOut()

    await signIn({ username: person.username, options: { authFlowType: 'USER_AUTH' } })
    await confirmSignIn({ challengeResponse: 'PASSWORD' })
    expect(await confirmSignIn({ challengeResponse: person.password })).toMatchObject(DONE)
  })

  it('answers a custom challenge, with SRP before it and without', async () => {
    const pool = await createFlowPool(latchkey.url, { LambdaConfig: triggers })
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    for (const input of [
      { username: person.username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } },
      { ...person, options: { authFlowType: 'CUSTOM_WITH_SRP' } },
    ] as const) {
      const { nextStep } = await signIn(input)
      expect(nextStep).toMatchObject({
        signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
        additionalInfo: { question: '6 × 7' },
      })
      expect((await confirmSignIn({ challengeResponse: '41' })).nextStep.signInStep).toBe(
        'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
      )
      expect(await confirmSignIn({ challengeResponse: '42' })).toMatchObject(DONE)
      await signOut()
    }
  })

  it('changes a temporary password, and brings a person over from an old directory', async () => {
    const pool = await createFlowPool(latchkey.url, { LambdaConfig: migration })
    use(pool)
    const { username, email } = somebody()
    await administrate(latchkey.url).send(
      new AdminCreateUserCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        TemporaryPassword: 'Temporary-1',
        UserAttributes: [{ Name: 'email', Value: email }],
        MessageAction: 'SUPPRESS',
      }),
    )
    const { nextStep } = await signIn({ username, password: 'Temporary-1' })
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    await expect(confirmSignIn({ challengeResponse: 'short' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    })
    expect(await confirmSignIn({ challengeResponse: 'Correct-Horse-7' })).toMatchObject(DONE)
    await signOut()

    const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const
    const old = { username: `old-${username}`, password: 'Correct-Horse-7' }
    expect(await signIn({ ...old, options })).toMatchObject(DONE)
    await signOut()
    expect(await signIn(old)).toMatchObject(DONE)
  })

  it('remembers its device, lists it, comes back with it, and forgets it', async () => {
    const pool = await createFlowPool(
      latchkey.url,
      { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true } },
      { MfaConfiguration: 'ON', ...emailMfa },
    )
    use(pool)
    const person = await createPerson(latchkey.url, pool.userPoolId)
    await signIn(person)
    const challengeResponse = await codeSentTo(latchkey.url, person.email)
    expect(await confirmSignIn({ challengeResponse })).toMatchObject(DONE)
    await rememberDevice()
    const [device] = await fetchDevices()
    expect(device?.id).toMatch(/^us-east-1_[0-9a-f-]{36}$/)
    await signOut()
    expect(await signIn(person)).toMatchObject(DONE)
    await forgetDevice()
    await signOut()
    expect((await signIn(person)).nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
  })
})
