import { changeIdentityPoolTags } from '../../domain/identity-pool-tags.ts'
import type { IdentityPoolOperation } from './load.ts'

/** UntagResource. */
export const untagResource: IdentityPoolOperation<'UntagResource'> = async ({ environment }, input) => {
  await changeIdentityPoolTags(environment, input.ResourceArn, tags =>
    Object.fromEntries(Object.entries(tags).filter(([name]) => !input.TagKeys.includes(name))),
  )
  return {}
}
