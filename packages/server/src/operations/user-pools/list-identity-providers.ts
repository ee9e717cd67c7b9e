import type { IdentityProviderBody } from '../../domain/identity-providers.ts'
import { resourceOf } from '../../domain/resource.ts'
import { listResources } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { readPage } from './read-page.ts'

/** ListIdentityProviders. */
export const listIdentityProviders: UserPoolOperation<'ListIdentityProviders'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { rows, next } = await readPage(
    environment,
    { limit: input.MaxResults, token: input.NextToken },
    page => listResources(pool.id, 'identity-provider', page),
    row => row.id,
  )
  return {
    Providers: rows.map(row => {
      const { id, body, createdAt, modifiedAt } = resourceOf<IdentityProviderBody>(row)
      return {
        ProviderName: id,
        ProviderType: body.ProviderType,
        LastModifiedDate: modifiedAt / 1000,
        CreationDate: createdAt / 1000,
      }
    }),
    ...next,
  }
}
