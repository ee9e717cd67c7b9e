import { listClients } from '../../store/units/clients.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

/** ListUserPoolClients. */
export const listUserPoolClients: UserPoolOperation<'ListUserPoolClients'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const limit = input.MaxResults ?? 60
  const [after = ''] = parsePageToken(input.NextToken)
  const rows = await environment.engine.read(() => listClients(pool.id, { after, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  return {
    UserPoolClients: page.map(row => ({
      ClientId: row.client_id,
      ClientName: row.name,
      UserPoolId: pool.id,
    })),
    ...(rows.length > limit ? { NextToken: pageToken([page.at(-1)?.client_id ?? '']) } : {}),
  }
}
