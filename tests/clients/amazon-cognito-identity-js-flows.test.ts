import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import type { LatchkeyProcess } from '../harness/latchkey-process.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrate, type UserPool } from '../harness/pools.ts'
import {
  codeOf,
  createFlowPool,
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

function storageInMemory(): ICognitoStorage {
  const items = new Map<string, string>()
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: key => items.get(key) ?? null,
    removeItem: key => void items.delete(key),
    clear: () => items.clear(),
  }
}

function userOf(
  { userPoolId, clientId }: UserPool,
  Username: string,
  Storage = storageInMemory(),
): CognitoUser {
  const Pool = new CognitoUserPool({
    UserPoolId: userPoolId,
    ClientId: clientId,
    endpoint: latchkey.url,
    Storage,
  })
  return new CognitoUser({ Username, Pool, Storage })
}

/** What the library called back with, whatever it was. */
type Outcome =
  | { readonly kind: 'signedIn'; readonly session: CognitoUserSession }
  | { readonly kind: 'asks'; readonly callback: string; readonly parameters: unknown }

/** Callbacks of every kind, as one promise. */
function outcomeOf(start: (callbacks: never) => void): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const asks =
      (callback: string) =>
      (...given: unknown[]) =>
        resolve({
          kind: 'asks',
          callback,
          parameters: callback === 'newPasswordRequired' ? given : (given[1] ?? given[0]),
        })
    start({
      onSuccess: (session: CognitoUserSession) => resolve({ kind: 'signedIn', session }),
      onFailure: reject,
      mfaRequired: asks('mfaRequired'),
      totpRequired: asks('totpRequired'),
      selectMFAType: asks('selectMFAType'),
      mfaSetup: asks('mfaSetup'),
      newPasswordRequired: asks('newPasswordRequired'),
      customChallenge: asks('customChallenge'),
    } as never)
  })
}

const details = ({ username, password }: Pick<Person, 'username' | 'password'>) =>
  new AuthenticationDetails({ Username: username, Password: password })

const signIn = (user: CognitoUser, person: Pick<Person, 'username' | 'password'>) =>
  outcomeOf(callbacks => user.authenticateUser(details(person), callbacks))

async function givePhone({ userPoolId }: UserPool, { username }: Person): Promise<string> {
  const phone = newPhone()
  await administrate(latchkey.url).send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: userPoolId,
      Username: username,
      UserAttributes: [
        { Name: 'phone_number', Value: phone },
        { Name: 'phone_number_verified', Value: 'true' },
      ],
    }),
  )
  return phone
}

/** Sets an authenticator app up; the secret. */
async function setUpTotp(user: CognitoUser): Promise<string> {
  const secret = await new Promise<string>((resolve, reject) =>
    user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
  )
  await new Promise((resolve, reject) =>
    user.verifySoftwareToken(codeOf(secret), 'phone', { onSuccess: resolve, onFailure: reject }),
  )
  return secret
}

