import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let clientId: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test)
  UserPoolId = ids.userPoolId
  clientId = ids.clientId
  await test.userPools('CreateIdentityProvider', {
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: { client_id: 'id', client_secret: 'hidden', authorize_scopes: 'openid' },
  })
  for (const name of ['ada', 'eve']) await signUpPerson(test, clientId, name)
})
afterEach(() => test.close())

const google = (ProviderAttributeValue: string, ProviderAttributeName = 'Cognito_Subject') => ({
  ProviderName: 'Google',
  ProviderAttributeName,
  ProviderAttributeValue,
})
const link = (SourceUser: ReturnType<typeof google>, name = 'ada') =>
  test.userPools('AdminLinkProviderForUser', {
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: name },
    SourceUser,
  })
const disable = (User: { ProviderName: string; ProviderAttributeValue: string }) =>
  test.userPools('AdminDisableProviderForUser', { UserPoolId, User })
const identities = async (Username = 'ada') => {
  const { UserAttributes } = await test.userPools('AdminGetUser', { UserPoolId, Username })
  const value = UserAttributes?.find(({ Name }) => Name === 'identities')?.Value
  return value === undefined ? undefined : JSON.parse(value)
}

it('an identity of a provider is linked to a user and unlinked', async () => {
  await link(google('1234'))
  expect(await identities()).toEqual([
    {
      userId: '1234',
      providerName: 'Google',
      providerType: 'Google',
      issuer: null,
      primary: false,
      dateCreated: test.clock.now,
    },
  ])
  await disable(google('1234'))
  expect(await identities()).toBeUndefined()
  await link(google('1234'), 'eve')
  expect(await identities('eve')).toHaveLength(1)
})

it('the linked identities are in the id token, and nobody writes them by hand', async () => {
  await link(google('1234'))
  const { idToken } = await signInPerson(test, clientId, 'ada')
  expect(decodeJwt(idToken)['identities']).toEqual([
    {
      userId: '1234',
      providerName: 'Google',
      providerType: 'Google',
      issuer: null,
      primary: 'false',
      dateCreated: String(test.clock.now),
    },
  ])
  await expect(
    test.userPools('AdminUpdateUserAttributes', {
      UserPoolId,
      Username: 'ada',
      UserAttributes: [{ Name: 'identities', Value: '[]' }],
    }),
  ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
})

it('an identity belongs to one user', async () => {
  await link(google('1234'))
  for (const name of ['ada', 'eve']) {
    await expect(link(google('1234'), name)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  }
  expect(await identities('eve')).toBeUndefined()
})

it('a user has five linked identities at most', async () => {
  for (let index = 0; index < 5; index++) await link(google(String(index)))
  await expect(link(google('5'))).rejects.toMatchObject({ __type: 'LimitExceededException' })
  expect(await identities()).toHaveLength(5)
})

it.each([
  ['a provider that the pool does not have', { ...google('1'), ProviderName: 'Facebook' }],
  ['the pool itself', { ...google('eve'), ProviderName: 'Cognito' }],
  ['another attribute than the subject', google('ada@example.com', 'email')],
])('%s cannot be the source', async (_, source) => {
  await expect(link(source)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
})

it('users that there are none of are not found', async () => {
  await expect(link(google('1'), 'nobody')).rejects.toMatchObject({ __type: 'UserNotFoundException' })
  await expect(disable(google('1'))).rejects.toMatchObject({ __type: 'UserNotFoundException' })
})

it('disabled at the pool itself, a user has no password any more', async () => {
  await disable({ ProviderName: 'Cognito', ProviderAttributeValue: 'ada' })
  await expect(signInPerson(test, clientId, 'ada')).rejects.toMatchObject({
    __type: 'NotAuthorizedException',
  })
  expect((await signInPerson(test, clientId, 'eve')).accessToken).not.toBe('')
})
