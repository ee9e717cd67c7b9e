import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestPool, password, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let key: { UserPoolId: string; ClientId: string }
let firstSecret: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test, {}, { GenerateSecret: true })
  key = { UserPoolId: ids.userPoolId, ClientId: ids.clientId }
  firstSecret = ids.clientSecret ?? ''
  const Username = 'ada'
  await test.userPools('AdminCreateUser', { UserPoolId: ids.userPoolId, Username, MessageAction: 'SUPPRESS' })
  const user = { UserPoolId: ids.userPoolId, Username, Password: password, Permanent: true }
  await test.userPools('AdminSetUserPassword', user)
  test.clock.now += 1000
})
afterEach(() => test.close())

const signIn = (secret: string) =>
  test.userPools('InitiateAuth', {
    ClientId: key.ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: {
      USERNAME: 'ada',
      PASSWORD: password,
      SECRET_HASH: createHmac('sha256', secret).update(`ada${key.ClientId}`).digest('base64'),
    },
  })
const list = async () => (await test.userPools('ListUserPoolClientSecrets', key)).ClientSecrets ?? []

it('a client secret is rotated: both work until the old one is deleted', async () => {
  const { ClientSecretDescriptor: added } = await test.userPools('AddUserPoolClientSecret', key)
  const secondSecret = added?.ClientSecretValue ?? ''
  expect(secondSecret).toMatch(/^[a-z0-9]{51}$/)
  expect((await signIn(firstSecret)).AuthenticationResult).toBeDefined()
  expect((await signIn(secondSecret)).AuthenticationResult).toBeDefined()
  const [first, second] = await list()
  expect(second).toEqual({
    ClientSecretId: added?.ClientSecretId,
    ClientSecretCreateDate: test.clock.now / 1000,
  })
  const ClientSecretId = first?.ClientSecretId ?? ''
  await test.userPools('DeleteUserPoolClientSecret', { ...key, ClientSecretId })
  await expect(signIn(firstSecret)).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  expect((await signIn(secondSecret)).AuthenticationResult).toBeDefined()
  const described = await test.userPools('DescribeUserPoolClient', key)
  expect(described.UserPoolClient?.ClientSecret).toBe(secondSecret)
})

it('a client has two secrets at most and one at least', async () => {
  const own = 'my-own-secret-that-is-long-enough'.replaceAll('-', '_')
  const added = await test.userPools('AddUserPoolClientSecret', { ...key, ClientSecret: own })
  expect(added.ClientSecretDescriptor).not.toHaveProperty('ClientSecretValue')
  expect((await signIn(own)).AuthenticationResult).toBeDefined()
  await expect(test.userPools('AddUserPoolClientSecret', key)).rejects.toMatchObject({
    __type: 'LimitExceededException',
  })
  const remove = (ClientSecretId: string) =>
    test.userPools('DeleteUserPoolClientSecret', { ...key, ClientSecretId })
  const [first, second] = await list()
  await remove(second?.ClientSecretId ?? '')
  await expect(remove(second?.ClientSecretId ?? '')).rejects.toMatchObject({
    __type: 'ResourceNotFoundException',
  })
  await expect(remove(first?.ClientSecretId ?? '')).rejects.toMatchObject({
    __type: 'LimitExceededException',
  })
  expect(await list()).toHaveLength(1)
})

it('a public client stays one', async () => {
  const { userPoolId, clientId } = await createTestPool(test)
  await expect(
    test.userPools('AddUserPoolClientSecret', { UserPoolId: userPoolId, ClientId: clientId }),
  ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
})

it('a new client may bring its own secret, which an update leaves alone', async () => {
  const ClientSecret = 'a_secret_of_ones_own_0123456789'
  const { UserPoolClient } = await test.userPools('CreateUserPoolClient', {
    UserPoolId: key.UserPoolId,
    ClientName: 'own',
    ClientSecret,
  })
  const ClientId = UserPoolClient?.ClientId ?? ''
  const updated = await test.userPools('UpdateUserPoolClient', { ...key, ClientId, ClientName: 'renamed' })
  expect(updated.UserPoolClient).toMatchObject({ ClientName: 'renamed', ClientSecret })
  await expect(
    test.userPools('CreateUserPoolClient', {
      UserPoolId: key.UserPoolId,
      ClientName: 'both',
      ClientSecret,
      GenerateSecret: true,
    }),
  ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
})
