import { afterEach, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './testing/test-server.ts'

let test: TestServer
afterEach(() => test.close())

const id = 'us-east-1_Provision'

describe('a provisioned pool', () => {
  it('has its domains, identity providers and resource servers, before and after a reset', async () => {
    test = await startTestServer({
      provision: {
        userPools: [
          {
            id,
            configuration: { PoolName: 'people' },
            domains: ['people', 'login.photos.example'],
            identityProviders: [
              {
                ProviderName: 'Google',
                ProviderType: 'Google',
                ProviderDetails: { client_id: 'x', client_secret: 'y', authorize_scopes: 'openid' },
              },
            ],
            resourceServers: [
              {
                Identifier: 'photos',
                Name: 'Photos',
                Scopes: [{ ScopeName: 'read', ScopeDescription: 'See' }],
              },
            ],
            clients: [
              {
                id: 'client',
                configuration: { ClientName: 'app', AllowedOAuthScopes: ['photos/read'] },
              },
            ],
          },
        ],
      },
    })
    const look = async () => ({
      domain: (await test.userPools('DescribeUserPoolDomain', { Domain: 'login.photos.example' }))
        .DomainDescription?.UserPoolId,
      prefix: (await test.userPools('DescribeUserPoolDomain', { Domain: 'people' })).DomainDescription
        ?.UserPoolId,
      providers: (await test.userPools('ListIdentityProviders', { UserPoolId: id })).Providers?.length,
      servers: (await test.userPools('ListResourceServers', { UserPoolId: id, MaxResults: 10 }))
        .ResourceServers?.length,
    })
    const whole = { domain: id, prefix: id, providers: 1, servers: 1 }
    expect(await look()).toEqual(whole)
    await test.server.fetch(new Request('http://localhost/_latchkey/reset', { method: 'POST' }))
    expect(await look()).toEqual(whole)
  })
})
