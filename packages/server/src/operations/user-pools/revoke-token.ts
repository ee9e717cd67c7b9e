import { revokeFamily } from '../../domain/revoke-family.ts'
import { matchesClientSecret } from '../../domain/secret-hash.ts'
import { allowsRevocation } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** RevokeToken: ends the session of a refresh token. An unknown token is as good as a revoked one (RFC 7009). */
export const revokeToken: UserPoolOperation<'RevokeToken'> = async ({ environment }, input) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  if (!(await matchesClientSecret(environment, client, input.ClientSecret))) throw errors.unauthorizedClient()
  if (!allowsRevocation(client)) throw errors.revocationDisabled()
  if (input.Token.split('.').length === 3) throw errors.unsupportedTokenType()
  await revokeFamily(environment, client, pool, input.Token)
  return {}
}
