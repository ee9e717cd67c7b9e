import { giveFeedback } from '../../domain/auth-events.ts'
import { loadPoolAndUser, type UserPoolOperation } from './load.ts'

/** AdminUpdateAuthEventFeedback. */
export const adminUpdateAuthEventFeedback: UserPoolOperation<'AdminUpdateAuthEventFeedback'> = async (
  { environment },
  input,
) => {
  const { user } = await loadPoolAndUser(environment, input)
  const { FeedbackValue } = input
  await giveFeedback(environment, user, input.EventId, { FeedbackValue, Provider: 'Admin' })
  return {}
}
