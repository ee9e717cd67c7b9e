import { changeIdentityPoolTags } from '../../domain/identity-pool-tags.ts'
import type { IdentityPoolOperation } from './load.ts'

/** TagResource. */
export const tagResource: IdentityPoolOperation<'TagResource'> = async ({ environment }, input) => {
  await changeIdentityPoolTags(environment, input.ResourceArn, tags => ({ ...tags, ...input.Tags }))
  return {}
}
