import { accountScope, checkLimit, describeLimit, limitCategory } from '../../domain/provisioned-limits.ts'
import { newResource } from '../../domain/resource.ts'
import { putResource } from '../../store/units/pool-resources.ts'
import type { UserPoolOperation } from './load.ts'

/** UpdateProvisionedLimit: kept and shown; nothing is bought, and the server's own limits are its options. */
export const updateProvisionedLimit: UserPoolOperation<'UpdateProvisionedLimit'> = async (
  { environment },
  { LimitDefinition, RequestedLimitValue: value },
) => {
  const category = limitCategory(LimitDefinition)
  checkLimit(category, value)
  const row = newResource(accountScope, 'provisioned-limit', category, { value }, environment.now())
  await environment.engine.write(() => putResource(row))
  return { Limit: describeLimit(LimitDefinition, category, row) }
}
