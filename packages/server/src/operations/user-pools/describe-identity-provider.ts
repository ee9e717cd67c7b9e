import { describeIdentityProvider as describe } from '../../domain/describe-identity-provider.ts'
import { identityProviderNotFound } from '../../domain/identity-providers.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DescribeIdentityProvider. */
export const describeIdentityProvider: UserPoolOperation<'DescribeIdentityProvider'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { ProviderName } = input
  const row = await environment.engine.read(() => readResource(pool.id, 'identity-provider', ProviderName))
  if (!row) throw identityProviderNotFound(ProviderName)
  return { IdentityProvider: await describe(environment, pool.id, row) }
}
