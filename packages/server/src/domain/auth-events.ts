import type { AuthEventType, EventFeedbackType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import type { SessionRow } from '../store/schema.ts'
import { putResource, readResource } from '../store/units/pool-resources.ts'
import { readSession } from '../store/units/sessions.ts'
import { newResource, resourceNotFound, resourceOf } from './resource.ts'
import type { User } from './user.ts'

type Feedback = Pick<EventFeedbackType, 'FeedbackValue' | 'Provider'>

const feedbackId = (sub: string, eventId: string) => `${sub}/${eventId}`

/** A sign-in as an event: its id is the `event_id` of the tokens that it gave. */
export async function describeEvent({ engine }: Environment, row: SessionRow): Promise<AuthEventType> {
  const stored = await engine.read(() =>
    readResource(row.pool_id, 'auth-event-feedback', feedbackId(row.sub, row.session_id)),
  )
  const feedback = stored && resourceOf<Feedback>(stored)
  return {
    EventId: row.session_id,
    EventType: 'SignIn',
    CreationDate: row.authenticated_at / 1000,
    EventResponse: 'Pass',
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    ...(feedback ? { EventFeedback: { ...feedback.body, FeedbackDate: feedback.modifiedAt / 1000 } } : {}),
  }
}

/** Keeps what somebody says of a sign-in. @throws ServiceError `ResourceNotFoundException` */
export async function giveFeedback(
  environment: Environment,
  user: User,
  eventId: string,
  feedback: Feedback,
): Promise<void> {
  const id = feedbackId(user.sub, eventId)
  const row = newResource(user.poolId, 'auth-event-feedback', id, feedback, environment.now())
  await environment.engine.write(function* () {
    const session = yield* readSession(user.poolId, eventId)
    if (session?.sub !== user.sub) throw resourceNotFound('Event does not exist.')
    yield* putResource(row)
  })
}