describe('amazon-cognito-identity-js', () => {
  it('signs in with a code by SMS, and a wrong one may be followed by the right one', async () => {
    const pool = await createFlowPool(latchkey.url, {}, { MfaConfiguration: 'ON', ...smsMfa })
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const phone = await givePhone(pool, person)
    const user = userOf(pool, person.username)
    expect(await signIn(user, person)).toMatchObject({
      callback: 'mfaRequired',
      parameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS' },
    })
    const code = await codeSentTo(latchkey.url, phone)
    const wrong = code === '000000' ? '111111' : '000000'
    await expect(outcomeOf(callbacks => user.sendMFACode(wrong, callbacks))).rejects.toMatchObject({
      code: 'CodeMismatchException',
    })
    expect((await outcomeOf(callbacks => user.sendMFACode(code, callbacks))).kind).toBe('signedIn')
  })

  it('sets an authenticator app up, signs in with it, and chooses between it and SMS', async () => {
    const pool = await createFlowPool(
      latchkey.url,
      {},
      { MfaConfiguration: 'OPTIONAL', ...smsMfa, ...totpMfa },
    )
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const phone = await givePhone(pool, person)
    const user = userOf(pool, person.username)
    expect((await signIn(user, person)).kind).toBe('signedIn')
    const secret = await setUpTotp(user)
    const prefer = (sms: object | null, totp: object | null) =>
      new Promise((resolve, reject) =>
        user.setUserMfaPreference(sms as never, totp as never, (error, result) =>
          error ? reject(error) : resolve(result),
        ),
      )
    await prefer(null, { PreferredMfa: true, Enabled: true })
    expect(await signIn(user, person)).toMatchObject({ callback: 'totpRequired' })
    // The code of the set-up was used: the next half-minute's is within the window.
    const signedIn = await outcomeOf(callbacks =>
      user.sendMFACode(codeOf(secret, 1), callbacks, 'SOFTWARE_TOKEN_MFA'),
    )
    expect(signedIn.kind).toBe('signedIn')

    await prefer({ PreferredMfa: false, Enabled: true }, { PreferredMfa: false, Enabled: true })
    const chooser = userOf(pool, person.username)
    const asked = await signIn(chooser, person)
    expect(asked).toMatchObject({ callback: 'selectMFAType' })
    expect(
      JSON.parse((asked as { parameters: { MFAS_CAN_CHOOSE: string } }).parameters.MFAS_CAN_CHOOSE).sort(),
    ).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
    expect(await outcomeOf(callbacks => chooser.sendMFASelectionAnswer('SMS_MFA', callbacks))).toMatchObject({
      callback: 'mfaRequired',
    })
    const code = await codeSentTo(latchkey.url, phone)
    expect((await outcomeOf(callbacks => chooser.sendMFACode(code, callbacks))).kind).toBe('signedIn')
  })

  it('must set an authenticator app up where the pool demands one', async () => {
    const pool = await createFlowPool(latchkey.url, {}, { MfaConfiguration: 'ON', ...totpMfa })
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const user = userOf(pool, person.username)
    expect(await signIn(user, person)).toMatchObject({ callback: 'mfaSetup' })
    const secret = await new Promise<string>((resolve, reject) =>
      user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
    )
    const session = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.verifySoftwareToken(codeOf(secret), 'phone', { onSuccess: resolve, onFailure: reject }),
    )
    expect(session.isValid()).toBe(true)
  })

  it('changes a temporary password, and gives the attribute that the pool wants', async () => {
    const pool = await createFlowPool(latchkey.url, {
      Schema: [{ Name: 'given_name', AttributeDataType: 'String', Required: true, Mutable: true }],
    })
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
    const user = userOf(pool, username)
    const asked = await signIn(user, { username, password: 'Temporary-1' })
    expect(asked).toMatchObject({
      callback: 'newPasswordRequired',
      parameters: [{ email }, ['given_name']],
    })
    const done = await outcomeOf(callbacks =>
      user.completeNewPasswordChallenge('Correct-Horse-7', { given_name: 'Ada' }, callbacks),
    )
    expect(done).toMatchObject({ kind: 'signedIn' })
    expect((done as { session: CognitoUserSession }).session.getIdToken().payload['given_name']).toBe('Ada')
  })

  it('answers a custom challenge, with SRP before it and without', async () => {
    const pool = await createFlowPool(latchkey.url, { LambdaConfig: triggers })
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const withSrp = userOf(pool, person.username)
    withSrp.setAuthenticationFlowType('CUSTOM_AUTH')
    expect(await signIn(withSrp, person)).toMatchObject({
      callback: 'customChallenge',
      parameters: { question: '6 × 7' },
    })
    const again = await outcomeOf(callbacks => withSrp.sendCustomChallengeAnswer('41', callbacks))
    expect(again).toMatchObject({ callback: 'customChallenge' })
    const done = await outcomeOf(callbacks => withSrp.sendCustomChallengeAnswer('42', callbacks))
    expect(done.kind).toBe('signedIn')

    const without = userOf(pool, person.username)
    without.setAuthenticationFlowType('CUSTOM_AUTH')
    const asked = await outcomeOf(callbacks =>
      without.initiateAuth(new AuthenticationDetails({ Username: person.username }), callbacks),
    )
    expect(asked).toMatchObject({ callback: 'customChallenge' })
    for (const answer of ['1', '2']) {
      await outcomeOf(callbacks => without.sendCustomChallengeAnswer(answer, callbacks))
    }
    await expect(
      outcomeOf(callbacks => without.sendCustomChallengeAnswer('3', callbacks)),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' })
  })

  it('brings a person over from an old directory by password', async () => {
    const pool = await createFlowPool(latchkey.url, { LambdaConfig: migration })
    const { username } = somebody()
    const user = userOf(pool, `old-${username}`)
    user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
    const person = { username: `old-${username}`, password: 'Correct-Horse-7' }
    await expect(signIn(user, { ...person, password: 'Wrong-Horse-7' })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    })
    expect((await signIn(user, person)).kind).toBe('signedIn')
    // From now on the pool knows the password.
    expect((await signIn(userOf(pool, person.username), person)).kind).toBe('signedIn')
  })

  it('remembers its device, which then stands for the second factor by SRP of its own', async () => {
    const pool = await createFlowPool(
      latchkey.url,
      { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true } },
      { MfaConfiguration: 'ON', ...smsMfa },
    )
    const person = await createPerson(latchkey.url, pool.userPoolId)
    const phone = await givePhone(pool, person)
    const storage = storageInMemory()
    const user = userOf(pool, person.username, storage)
    expect(await signIn(user, person)).toMatchObject({ callback: 'mfaRequired' })
    const code = await codeSentTo(latchkey.url, phone)
    await outcomeOf(callbacks => user.sendMFACode(code, callbacks))
    await new Promise((resolve, reject) =>
      user.setDeviceStatusRemembered({ onSuccess: resolve, onFailure: reject }),
    )
    const device = await new Promise<{ Device: { DeviceKey: string } }>((resolve, reject) =>
      // The typings say text; it is the answer of GetDevice.
      user.getDevice({ onSuccess: resolve as never, onFailure: reject }),
    )
    expect(device.Device.DeviceKey).toMatch(/^us-east-1_[0-9a-f-]{36}$/)

    // The same device comes without a code, another one needs it.
    const same = userOf(pool, person.username, storage)
    expect((await signIn(same, person)).kind).toBe('signedIn')
    expect(await signIn(userOf(pool, person.username), person)).toMatchObject({ callback: 'mfaRequired' })

    const listed = await new Promise<{ Devices: unknown[] }>((resolve, reject) =>
      same.listDevices(10, null, { onSuccess: resolve, onFailure: reject }),
    )
    expect(listed.Devices.length).toBeGreaterThan(0)
    await new Promise((resolve, reject) => same.forgetDevice({ onSuccess: resolve, onFailure: reject }))
    const forgotten = userOf(pool, person.username, storage)
    await expect(signIn(forgotten, person)).resolves.toMatchObject({ callback: 'mfaRequired' })
  })
})
