import {
  CognitoIdentityClient,
  CreateIdentityPoolCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'

export const region = 'us-east-1'

/** Made up: a local server takes any admin key. */
const administrator = { accessKeyId: 'AKIALATCHKEYTESTS000', secretAccessKey: 'only-for-tests' }

/** A client of user pools that signs with an admin key. */
export function administrate(url: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ endpoint: url, region, credentials: administrator })
}

/** A client of identity pools that signs with an admin key. */
export function administrateIdentities(url: string): CognitoIdentityClient {
  return new CognitoIdentityClient({ endpoint: url, region, credentials: administrator })
}

/** A pool in which people sign up with e-mail, and one app client of it. */
export interface UserPool {
  readonly userPoolId: string
  readonly clientId: string
}

/** A user pool, and an identity pool that trusts it. */
export interface Pools extends UserPool {
  readonly identityPoolId: string
  /** The key of a login with a token of the user pool, as Amazon names it. */
  readonly provider: string
}

const flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const

/** What a client is given beside or in place of the usual. */
export type ClientSettings = Partial<CreateUserPoolClientCommandInput>

/** Makes a user pool with its client through the administrative API, as a deployment does. */
export async function createUserPool(url: string, client: ClientSettings = {}): Promise<UserPool> {
  const administrator = administrate(url)
  const { UserPool } = await administrator.send(
    new CreateUserPoolCommand({ PoolName: 'tests', AutoVerifiedAttributes: ['email'] }),
  )
  const userPoolId = UserPool!.Id!
  const { UserPoolClient } = await administrator.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'tests',
      ExplicitAuthFlows: [...flows],
      PreventUserExistenceErrors: 'ENABLED',
      ...client,
    }),
  )
  return { userPoolId, clientId: UserPoolClient!.ClientId! }
}

/** Makes a user pool and an identity pool for its members and for guests. */
export async function createPools(url: string, client: ClientSettings = {}): Promise<Pools> {
  const userPool = await createUserPool(url, client)
  const provider = `cognito-idp.${region}.amazonaws.com/${userPool.userPoolId}`
  const identityPoolId = await createIdentityPool(url, provider, userPool.clientId)
  return { ...userPool, identityPoolId, provider }
}

async function createIdentityPool(url: string, provider: string, clientId: string): Promise<string> {
  const identityPools = administrateIdentities(url)
  const { IdentityPoolId } = await identityPools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'tests',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      CognitoIdentityProviders: [{ ProviderName: provider, ClientId: clientId }],
    }),
  )
  await identityPools.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: IdentityPoolId!,
      Roles: {
        authenticated: 'arn:aws:iam::123456789012:role/member',
        unauthenticated: 'arn:aws:iam::123456789012:role/guest',
      },
    }),
  )
  return IdentityPoolId!
}
