import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { Amplify } from 'aws-amplify'
import {
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth'
import { Hub } from 'aws-amplify/utils'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { createPools, type Pools, region } from '../harness/pools.ts'

let latchkey: LatchkeyProcess
let pools: Pools

beforeAll(async () => {
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pools.userPoolId,
        userPoolClientId: pools.clientId,
        userPoolEndpoint: latchkey.url,
        identityPoolId: pools.identityPoolId,
        identityPoolEndpoint: latchkey.url,
        allowGuestAccess: true,
      },
    },
  })
})

beforeEach(() => signOut())

afterAll(() => latchkey.stop())

/** Whom the credentials of the present session belong to, as STS tells. */
async function caller(): Promise<string | undefined> {
  const { credentials } = await fetchAuthSession()
  const sts = new STSClient({ region, endpoint: latchkey.url, credentials: credentials! })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  return Arn
}

describe('aws-amplify', () => {
  it('walks the whole path: sign-up, code, SRP sign-in, tokens, AWS credentials, sign-out', async () => {
    const events: string[] = []
    const stopListening = Hub.listen('auth', ({ payload }) => events.push(payload.event))
    const person = somebody()

    const started = await signUp({
      username: person.username,
      password: person.password,
      options: { userAttributes: { email: person.email } },
    })
    expect(started.nextStep.signUpStep).toBe('CONFIRM_SIGN_UP')

    const confirmationCode = await codeSentTo(latchkey.url, person.email)
    const confirmed = await confirmSignUp({ username: person.username, confirmationCode })
    expect(confirmed.isSignUpComplete).toBe(true)

    const { isSignedIn } = await signIn({ username: person.username, password: person.password })
    expect(isSignedIn).toBe(true)
    expect((await getCurrentUser()).username).toBe(person.username)
    expect((await fetchUserAttributes()).email).toBe(person.email)

    const session = await fetchAuthSession()
    expect(session.tokens?.idToken?.payload['email']).toBe(person.email)
    expect(session.identityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/)
    expect(session.credentials?.accessKeyId).toMatch(/^ASIA/)
    expect(await caller()).toBe('arn:aws:sts::123456789012:assumed-role/member/CognitoIdentityCredentials')

    await signOut({ global: true })
    await expect(getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' })
    stopListening()
    expect(events).toEqual(expect.arrayContaining(['signedIn', 'signedOut']))
  })

  it('refreshes tokens when asked to', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    await signIn({ username: person.username, password: person.password })
    const before = await fetchAuthSession()
    const after = await fetchAuthSession({ forceRefresh: true })
    expect(after.tokens!.accessToken.toString()).not.toBe(before.tokens!.accessToken.toString())
    expect(after.tokens!.accessToken.payload['origin_jti']).toBe(
      before.tokens!.accessToken.payload['origin_jti'],
    )
  })

  it('gets credentials for a guest, whose identity becomes the signed-in one', async () => {
    const guest = await fetchAuthSession()
    expect(guest.tokens).toBeUndefined()
    expect(await caller()).toBe('arn:aws:sts::123456789012:assumed-role/guest/CognitoIdentityCredentials')

    const person = await createPerson(latchkey.url, pools.userPoolId)
    await signIn({ username: person.username, password: person.password })
    const signedIn = await fetchAuthSession()
    expect(signedIn.identityId).toBe(guest.identityId)
    expect(await caller()).toBe('arn:aws:sts::123456789012:assumed-role/member/CognitoIdentityCredentials')
  })

  it('is refused a wrong password in the words of the service', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    await expect(signIn({ username: person.username, password: 'Wrong-Horse-7' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })
})
