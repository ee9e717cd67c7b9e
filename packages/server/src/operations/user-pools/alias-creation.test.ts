import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FunctionOptions } from '../../ports/local-functions.ts'
import {
  createTestPool,
  password,
  signInPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>
let preSignUp: Record<string, unknown>
let migrated: Record<string, unknown>

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
const answering = (response: () => Record<string, unknown>) => (event: object) => ({
  ...event,
  response: response(),
})

beforeEach(async () => {
  preSignUp = {}
  migrated = {}
  test = await startTestServer({
    functions: {
      PreSignUp: answering(() => preSignUp),
      UserMigration: answering(() => migrated),
    } as unknown as FunctionOptions,
  })
  ids = await createTestPool(test, {
    AliasAttributes: ['email'],
    LambdaConfig: { PreSignUp: arn('PreSignUp'), UserMigration: arn('UserMigration') },
  })
})
afterEach(() => test.close())

const email = 'shared@example.com'
const verified = [
  { Name: 'email', Value: email },
  { Name: 'email_verified', Value: 'True' },
]

const create = (Username: string, ForceAliasCreation?: boolean) =>
  test.userPools('AdminCreateUser', {
    UserPoolId: ids.userPoolId,
    Username,
    UserAttributes: verified,
    MessageAction: 'SUPPRESS',
    ForceAliasCreation,
  })

const signUp = (Username: string) =>
  test.userPools('SignUp', {
    ClientId: ids.clientId,
    Username,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: email }],
  })

async function find(Username: string) {
  const user = await test.userPools('AdminGetUser', { UserPoolId: ids.userPoolId, Username })
  const attributes = Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]))
  return { username: user.Username, verified: attributes['email_verified'] }
}

describe('a flag', () => {
  it('that is written True counts as true', async () => {
    await create('ada')
    expect(await find(email)).toEqual({ username: 'ada', verified: 'true' })
  })
})

describe('an alias that somebody has', () => {
  beforeEach(() => create('ada'))

  it('stays with its owner, unless an administrator forces it upon a new user', async () => {
    await expect(create('bob')).rejects.toMatchObject({ __type: 'AliasExistsException' })
    expect(await find(email)).toMatchObject({ username: 'ada' })
    await create('bob', true)
    expect(await find(email)).toEqual({ username: 'bob', verified: 'true' })
    expect(await find('ada')).toEqual({ username: 'ada', verified: 'false' })
  })

  it('stays with its owner when a sign-up is confirmed, unless that is forced', async () => {
    await signUp('bob')
    const { code } = await test.newestMessage(email)
    const confirmation = { ClientId: ids.clientId, Username: 'bob', ConfirmationCode: code }
    await expect(test.userPools('ConfirmSignUp', confirmation)).rejects.toMatchObject({
      __type: 'AliasExistsException',
    })
    expect(await find(email)).toMatchObject({ username: 'ada' })
    await test.userPools('ConfirmSignUp', { ...confirmation, ForceAliasCreation: true })
    expect(await find(email)).toEqual({ username: 'bob', verified: 'true' })
    expect(await find('ada')).toEqual({ username: 'ada', verified: 'false' })
  })

  it('moves to whom PreSignUp confirms with a verified address', async () => {
    preSignUp = { autoConfirmUser: true, autoVerifyEmail: true }
    await signUp('bob')
    expect(await find(email)).toEqual({ username: 'bob', verified: 'true' })
    expect(await find('ada')).toEqual({ username: 'ada', verified: 'false' })
  })

  it('stays with its owner when somebody is migrated, unless the trigger forces it', async () => {
    migrated = { userAttributes: { email, email_verified: 'true' }, messageAction: 'SUPPRESS' }
    await expect(signInPerson(test, ids.clientId, 'bob')).rejects.toMatchObject({
      __type: 'AliasExistsException',
    })
    migrated = { ...migrated, forceAliasCreation: true }
    expect((await signInPerson(test, ids.clientId, 'bob')).accessToken).not.toBe('')
    expect(await find(email)).toMatchObject({ username: 'bob' })
  })
})

it('who is migrated by an alias has the name that the trigger tells', async () => {
  migrated = { userAttributes: { username: 'ada', email, email_verified: 'true' } }
  expect((await signInPerson(test, ids.clientId, email)).accessToken).not.toBe('')
  expect(await find(email)).toEqual({ username: 'ada', verified: 'true' })
})

it('a preferred user name that is an alias is set once the account is confirmed, and not before', async () => {
  const aliased = await createTestPool(test, {
    AliasAttributes: ['preferred_username'],
    LambdaConfig: { PreSignUp: arn('PreSignUp') },
  })
  const person = {
    ClientId: aliased.clientId,
    Username: 'ada',
    Password: password,
    UserAttributes: [{ Name: 'preferred_username', Value: 'countess' }],
  }
  await expect(test.userPools('SignUp', person)).rejects.toEqual({
    __type: 'InvalidParameterException',
    message:
      'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
  })
  preSignUp = { autoConfirmUser: true }
  expect((await test.userPools('SignUp', person)).UserConfirmed).toBe(true)
  expect((await signInPerson(test, aliased.clientId, 'countess')).accessToken).not.toBe('')
})
