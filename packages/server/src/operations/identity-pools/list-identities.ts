import { listIdentityPage } from '../../store/units/identity-administration.ts'
import { pageToken, parsePageToken } from '../user-pools/page-token.ts'
import { descriptionOf } from './describe-identity.ts'
import { type IdentityPoolOperation, loadIdentityPool } from './load.ts'

/** ListIdentities. */
export const listIdentities: IdentityPoolOperation<'ListIdentities'> = async ({ environment }, input) => {
  const pool = await loadIdentityPool(environment, input.IdentityPoolId)
  const limit = input.MaxResults
  const [after = ''] = parsePageToken(input.NextToken)
  const listed = await environment.engine.read(() =>
    listIdentityPage(pool.id, { after, limit: limit + 1 }, input.HideDisabled ?? false),
  )
  const page = listed.slice(0, limit)
  return {
    IdentityPoolId: pool.id,
    Identities: page.map(descriptionOf),
    ...(listed.length > limit ? { NextToken: pageToken([page.at(-1)?.id ?? '']) } : {}),
  }
}
