import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { somebody } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'

let latchkey: LatchkeyProcess
let pools: Pools

beforeAll(async () => {
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
})

afterAll(() => latchkey.stop())

/** A pool whose tokens live in a storage of its own. */
function openPool(storage = storageInMemory()): { pool: CognitoUserPool; storage: ICognitoStorage } {
  const pool = new CognitoUserPool({
    UserPoolId: pools.userPoolId,
    ClientId: pools.clientId,
    endpoint: latchkey.url,
    Storage: storage,
  })
  return { pool, storage }
}

function storageInMemory(): ICognitoStorage {
  const items = new Map<string, string>()
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: key => items.get(key) ?? null,
    removeItem: key => void items.delete(key),
    clear: () => items.clear(),
  }
}

/** Turns a call with a Node callback into a promise. */
function settled<T>(call: (done: (error: Error | null | undefined, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)))
  })
}

function signIn(user: CognitoUser, username: string, password: string): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), {
      onSuccess: resolve,
      onFailure: reject,
    })
  })
}

async function signedUp(pool: CognitoUserPool, person = somebody()) {
  const attributes = [new CognitoUserAttribute({ Name: 'email', Value: person.email })]
  await settled(done => pool.signUp(person.username, person.password, attributes, [], done))
  return person
}

describe('amazon-cognito-identity-js', () => {
  it('signs up, confirms, signs in with SRP, refreshes, changes the password and signs out everywhere', async () => {
    const { pool, storage } = openPool()
    const person = await signedUp(pool)
    const user = new CognitoUser({ Username: person.username, Pool: pool, Storage: storage })

    const code = await codeSentTo(latchkey.url, person.email)
    await settled(done => user.confirmRegistration(code, false, done))

    const session = await signIn(user, person.username, person.password)
    expect(session.isValid()).toBe(true)
    expect(session.getIdToken().payload['email']).toBe(person.email)
    expect(session.getAccessToken().payload['token_use']).toBe('access')

    const attributes = await settled<CognitoUserAttribute[] | undefined>(done => user.getUserAttributes(done))
    expect(Object.fromEntries(attributes!.map(({ Name, Value }) => [Name, Value]))).toMatchObject({
      email: person.email,
      email_verified: 'true',
      sub: session.getIdToken().payload['sub'],
    })

    const refreshed = await settled<CognitoUserSession>(done =>
      user.refreshSession(session.getRefreshToken(), done),
    )
    expect(refreshed.getAccessToken().getJwtToken()).not.toBe(session.getAccessToken().getJwtToken())
    expect(refreshed.getAccessToken().payload['origin_jti']).toBe(
      session.getAccessToken().payload['origin_jti'],
    )

    await settled(done => user.changePassword(person.password, 'Battery-Staple-8', done))
    await new Promise((resolve, reject) => user.globalSignOut({ onSuccess: resolve, onFailure: reject }))

    const again = new CognitoUser({ Username: person.username, Pool: pool, Storage: storageInMemory() })
    await expect(
      settled(done => again.refreshSession(refreshed.getRefreshToken(), done)),
    ).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    await expect(signIn(again, person.username, person.password)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    expect((await signIn(again, person.username, 'Battery-Staple-8')).isValid()).toBe(true)
  })

  it('is told that an unconfirmed person has to confirm first', async () => {
    const { pool, storage } = openPool()
    const person = await signedUp(pool)
    const user = new CognitoUser({ Username: person.username, Pool: pool, Storage: storage })
    await expect(signIn(user, person.username, person.password)).rejects.toMatchObject({
      code: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    })
  })

  it('resets a forgotten password with a code', async () => {
    const { pool, storage } = openPool()
    const person = await signedUp(pool)
    const user = new CognitoUser({ Username: person.username, Pool: pool, Storage: storage })
    await settled(async done =>
      user.confirmRegistration(await codeSentTo(latchkey.url, person.email), false, done),
    )

    await new Promise((resolve, reject) => {
      user.forgotPassword({ onSuccess: resolve, inputVerificationCode: resolve, onFailure: reject })
    })
    const code = await codeSentTo(latchkey.url, person.email, { after: 1 })
    await new Promise<void>((resolve, reject) => {
      user.confirmPassword(code, 'Battery-Staple-8', { onSuccess: () => resolve(), onFailure: reject })
    })
    expect((await signIn(user, person.username, 'Battery-Staple-8')).isValid()).toBe(true)
  })

  it('deletes its person, who is then unknown', async () => {
    const { pool, storage } = openPool()
    const person = await signedUp(pool)
    const user = new CognitoUser({ Username: person.username, Pool: pool, Storage: storage })
    await settled(async done =>
      user.confirmRegistration(await codeSentTo(latchkey.url, person.email), false, done),
    )
    await signIn(user, person.username, person.password)
    await settled(done => user.deleteUser(done))
    await expect(signIn(user, person.username, person.password)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    })
  })
})
