import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string

beforeEach(async () => {
  test = await startTestServer()
  UserPoolId = (await createTestPool(test)).userPoolId
  await test.userPools('CreateResourceServer', {
    UserPoolId,
    Identifier: 'photos',
    Name: 'Photos',
    Scopes: ['read', 'write', 'delete'].map(ScopeName => ({ ScopeName, ScopeDescription: ScopeName })),
  })
})
afterEach(() => test.close())

async function createClient(flows: 'ALLOW_CLIENT_TOKEN_AUTH'[] = ['ALLOW_CLIENT_TOKEN_AUTH']) {
  const { UserPoolClient } = await test.userPools('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'machine',
    GenerateSecret: true,
    ExplicitAuthFlows: flows,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['photos/read', 'photos/write'],
  })
  return { ClientId: UserPoolClient?.ClientId ?? '', Secret: UserPoolClient?.ClientSecret ?? '' }
}

it('a client gets a token of its own, with the scopes that it asks for', async () => {
  const client = await createClient()
  const { ClientAuthenticationResult: result } = await test.userPools('GetClientToken', {
    ...client,
    Scopes: ['photos/read'],
  })
  const keys = await test.server.fetch(new Request(`http://localhost/${UserPoolId}/.well-known/jwks.json`))
  const { payload } = await jwtVerify(result?.AccessToken ?? '', createLocalJWKSet(await keys.json()), {
    issuer: `http://latchkey.test/${UserPoolId}`,
    currentDate: new Date(test.clock.now),
  })
  expect(payload).toMatchObject({
    sub: client.ClientId,
    client_id: client.ClientId,
    token_use: 'access',
    scope: 'photos/read',
    version: 2,
  })
  expect(payload).not.toHaveProperty('username')
  expect(result).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 })
})

it('a client that asks for no scope gets all of its own', async () => {
  const { ClientAuthenticationResult } = await test.userPools('GetClientToken', await createClient())
  const [, claims = ''] = (ClientAuthenticationResult?.AccessToken ?? '').split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString()).scope).toBe('photos/read photos/write')
})

it('a scope of others, a wrong secret, and a client without the flow are refused', async () => {
  const client = await createClient()
  const call = (input: object) => test.userPools('GetClientToken', { ...client, ...input })
  await expect(call({ Scopes: ['photos/delete'] })).rejects.toMatchObject({
    __type: 'InvalidParameterException',
  })
  await expect(call({ Secret: 'wrong' })).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  await expect(call(await createClient([]))).rejects.toMatchObject({
    __type: 'OperationNotEnabledException',
  })
})
