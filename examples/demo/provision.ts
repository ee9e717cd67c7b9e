import { type ReadyMade, readyMade } from '../../packages/cli/src/start/ready-made.ts'

/** The app's ids at other providers; the simulator of a local server takes any. */
export const social = {
  google: 'demo.apps.googleusercontent.com',
  facebook: '1234567890',
  apple: 'com.example.photos',
} as const

/**
 * What the demo's server has ready: the pool, client and identity pool of `latchkey start`, with devices that are
 * remembered, pages of the server's own to sign in at, and identities of other providers.
 *
 * @param origin where the page is, as the hosted pages lead back to it
 */
export function demoProvision(origin: string): ReadyMade {
  const made = readyMade('us-east-1')
  const addresses = [...new Set([`${origin}/`, 'http://127.0.0.1:9229/'])]
  return {
    ...made,
    userPools: (made.userPools ?? []).map(pool => ({
      ...pool,
      configuration: {
        ...pool.configuration,
        PoolName: 'Photos',
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      },
      clients: (pool.clients ?? []).map(client => ({
        ...client,
        configuration: {
          ...client.configuration,
          ClientName: 'Photos',
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['code'] as const satisfies string[],
          AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
          CallbackURLs: addresses,
          LogoutURLs: addresses,
          SupportedIdentityProviders: ['COGNITO'],
        },
      })),
    })),
    identityPools: (made.identityPools ?? []).map(pool => ({
      ...pool,
      configuration: {
        ...pool.configuration,
        SupportedLoginProviders: {
          'accounts.google.com': social.google,
          'graph.facebook.com': social.facebook,
          'appleid.apple.com': social.apple,
        },
      },
    })),
  }
}
