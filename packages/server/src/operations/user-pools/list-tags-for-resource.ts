import type { UserPoolOperation } from './load.ts'
import { loadPoolByArn } from './load-by-arn.ts'

/** ListTagsForResource. */
export const listTagsForResource: UserPoolOperation<'ListTagsForResource'> = async (
  { environment },
  input,
) => {
  const pool = await loadPoolByArn(environment, input.ResourceArn)
  return { Tags: pool.configuration.UserPoolTags ?? {} }
}
