import { accountScope, checkLimit, describeLimit, limitCategory } from '../../domain/provisioned-limits.ts'
import { newResource } from '../../domain/resource.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import type { UserPoolOperation } from './load.ts'

/** UpdateProvisionedLimit: nothing is bought; the rate holds from then on, each node for itself. */
export const updateProvisionedLimit: UserPoolOperation<'UpdateProvisionedLimit'> = async (
  { environment },
  { LimitDefinition, RequestedLimitValue: value },
) => {
  const category = limitCategory(LimitDefinition)
  checkLimit(category, value)
  const row = newResource(accountScope, 'provisioned-limit', category, { value }, environment.now())
  await environment.engine.write(() => putResource(row))
  environment.categoryLimits.set(category, value)
  return { Limit: describeLimit(LimitDefinition, category, row) }
}
