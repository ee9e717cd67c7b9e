import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { AWSMobileClient, type ClientOptions } from '@latchkey/client'
import type { Person } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'

/** A user pool and its app client. */
export interface App {
  readonly userPoolId: string
  readonly clientId: string
}

/** A user pool of its own for a test, with every way to sign in. */
export async function createApp(
  url: string,
  pool: Partial<CreateUserPoolCommandInput> = {},
  mfa?: Omit<SetUserPoolMfaConfigCommandInput, 'UserPoolId'>,
): Promise<App> {
  const administrator = administrate(url)
  const { UserPool } = await administrator.send(
    new CreateUserPoolCommand({ PoolName: 'flows', AutoVerifiedAttributes: ['email'], ...pool }),
  )
  const UserPoolId = UserPool!.Id!
  if (mfa) await administrator.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }))
  const { UserPoolClient } = await administrator.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'flows',
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    }),
  )
  return { userPoolId: UserPoolId, clientId: UserPoolClient!.ClientId! }
}

/** A client of it. */
export function clientOf(
  url: string,
  { userPoolId, clientId }: App,
  more: ClientOptions = {},
  auth: object = {},
) {
  const configuration = {
    CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Endpoint: url } },
    Auth: { Default: auth },
  }
  return new AWSMobileClient({ configuration, ...more })
}

export const emailMFA = { Message: 'Your code: {####}', Subject: 'Code' }

export const credentials = ({ username, password }: Person) => ({ username, password })

/** The kind of an error that is expected. */
export const kindOf = (error: { kind?: string }) => error.kind
