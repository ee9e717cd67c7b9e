import type { InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import { isAWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import type { Session } from '../session/session.ts'
import { request } from '../transport/request.ts'

/**
 * The feature of servers that are older than `GetTokensFromRefreshToken`: they know the flow `REFRESH_TOKEN_AUTH` alone.
 *
 * @param error what the operation came to; every other one is thrown again
 */
export async function refreshTokenAuth(
  client: Client,
  { username, tokens }: Session,
  refreshToken: string,
  error: unknown,
): Promise<InitiateAuthResponse> {
  if (!isAWSMobileClientError(error) || error.serviceName !== 'UnknownOperationException') throw error
  const deviceKey = tokens?.accessToken.claims?.device_key
  return request(client, 'userPool', 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: client.configuration?.userPool?.clientId ?? '',
    AuthParameters: {
      REFRESH_TOKEN: refreshToken,
      ...(deviceKey && { DEVICE_KEY: deviceKey }),
      ...(await client.features.secretHash?.(client, username)),
    },
  })
}
