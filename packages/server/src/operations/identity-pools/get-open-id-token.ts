import { accessIdentity, poolOfIdentity } from '../../domain/identity-access.ts'
import { identityErrors } from '../../domain/identity-errors.ts'
import { issueIdentityToken } from '../../domain/identity-token.ts'
import type { IdentityPoolOperation } from './load.ts'

/** GetOpenIdToken: the first half of the basic (classic) flow, which the identity pool must allow. */
export const getOpenIdToken: IdentityPoolOperation<'GetOpenIdToken'> = async ({ environment }, input) => {
  const pool = await poolOfIdentity(environment, input.IdentityId)
  if (!pool.configuration.AllowClassicFlow) throw identityErrors.classicFlowDisabled()
  const access = await accessIdentity(environment, pool, input.IdentityId, input.Logins)
  return {
    IdentityId: access.identityId,
    Token: await issueIdentityToken(environment, pool.id, access),
  }
}
