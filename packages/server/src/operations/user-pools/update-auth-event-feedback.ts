import { ServiceError } from '../../errors.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/**
 * UpdateAuthEventFeedback: refused, as its token comes with a notification of a risk, and no risk is weighed here
 * that a notification could be sent of. AdminUpdateAuthEventFeedback works.
 */
export const updateAuthEventFeedback: UserPoolOperation<'UpdateAuthEventFeedback'> = async (
  { environment },
  { UserPoolId },
) => {
  await loadPool(environment, UserPoolId)
  throw new ServiceError('NotAuthorizedException', 'Invalid feedback token.')
}
