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

const localAddresses = ['localhost', '127.0.0.1'].flatMap(host => [
  `http://${host}/`,
  `http://${host}/callback`,
])

/** A social provider that the server's own simulator plays. */
function simulated(type: 'Google' | 'Facebook', AttributeMapping: Record<string, string>) {
  return {
    ProviderName: type,
    ProviderType: type,
    ProviderDetails: {
      client_id: 'simulator',
      client_secret: 'simulator',
      authorize_scopes: type === 'Google' ? 'openid email profile' : 'public_profile email',
    },
    AttributeMapping,
  }
}

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
        identityProviders: [
          simulated('Google', { username: 'sub', email: 'email', name: 'name' }),
          simulated('Facebook', { username: 'id', email: 'email', name: 'name' }),
        ],
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
              AllowedOAuthFlowsUserPoolClient: true,
              AllowedOAuthFlows: ['code'],
              AllowedOAuthScopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
              // Of an address of this machine any port will do.
              CallbackURLs: localAddresses,
              LogoutURLs: localAddresses,
              SupportedIdentityProviders: ['COGNITO', 'Google', 'Facebook'],
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
