import { errors } from '../../errors.ts'
import { isFlowEnabled } from '../../flow/enabled-flows.ts'
import { refreshTokens } from '../../flow/refresh.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** GetTokensFromRefreshToken: the way to refresh where refresh tokens rotate, and one way where they do not. */
export const getTokensFromRefreshToken: UserPoolOperation<'GetTokensFromRefreshToken'> = async (
  { environment },
  input,
) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  const rotates = client.configuration.RefreshTokenRotation?.Feature === 'ENABLED'
  if (!rotates && !isFlowEnabled(client, 'REFRESH_TOKEN_AUTH'))
    throw errors.flowNotEnabled('REFRESH_TOKEN_AUTH')
  const result = await refreshTokens(
    { environment, pool, client, admin: false, clientMetadata: input.ClientMetadata },
    {
      refreshToken: input.RefreshToken,
      deviceKey: input.DeviceKey,
      proof: { clientSecret: input.ClientSecret },
    },
  )
  return { AuthenticationResult: result }
}
