import { accountScope, describeLimit, limitCategory } from '../../domain/provisioned-limits.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import type { UserPoolOperation } from './load.ts'

/** GetProvisionedLimit. */
export const getProvisionedLimit: UserPoolOperation<'GetProvisionedLimit'> = async (
  { environment },
  { LimitDefinition },
) => {
  const category = limitCategory(LimitDefinition)
  const row = await environment.engine.read(() => readResource(accountScope, 'provisioned-limit', category))
  return { Limit: describeLimit(LimitDefinition, category, row) }
}
