import { listIdentityPoolRows } from '../../store/units/identity-pools.ts'
import { pageToken, parsePageToken } from '../user-pools/page-token.ts'
import type { IdentityPoolOperation } from './load.ts'

/** ListIdentityPools. */
export const listIdentityPools: IdentityPoolOperation<'ListIdentityPools'> = async (
  { environment },
  input,
) => {
  const limit = input.MaxResults
  const [after = ''] = parsePageToken(input.NextToken)
  const rows = await environment.engine.read(() => listIdentityPoolRows({ after, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  return {
    IdentityPools: page.map(row => ({ IdentityPoolId: row.identity_pool_id, IdentityPoolName: row.name })),
    ...(rows.length > limit ? { NextToken: pageToken([page.at(-1)?.identity_pool_id ?? '']) } : {}),
  }
}
