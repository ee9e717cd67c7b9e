/** Each service call × each fault, generated: the calls from the source, the faults from the list below. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as attributes from './account/attributes.ts'
import { deleteUser } from './account/delete-user.ts'
import * as password from './account/password.ts'
import { listSessions, revokeSession } from './account/sessions.ts'
import { getAWSCredentials } from './credentials/get-credentials.ts'
import { getIdentityId } from './credentials/identity.ts'
import * as devices from './devices/operations.ts'
import { allFeatures } from './features.ts'
import { setMFAPreference } from './mfa/preference.ts'
import { setUpTOTP, verifyTOTP } from './mfa/totp.ts'
import { deletePasskey, listPasskeys, registerPasskey } from './passkeys/passkeys.ts'
import type { Client } from './session/client.ts'
import { initialize } from './session/initialize.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signOut } from './sign-out/sign-out.ts'
import { confirmSignUp, resendSignUpCode, signUp } from './sign-up/sign-up.ts'
import { memoryStorage } from './storage/memory.ts'
import { connectionLost, type FakeService, serviceAnswer } from './testing/fake-service.ts'
import { settled, signedInWorld, type World, world } from './testing/set-up.ts'
import { getTokens } from './tokens/get-tokens.ts'

const ada = { username: 'ada' }
const code = { confirmationCode: '123456' }
const empty = { status: 200, body: '', headers: { 'content-type': 'application/x-amz-json-1.1' } }
const authenticator = { create: async () => '{}', get: async () => '{}' }

interface Call {
  readonly call: (client: Client) => Promise<unknown>
  /** Where nobody is signed in yet. */
  readonly signedOut?: true
  /** The state after the call has gone well; as before when absent. */
  readonly becomes?: 'signedIn' | 'signedOut'
  /** What the service answers where the fake knows nothing. */
  readonly answer?: () => Record<string, unknown>
  /** A fault is not the caller's concern: the call goes well. */
  readonly quiet?: true
}

