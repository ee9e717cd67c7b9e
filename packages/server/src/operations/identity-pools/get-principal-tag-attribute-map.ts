import { describePrincipalTags } from '../../domain/principal-tags.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** GetPrincipalTagAttributeMap. */
export const getPrincipalTagAttributeMap: IdentityPoolOperation<'GetPrincipalTagAttributeMap'> = async (
  { environment },
  input,
) =>
  describePrincipalTags(await loadIdentityPool(environment, input.IdentityPoolId), input.IdentityProviderName)
