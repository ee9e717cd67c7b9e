import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let provider: string
let identityPoolId: string
let clients: { first: string; second: string }
let otherProvider: string

beforeEach(async () => {
  test = await startTestServer()
  const first = await createTestPool(test)
  const second = await createTestPool(test)
  clients = { first: first.clientId, second: second.clientId }
  provider = `cognito-idp.us-east-1.amazonaws.com/${first.userPoolId}`
  otherProvider = `cognito-idp.us-east-1.amazonaws.com/${second.userPoolId}`
  const pool = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'tests',
    AllowUnauthenticatedIdentities: true,
    CognitoIdentityProviders: [
      { ProviderName: provider, ClientId: clients.first },
      { ProviderName: otherProvider, ClientId: clients.second },
    ],
  })
  identityPoolId = pool.IdentityPoolId
  const role = 'arn:aws:iam::123456789012:role/anybody'
  await test.identityPools('SetIdentityPoolRoles', {
    IdentityPoolId: identityPoolId,
    Roles: { authenticated: role, unauthenticated: role },
  })
})

afterEach(() => test.close())

const getId = async (Logins?: Record<string, string>) =>
  (await test.identityPools('GetId', { IdentityPoolId: identityPoolId, Logins })).IdentityId ?? ''

async function loginOf(username: string, pool: 'first' | 'second' = 'first') {
  await signUpPerson(test, clients[pool], username)
  const { idToken } = await signInPerson(test, clients[pool], username)
  return { [pool === 'first' ? provider : otherProvider]: idToken }
}

it('describes an identity with its providers and the times it was made and changed', async () => {
  const id = await getId()
  const createdAt = test.clock.now / 1000
  const login = await loginOf('ada')
  test.clock.now += 5000
  await test.identityPools('GetCredentialsForIdentity', { IdentityId: id, Logins: login })
  expect(await test.identityPools('DescribeIdentity', { IdentityId: id })).toEqual({
    IdentityId: id,
    Logins: [provider],
    CreationDate: createdAt,
    LastModifiedDate: createdAt + 5,
  })
})

it('lists identities page by page, without the disabled ones where that is asked', async () => {
  const login = await loginOf('ada')
  const kept = [await getId(login), await getId(), await getId()]
  const merged = await getId()
  await test.identityPools('GetCredentialsForIdentity', { IdentityId: merged, Logins: login })

  const ids: string[] = []
  let NextToken: string | undefined
  do {
    const page = await test.identityPools('ListIdentities', {
      IdentityPoolId: identityPoolId,
      MaxResults: 2,
      HideDisabled: true,
      NextToken,
    })
    ids.push(...(page.Identities ?? []).map(identity => identity.IdentityId ?? ''))
    NextToken = page.NextToken
  } while (NextToken)
  expect(ids).toEqual([...kept].sort())

  const all = await test.identityPools('ListIdentities', { IdentityPoolId: identityPoolId, MaxResults: 60 })
  expect(all.Identities?.map(identity => identity.IdentityId)).toContain(merged)
})

it('deletes identities, and makes a new one when a login comes again', async () => {
  const login = await loginOf('ada')
  const id = await getId(login)
  expect(await test.identityPools('DeleteIdentities', { IdentityIdsToDelete: [id] })).toEqual({
    UnprocessedIdentityIds: [],
  })
  await expect(test.identityPools('DescribeIdentity', { IdentityId: id })).rejects.toMatchObject({
    message: `Identity '${id}' not found.`,
  })
  expect(await getId(login)).not.toBe(id)
})

it('unlinks one login of two, which then makes an identity of its own', async () => {
  const [first, second] = [await loginOf('ada'), await loginOf('ada', 'second')]
  const id = await getId({ ...first, ...second })
  expect(await getId(second)).toBe(id)
  await test.identityPools('UnlinkIdentity', {
    IdentityId: id,
    Logins: first,
    LoginsToRemove: [otherProvider],
  })
  expect(await getId(first)).toBe(id)
  expect(await getId(second)).not.toBe(id)
})

it('puts an identity out of reach with its last login', async () => {
  const login = await loginOf('ada')
  const id = await getId(login)
  await test.identityPools('UnlinkIdentity', { IdentityId: id, Logins: login, LoginsToRemove: [provider] })
  const asGuest = test.identityPools('GetCredentialsForIdentity', { IdentityId: id })
  await expect(asGuest).rejects.toMatchObject({ message: `Access to Identity '${id}' is forbidden.` })
  expect(await getId(login)).not.toBe(id)
})

it('does not let somebody else unlink', async () => {
  const login = await loginOf('ada')
  const id = await getId(login)
  await expect(
    test.identityPools('UnlinkIdentity', {
      IdentityId: id,
      Logins: await loginOf('bob'),
      LoginsToRemove: [provider],
    }),
  ).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  expect(await getId(login)).toBe(id)
})

it('refuses to give an identity a second account at the same provider', async () => {
  const ada = await loginOf('ada')
  const second = await loginOf('ada', 'second')
  const id = await getId({ ...ada, ...second })
  const bob = await loginOf('bob')
  await expect(
    test.identityPools('GetCredentialsForIdentity', { IdentityId: id, Logins: { ...second, ...bob } }),
  ).rejects.toMatchObject({ __type: 'ResourceConflictException' })
  expect(await getId(bob)).not.toBe(id)
})

it('merges two members into the older one when both logins are proved', async () => {
  const [first, second] = [await loginOf('ada'), await loginOf('ada', 'second')]
  const older = await getId(first)
  test.clock.now += 1000
  const younger = await getId(second)
  const { IdentityId } = await test.identityPools('GetCredentialsForIdentity', {
    IdentityId: younger,
    Logins: { ...first, ...second },
  })
  expect(IdentityId).toBe(older)
  expect([await getId(first), await getId(second)]).toEqual([older, older])
})