const calls: Readonly<Record<string, Call>> = {
  InitiateAuth: {
    call: client => signIn(client, { ...ada, password: 'Passw0rd!' }),
    signedOut: true,
    becomes: 'signedIn',
  },
  RespondToAuthChallenge: {
    call: client => signIn(client, { ...ada, password: 'Passw0rd!' }),
    signedOut: true,
    becomes: 'signedIn',
  },
  ConfirmDevice: {
    call: client => signIn(client, { ...ada, password: 'Passw0rd!', authFlow: 'USER_PASSWORD_AUTH' }),
    signedOut: true,
    becomes: 'signedIn',
    quiet: true,
    answer: () => ({}),
  },
  SignUp: { call: client => signUp(client, { ...ada, password: 'p' }), signedOut: true },
  ConfirmSignUp: { call: client => confirmSignUp(client, { ...ada, ...code }), signedOut: true },
  ResendConfirmationCode: {
    call: client => resendSignUpCode(client, ada),
    signedOut: true,
    answer: () => ({}),
  },
  ForgotPassword: {
    call: client => password.forgotPassword(client, ada),
    signedOut: true,
    answer: () => ({}),
  },
  ConfirmForgotPassword: {
    call: client => password.confirmForgotPassword(client, { ...ada, ...code, newPassword: 'p' }),
    signedOut: true,
    answer: () => ({}),
  },
  GetTokensFromRefreshToken: { call: client => getTokens(client, { forceRefresh: true }) },
  GetId: { call: client => getIdentityId(client) },
  GetCredentialsForIdentity: { call: client => getAWSCredentials(client, { forceRefresh: true }) },
  GetUser: { call: attributes.getUserAttributes },
  UpdateUserAttributes: { call: client => attributes.updateUserAttributes(client, { name: 'Ada' }) },
  DeleteUserAttributes: {
    call: client => attributes.deleteUserAttributes(client, ['name']),
    answer: () => ({}),
  },
  GetUserAttributeVerificationCode: {
    call: client => attributes.verifyUserAttribute(client, { attributeName: 'email' }),
    answer: () => ({}),
  },
  VerifyUserAttribute: {
    call: client => attributes.confirmVerifyUserAttribute(client, { attributeName: 'email', code: '1' }),
    answer: () => ({}),
  },
  ChangePassword: {
    call: client => password.changePassword(client, { currentPassword: 'p', proposedPassword: 'q' }),
    answer: () => ({}),
  },
  GlobalSignOut: { call: client => signOut(client, { signOutGlobally: true }), becomes: 'signedOut' },
  RevokeToken: { call: client => signOut(client), becomes: 'signedOut', quiet: true },
  DeleteUser: { call: deleteUser, becomes: 'signedOut' },
  ListDevices: { call: client => devices.listDevices(client), answer: () => ({ Devices: [] }) },
  GetDevice: {
    call: client => devices.getDevice(client, { deviceId: 'd' }),
    answer: () => ({ Device: { DeviceKey: 'd' } }),
  },
  UpdateDeviceStatus: {
    call: client => devices.updateDeviceStatus(client, { deviceId: 'd', remembered: true }),
    answer: () => ({}),
  },
  ListUserSessions: { call: client => listSessions(client), answer: () => ({ Sessions: [] }) },
  RevokeUserSession: { call: client => revokeSession(client, { sessionId: 's' }), answer: () => ({}) },
  ForgetDevice: { call: client => devices.forgetDevice(client, { deviceId: 'd' }), answer: () => ({}) },
  SetUserMFAPreference: { call: client => setMFAPreference(client, { totp: 'enabled' }), answer: () => ({}) },
  AssociateSoftwareToken: { call: client => setUpTOTP(client), answer: () => ({ SecretCode: 'ABC' }) },
  VerifySoftwareToken: {
    call: client => verifyTOTP(client, { code: '1' }),
    answer: () => ({ Status: 'SUCCESS' }),
  },
  StartWebAuthnRegistration: {
    call: client => registerPasskey(client, authenticator),
    answer: () => ({ CredentialCreationOptions: {} }),
  },
  CompleteWebAuthnRegistration: {
    call: client => registerPasskey(client, authenticator),
    answer: () => ({}),
  },
  ListWebAuthnCredentials: { call: client => listPasskeys(client), answer: () => ({ Credentials: [] }) },
  DeleteWebAuthnCredential: {
    call: client => deletePasskey(client, { credentialId: 'p' }),
    answer: () => ({}),
  },
}

interface Fault {
  /** The kind that the caller hears of; absent where the fault is none of the caller's concern. */
  readonly kind?: string
  begin(world: World, operation: string): () => void
  /** The person waits this long for an answer that does not come. */
  readonly patience?: number
}

const answering = (kind: string, answer: Parameters<FakeService['answer']>[1]): Fault => ({
  kind,
  begin: ({ service }, operation) => service.answer(operation, answer),
})
const failing = (error: Error) => () => {
  throw error
}
const storing = (part: 'get' | 'set', error: Error): Fault => ({
  begin: ({ options }) => {
    const storage = options.storage as { -readonly [Part in 'get' | 'set']: unknown }
    const sound = storage[part]
    storage[part] = () => Promise.reject(error)
    return () => void (storage[part] = sound)
  },
})
const jumping = (milliseconds: number): Fault => ({
  begin: ({ clock }) => {
    clock.jump(milliseconds)
    return () => clock.jump(-milliseconds)
  },
})

