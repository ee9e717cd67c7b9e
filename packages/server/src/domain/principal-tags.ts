import type { GetPrincipalTagAttributeMapResponse } from '@latchkey/protocol/identity-pools'
import type { IdentityPool } from './identity-pool.ts'

/** Amazon's own map: the client and the user. */
export const defaultPrincipalTags = { client: 'aud', username: 'sub' }

/** Which claims of a provider's tokens become session tags, as the operations show it. */
export function describePrincipalTags(
  pool: IdentityPool,
  provider: string,
): Required<GetPrincipalTagAttributeMapResponse> {
  const map = pool.roles.principalTags?.[provider] ?? { UseDefaults: false, PrincipalTags: {} }
  return {
    IdentityPoolId: pool.id,
    IdentityProviderName: provider,
    UseDefaults: map.UseDefaults,
    PrincipalTags: { ...map.PrincipalTags },
  }
}
