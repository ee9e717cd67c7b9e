import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AWSMobileClient } from '@latchkey/client'
import { administrate, type Pools } from '../harness/pools.ts'

/** The configuration of an app whose pools are on a server of one's own. */
export function configurationOf(
  url: string,
  pools: { readonly userPoolId: string; readonly clientId: string; readonly identityPoolId: string },
) {
  return {
    CognitoUserPool: { Default: { PoolId: pools.userPoolId, AppClientId: pools.clientId, Endpoint: url } },
    CredentialsProvider: { CognitoIdentity: { Default: { PoolId: pools.identityPoolId, Endpoint: url } } },
  }
}

/** Collects every state that the client tells of. */
export function statesOf(client: AWSMobileClient): string[] {
  const states: string[] = []
  client.addUserStateListener(userState => states.push(userState))
  return states
}

/** Another app client of the same user pool, with settings of its own. */
export async function createAppClient(
  url: string,
  pools: Pools,
  settings: Partial<CreateUserPoolClientCommandInput>,
): Promise<Pools & { readonly clientSecret: string }> {
  const { UserPoolClient: made } = await administrate(url).send(
    new CreateUserPoolClientCommand({ UserPoolId: pools.userPoolId, ClientName: 'another', ...settings }),
  )
  return { ...pools, clientId: made?.ClientId ?? '', clientSecret: made?.ClientSecret ?? '' }
}
