import { poolOf } from '../../domain/user-pool.ts'
import { listPools } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

/** ListUserPools. */
export const listUserPools: UserPoolOperation<'ListUserPools'> = async ({ environment }, input) => {
  const [after = ''] = parsePageToken(input.NextToken)
  const rows = await environment.engine.read(() => listPools({ after, limit: input.MaxResults + 1 }))
  const page = rows.slice(0, input.MaxResults).map(poolOf)
  return {
    UserPools: page.map(pool => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: pool.configuration.LambdaConfig ?? {},
      CreationDate: pool.createdAt / 1000,
      LastModifiedDate: pool.modifiedAt / 1000,
    })),
    ...(rows.length > input.MaxResults ? { NextToken: pageToken([page.at(-1)?.id ?? '']) } : {}),
  }
}
