import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { send } from '../../tests/harness/wire.ts'

export const password = 'Correct-Horse-7'

/** A pool with its client, and the words that a benchmark says to it. */
export interface Pool {
  readonly userPoolId: string
  readonly clientId: string
  signUp(username: string): Promise<void>
  confirm(username: string): Promise<void>
  /** Signs in by password; the refresh token. */
  signIn(username: string): Promise<string>
  refresh(token: string): Promise<void>
  /** Refreshes under rotation; the next refresh token. */
  rotate(token: string): Promise<string>
}

function administrate(url: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIABENCHMARK0000000', secretAccessKey: 'only-for-benchmarks' },
  })
}

/** Makes a pool through the administrative API, the same at every contender. */
export async function createPool(
  url: string,
  client: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<Pool> {
  const administrator = administrate(url)
  const { UserPool } = await administrator.send(
    new CreateUserPoolCommand({ PoolName: 'benchmark', UsernameAttributes: ['email'] }),
  )
  const userPoolId = UserPool!.Id!
  const { UserPoolClient } = await administrator.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'benchmark',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      ...client,
    }),
  )
  return poolAt(url, { userPoolId, clientId: UserPoolClient!.ClientId! })
}

/** The same pool at an address that it has now. */
export function poolAt(url: string, { userPoolId, clientId }: Pick<Pool, 'userPoolId' | 'clientId'>): Pool {
  const administrator = administrate(url)
  const call = async (operation: string, input: Record<string, unknown>) => {
    const { status, body } = await send(url, operation, { ClientId: clientId, ...input })
    if (status !== 200) throw new Error(`${operation} answered ${status} ${body.__type}: ${body.message}`)
    return body
  }
  const tokens = (body: Record<string, unknown>) => body['AuthenticationResult'] as Record<string, string>

  return {
    userPoolId,
    clientId,
    signUp: async Username => {
      await call('SignUp', {
        Username,
        Password: password,
        UserAttributes: [{ Name: 'email', Value: Username }],
      })
    },
    confirm: async Username => {
      await administrator.send(new AdminConfirmSignUpCommand({ UserPoolId: userPoolId, Username }))
    },
    signIn: async USERNAME => {
      const AuthParameters = { USERNAME, PASSWORD: password }
      return tokens(await call('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }))[
        'RefreshToken'
      ]!
    },
    refresh: async token => {
      const AuthParameters = { REFRESH_TOKEN: token }
      await call('InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters })
    },
    rotate: async token =>
      tokens(await call('GetTokensFromRefreshToken', { RefreshToken: token }))['RefreshToken']!,
  }
}
