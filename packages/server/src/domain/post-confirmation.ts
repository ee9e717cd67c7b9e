import type { Environment } from '../environment.ts'
import type { Sender } from './send-message.ts'
import { runTrigger, triggerAttributes } from './triggers.ts'
import type { User } from './user.ts'

/** Tells the PostConfirmation trigger of a user who was just confirmed. */
export async function runPostConfirmation(
  environment: Environment,
  { pool, clientId, clientMetadata }: Sender,
  source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword',
  user: User,
): Promise<void> {
  await runTrigger(
    environment,
    'PostConfirmation',
    { pool, clientId, username: user.username, attributes: triggerAttributes(user) },
    { source, request: { clientMetadata: clientMetadata ?? {} }, response: {} },
  )
}
