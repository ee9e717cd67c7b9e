import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { AWSMobileClient, isAWSMobileClientError, memoryStorage } from '@latchkey/client'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { createPools, type Pools, region } from '../harness/pools.ts'
import { configurationOf, createAppClient, statesOf } from './path.ts'

let latchkey: LatchkeyProcess
let pools: Pools

beforeAll(async () => {
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
})

afterAll(() => latchkey.stop())

const open = (storage = memoryStorage()) =>
  new AWSMobileClient({ configuration: configurationOf(latchkey.url, pools), storage })

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => (isAWSMobileClientError(error) ? error.kind : error),
  )

describe('in Node', () => {
  test('a person walks the whole path, from sign-up to sign-out', async () => {
    const person = somebody()
    const { username, password, email } = person
    const client = open()
    const states = statesOf(client)
    expect(await client.initialize()).toMatchObject({ userState: 'signedOut' })

    const signedUp = await client.signUp({ username, password, userAttributes: { email } })
    expect(signedUp).toMatchObject({
      signUpConfirmationState: 'unconfirmed',
      codeDeliveryDetails: { deliveryMedium: 'email', attributeName: 'email' },
    })
    expect((await client.signIn({ username, password })).signInState).toBe('confirmSignUp')
    const confirmationCode = await codeSentTo(latchkey.url, email)
    expect(await kindOf(client.confirmSignUp({ username, confirmationCode: '000000' }))).toBe('codeMismatch')
    expect(await client.confirmSignUp({ username, confirmationCode })).toMatchObject({
      signUpConfirmationState: 'confirmed',
    })

    expect(await kindOf(client.signIn({ username, password: 'Wrong-Horse-7' }))).toBe('notAuthorized')
    expect((await client.signIn({ username, password })).signInState).toBe('signedIn')
    expect(client).toMatchObject({ currentUserState: 'signedIn', isSignedIn: true, username })
    expect(client.userSub).toBe(signedUp.userSub)

    const { idToken, accessToken } = await client.getTokens()
    const keys = createRemoteJWKSet(new URL(`${latchkey.url}/${pools.userPoolId}/.well-known/jwks.json`))
    const verified = await jwtVerify(idToken!.tokenString, keys, { audience: pools.clientId })
    expect(verified.payload).toMatchObject({ sub: signedUp.userSub, email, email_verified: true })
    expect(idToken?.claims).toEqual(verified.payload)
    expect((await jwtVerify(accessToken.tokenString, keys)).payload).toEqual(accessToken.claims)

    const credentials = await client.getAWSCredentials()
    expect(credentials.identityId).toBe(client.identityId)
    const sts = new STSClient({ endpoint: latchkey.url, region, credentials: client.credentialsProvider() })
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/assumed-role\/member/)

    await client.signOut()
    expect(client).toMatchObject({
      currentUserState: 'signedOut',
      username: undefined,
      identityId: undefined,
    })
    expect(await kindOf(client.getTokens())).toBe('notSignedIn')
    expect(states).toEqual(['signedOut', 'signedIn', 'signedOut'])
  })

  test('a guest has credentials, and keeps the identity when signing in', async () => {
    const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
    const client = open()
    const guest = await client.getAWSCredentials()
    expect(client.currentUserState).toBe('guest')
    const asGuest = new STSClient({ endpoint: latchkey.url, region, credentials: guest })
    expect((await asGuest.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/assumed-role\/guest/)
    await client.signIn({ username, password })
    const member = await client.getAWSCredentials()
    expect(member.identityId).toBe(guest.identityId)
    expect(member.accessKeyId).not.toBe(guest.accessKeyId)
  })

  test('tokens are renewed, and a session survives a restart of the app', async () => {
    const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
    const storage = memoryStorage()
    const client = open(storage)
    await client.signIn({ username, password })
    const before = await client.getTokens()
    const after = await client.getTokens({ forceRefresh: true })
    expect(after.accessToken.tokenString).not.toBe(before.accessToken.tokenString)
    const restarted = open(storage)
    expect(await restarted.initialize()).toMatchObject({ userState: 'signedIn' })
    expect(await restarted.getTokens()).toEqual(after)
  })

  test('with rotation a hundred calls present the refresh token once and all are served', async () => {
    const rotating = await createAppClient(latchkey.url, pools, {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    const { username, password } = await createPerson(latchkey.url, rotating.userPoolId)
    const client = new AWSMobileClient({ configuration: configurationOf(latchkey.url, rotating) })
    await client.signIn({ username, password })
    for (let round = 0; round < 3; round++) {
      const calls = Array.from({ length: 100 }, () => client.getTokens({ forceRefresh: true }))
      const tokens = await Promise.all(calls)
      expect(new Set(tokens.map(({ refreshToken }) => refreshToken?.tokenString)).size).toBe(1)
    }
    expect(client.currentUserState).toBe('signedIn')
  })

  test('a session that was ended elsewhere waits for the person to come back', async () => {
    const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
    const client = open()
    const elsewhere = open()
    await client.signIn({ username, password })
    await elsewhere.signIn({ username, password })
    const states = statesOf(client)
    await elsewhere.signOut({ signOutGlobally: true })
    const waiting = client.getTokens({ forceRefresh: true })
    const credentials = client.getAWSCredentials({ forceRefresh: true })
    await expect.poll(() => client.currentUserState).toBe('signedOutUserPoolsTokenInvalid')
    await client.signIn({ username, password })
    expect((await waiting).accessToken.claims?.username).toBe(username)
    expect((await credentials).identityId).toBe(client.identityId)
    expect(states).toEqual(['signedOutUserPoolsTokenInvalid', 'signedIn'])
  })

  test('a forgotten password is set anew, a known one changed', async () => {
    const { username, email } = await createPerson(latchkey.url, pools.userPoolId)
    const client = open()
    expect(await client.forgotPassword({ username })).toMatchObject({
      forgotPasswordState: 'confirmationCodeSent',
      codeDeliveryDetails: { deliveryMedium: 'email' },
    })
    const confirmationCode = await codeSentTo(latchkey.url, email)
    const newPassword = 'New-Horse-8'
    await client.confirmForgotPassword({ username, newPassword, confirmationCode })
    await client.signIn({ username, password: newPassword })
    const wrong = { currentPassword: 'Wrong-Horse-7', proposedPassword: 'Other-Horse-9' }
    expect(await kindOf(client.changePassword(wrong))).toBe('notAuthorized')
    await client.changePassword({ currentPassword: newPassword, proposedPassword: 'Other-Horse-9' })
    await client.signOut()
    const signedIn = await client.signIn({
      username,
      password: 'Other-Horse-9',
      authFlow: 'USER_PASSWORD_AUTH',
    })
    expect(signedIn.signInState).toBe('signedIn')
  })

  test('attributes are read, written and verified, and the account deleted', async () => {
    const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
    const client = open()
    await client.signIn({ username, password })
    const email = `${username}@new.example.com`
    expect(await client.updateUserAttributes({ email, name: 'Ada' })).toMatchObject([
      { deliveryMedium: 'email', attributeName: 'email' },
    ])
    const code = await codeSentTo(latchkey.url, email)
    await client.confirmVerifyUserAttribute({ attributeName: 'email', code })
    expect(await client.getUserAttributes()).toMatchObject({ email, email_verified: 'true', name: 'Ada' })
    expect((await client.getTokens()).idToken?.claims).toMatchObject({ email, name: 'Ada' })
    await client.deleteUser()
    expect(client.currentUserState).toBe('signedOut')
    expect(await kindOf(client.signIn({ username, password }))).toBe('notAuthorized')
  })

  test('an app client with a secret proves it at every step', async () => {
    const confidential = await createAppClient(latchkey.url, pools, {
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const { username, password, email } = somebody()
    const configuration = configurationOf(latchkey.url, confidential)
    const ignorant = new AWSMobileClient({ configuration })
    expect(await kindOf(ignorant.signUp({ username, password, userAttributes: { email } }))).toBe(
      'notAuthorized',
    )
    const pool = { ...configuration.CognitoUserPool.Default, AppClientSecret: confidential.clientSecret }
    const knowing = new AWSMobileClient({ configuration: { CognitoUserPool: { Default: pool } } })
    await knowing.signUp({ username, password, userAttributes: { email } })
    await knowing.confirmSignUp({ username, confirmationCode: await codeSentTo(latchkey.url, email) })
    await knowing.signIn({ username, password })
    await knowing.getTokens({ forceRefresh: true })
    await knowing.signOut()
    expect(knowing.currentUserState).toBe('signedOut')
  })

  test('a server that is not there is a network error, and nobody is signed out', async () => {
    const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
    const storage = memoryStorage()
    await open(storage).signIn({ username, password })
    const configuration = configurationOf('http://127.0.0.1:9', pools)
    const client = new AWSMobileClient({ configuration, storage })
    expect(await client.initialize()).toMatchObject({ userState: 'signedIn' })
    expect(await kindOf(client.getTokens({ forceRefresh: true }))).toBe('network')
    expect(await kindOf(client.signOut({ signOutGlobally: true }))).toBe('network')
    expect(client.currentUserState).toBe('signedIn')
  })
})
