import type { Provision } from '@latchkey/server'

/** The ids of what a local server has ready. They never change, so that any tool can be pointed at them. */
export interface ReadyMadeIds {
  readonly userPoolId: string
  readonly clientId: string
  readonly identityPoolId: string
}

/** What a local server makes at its first start. */
export interface ReadyMade extends Provision {
  readonly region: string
  readonly ids: ReadyMadeIds
}

const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`

/**
 * A user pool that confirms e-mail addresses, an app client without a secret, and an identity pool that knows
 * members of the pool and guests: what most apps begin with.
 */
export function readyMade(region: string): ReadyMade {
  const ids = {
    userPoolId: `${region}_Latchkey1`,
    clientId: 'latchkeylocalclient0000001',
    identityPoolId: `${region}:4c617463-686b-4579-8000-000000000001`,
  }
  return {
    region,
    ids,
    userPools: [
      {
        id: ids.userPoolId,
        configuration: { PoolName: 'ready-made', AutoVerifiedAttributes: ['email'] },
        clients: [
          {
            id: ids.clientId,
            configuration: {
              ClientName: 'ready-made',
              ExplicitAuthFlows: [
                'ALLOW_USER_SRP_AUTH',
                'ALLOW_USER_PASSWORD_AUTH',
                'ALLOW_REFRESH_TOKEN_AUTH',
              ],
              PreventUserExistenceErrors: 'ENABLED',
            },
          },
        ],
      },
    ],
    identityPools: [
      {
        id: ids.identityPoolId,
        configuration: {
          IdentityPoolName: 'ready-made',
          AllowUnauthenticatedIdentities: true,
          CognitoIdentityProviders: [
            {
              ProviderName: `cognito-idp.${region}.amazonaws.com/${ids.userPoolId}`,
              ClientId: ids.clientId,
            },
          ],
        },
        roles: { authenticated: role('member'), unauthenticated: role('guest') },
      },
    ],
  }
}
