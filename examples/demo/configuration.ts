import type { ReadyMade } from '../../packages/cli/src/start/ready-made.ts'
import { social } from './provision.ts'

/** What the page's client is configured with: the format that mobile apps have carried for years. */
export function awsConfiguration({ region, ids }: ReadyMade, endpoint: string) {
  const { userPoolId, clientId, identityPoolId } = ids
  return {
    Version: '1.0',
    CredentialsProvider: {
      CognitoIdentity: { Default: { PoolId: identityPoolId, Region: region, Endpoint: endpoint } },
    },
    CognitoUserPool: {
      Default: { PoolId: userPoolId, AppClientId: clientId, Region: region, Endpoint: endpoint },
    },
    Auth: {
      Default: {
        OAuth: {
          WebDomain: `${endpoint}/${userPoolId}`,
          AppClientId: clientId,
          SignInRedirectURI: `${endpoint}/`,
          SignOutRedirectURI: `${endpoint}/`,
          Scopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
        },
      },
    },
    GoogleSignIn: { 'ClientId-WebApp': social.google, Permissions: 'email,profile,openid' },
    FacebookSignIn: { AppId: social.facebook, Permissions: 'public_profile' },
    AppleSignIn: { 'ClientId-WebApp': social.apple, Permissions: 'name,email' },
  }
}
