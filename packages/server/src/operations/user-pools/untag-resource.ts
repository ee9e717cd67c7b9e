import { changeTags } from '../../domain/change-tags.ts'
import type { UserPoolOperation } from './load.ts'
import { loadPoolByArn } from './load-by-arn.ts'

/** UntagResource. */
export const untagResource: UserPoolOperation<'UntagResource'> = async ({ environment }, input) => {
  const pool = await loadPoolByArn(environment, input.ResourceArn)
  await changeTags(environment, pool, tags =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
  )
  return {}
}
