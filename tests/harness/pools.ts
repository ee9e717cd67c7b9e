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

/** A pool in which people sign up with e-mail, one app client of it, and an identity pool that trusts it. */
export interface Pools {
  readonly userPoolId: string
  readonly clientId: string
  readonly identityPoolId: string
  /** The key of a login with a token of the user pool, as Amazon names it. */
  readonly provider: string
}

const flows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const

/** Makes {@link Pools} through the administrative API, as a deployment does. */
export async function createPools(
  url: string,
  client: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<Pools> {
  const userPools = administrate(url)
  const { UserPool } = await userPools.send(
    new CreateUserPoolCommand({ PoolName: 'tests', AutoVerifiedAttributes: ['email'] }),
  )
  const userPoolId = UserPool!.Id!
  const { UserPoolClient } = await userPools.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'tests',
      ExplicitAuthFlows: [...flows],
      PreventUserExistenceErrors: 'ENABLED',
      ...client,
    }),
  )
  const clientId = UserPoolClient!.ClientId!
  const provider = `cognito-idp.${region}.amazonaws.com/${userPoolId}`
  return { userPoolId, clientId, identityPoolId: await createIdentityPool(url, provider, clientId), provider }
}

async function createIdentityPool(url: string, provider: string, clientId: string): Promise<string> {
  const identityPools = administrateIdentities(url)
  const { IdentityPoolId } = await identityPools.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'tests',
      AllowUnauthenticatedIdentities: true,
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