const faults: Readonly<Record<string, Fault>> = {
  offline: answering('network', failing(connectionLost)),
  'a DNS failure': answering(
    'network',
    failing(
      new TypeError('fetch failed', { cause: Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }) }),
    ),
  ),
  'a time-out': {
    kind: 'timeout',
    begin: ({ service }, operation) => service.hold(operation),
    patience: 31_000,
  },
  '429': answering('throttled', () => ({ status: 429, body: '' })),
  TooManyRequestsException: answering('tooManyRequests', () => serviceAnswer('TooManyRequestsException')),
  '500': answering('internalError', () => serviceAnswer('InternalErrorException', '', 500)),
  'the 503 of a service worker (amplify-js#13596)': answering('network', () => ({
    status: 503,
    body: '{"message":"offline"}',
  })),
  'half an answer': answering('network', () => ({ status: 200, body: '{"AuthenticationResult":{"Acc' })),
  'wrong JSON': answering('network', () => ({ status: 200, body: '<html>Welcome to the hotel</html>' })),
  'a clock a day ahead': jumping(86_400_000),
  'a clock a day behind': jumping(-86_400_000),
  'a storage that is full': storing('set', new DOMException('full', 'QuotaExceededError')),
  'a storage that cannot be read': storing('get', new Error('unreadable')),
}

/** The operations that the client's source names. */
function operationsInSource(): string[] {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  const sources = files.filter(file => file.endsWith('.ts') && !/test|testing/.test(file))
  const found = sources.flatMap(file => [
    ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(
      /request\(\s*client,\s*'(?:userPool|identityPool)',\s*'([A-Za-z]+)'/g,
    ),
  ])
  return [...new Set(found.map(([, operation = '']) => operation))].sort()
}

test('the matrix has every operation that the client calls', () => {
  expect(Object.keys(calls).sort()).toEqual(operationsInSource())
})

async function prepare(operation: string): Promise<World & { reports: unknown[] }> {
  const { signedOut, answer } = calls[operation]!
  const reports: unknown[] = []
  const settings = {
    storage: memoryStorage(),
    report: (error: unknown) => void reports.push(error),
    features: allFeatures(memoryStorage(), undefined),
  }
  const made = signedOut ? world(settings) : await signedInWorld(settings)
  if (signedOut) await initialize(made.client)
  const { service } = made
  service.answer('StartWebAuthnRegistration', () => ({ CredentialCreationOptions: {} }))
  service.answer('CompleteWebAuthnRegistration', () => ({}))
  if (operation === 'ConfirmDevice') {
    const tokens = await signedInWorld().then(({ client }) => getTokens(client))
    service.answer('InitiateAuth', () => ({
      AuthenticationResult: {
        AccessToken: tokens.accessToken.tokenString,
        IdToken: tokens.idToken?.tokenString,
        RefreshToken: 'refresh-1-ada',
        ExpiresIn: 3600,
        NewDeviceMetadata: { DeviceKey: 'd', DeviceGroupKey: 'g' },
      },
    }))
  }
  if (answer) service.answer(operation, answer)
  if (operation === 'DeleteUser' || operation === 'RevokeToken') service.answer(operation, () => empty)
  return { ...made, reports }
}

describe.each(Object.keys(calls))('%s', operation => {
  const { call, becomes, signedOut, quiet } = calls[operation]!

  test.each(Object.entries(faults))('with %s', async (_, { kind, begin, patience }) => {
    const made = await prepare(operation)
    const { client, clock, service, told } = made
    const before = signedOut ? 'signedOut' : 'signedIn'
    told.length = 0
    const end = begin(made, operation)
    const outcome = call(client).then(
      () => 'resolved',
      error => error.kind,
    )
    if (patience) {
      for (let step = 0; step < 4; step++) {
        await settled()
        clock.advance(patience / 3)
      }
    }
    const well = kind === undefined || quiet
    expect(await outcome).toBe(well ? 'resolved' : kind)
    expect(client.state.standing.userState).toBe(well ? (becomes ?? before) : before)
    // Nobody hears of a sign-out that did not happen.
    if (becomes !== 'signedOut') expect(told).not.toContain('signedOut')
    expect(told.filter(state => state.endsWith('Invalid'))).toEqual([])

    end()
    await settled()
    if (well && becomes) return
    expect(
      await call(client).then(
        () => 'resolved',
        error => error,
      ),
    ).toBe('resolved')
    expect(client.state.standing.userState).toBe(becomes ?? before)
    expect(service.count(operation)).toBeGreaterThan(0)
  })
})
