import type { ServerOptions } from '@latchkey/server'
import { freePort } from '../harness/free-port.ts'
import { startAuthorizationServer } from '../oauth/authorization-server.ts'

/** An administrator's key of the tests. */
export const adminKey = { accessKeyId: 'AKIACONSOLE', secretAccessKey: 'a-secret-of-an-administrator' }

/** A server with its console's address, by this machine's own name. */
export async function startConsole(options: ServerOptions = {}) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = await startAuthorizationServer({ issuer: origin, ...options }, port)
  return { ...server, origin, console: `${origin}/_latchkey/console` }
}

/** A user pool with Ada, a client with a secret, two groups and an identity pool, made when the server starts. */
export const furnished: ServerOptions = {
  provision: {
    userPools: [
      {
        id: 'us-east-1_Console01',
        configuration: { PoolName: 'photos', AutoVerifiedAttributes: ['email'] },
        clients: [
          {
            id: 'confidential',
            secret: 'this-is-the-secret-of-the-client',
            configuration: { ClientName: 'Back office', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
          },
          {
            id: 'public',
            configuration: { ClientName: 'App', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
          },
        ],
      },
    ],
    identityPools: [
      {
        id: 'us-east-1:00000000-0000-4000-8000-00000000c001',
        configuration: {
          IdentityPoolName: 'photo folders',
          AllowUnauthenticatedIdentities: true,
          SupportedLoginProviders: { 'api.twitter.com': 'the-app;the-app-secret' },
        },
      },
    ],
  },
}

export const poolId = 'us-east-1_Console01'
export const identityPoolId = 'us-east-1:00000000-0000-4000-8000-00000000c001'
