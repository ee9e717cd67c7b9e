import { identityPoolIdOf } from '../../domain/identity-pool-tags.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** ListTagsForResource. */
export const listTagsForResource: IdentityPoolOperation<'ListTagsForResource'> = async (
  { environment },
  input,
) => {
  const pool = await loadIdentityPool(environment, identityPoolIdOf(input.ResourceArn))
  return { Tags: { ...pool.configuration.IdentityPoolTags } }
}
