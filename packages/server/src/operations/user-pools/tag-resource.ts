import { changeTags } from '../../domain/change-tags.ts'
import type { UserPoolOperation } from './load.ts'
import { loadPoolByArn } from './load-by-arn.ts'

/** TagResource. */
export const tagResource: UserPoolOperation<'TagResource'> = async ({ environment }, input) => {
  const pool = await loadPoolByArn(environment, input.ResourceArn)
  await changeTags(environment, pool, tags => ({ ...tags, ...input.Tags }))
  return {}
}
