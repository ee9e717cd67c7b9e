import { runTrigger, triggerAttributes } from '../domain/triggers.ts'
import type { User } from '../domain/user.ts'
import { hidesUsers } from '../domain/user-pool.ts'
import type { SignInContext } from './sign-in.ts'

/**
 * Asks the PreAuthentication trigger, which may refuse by throwing. It hears of unknown users only where their
 * existence is kept secret.
 */
export async function runPreAuthentication(
  { environment, pool, client, clientMetadata }: SignInContext,
  user: User | undefined,
  name: string,
): Promise<void> {
  if (!user && !hidesUsers(client)) return
  await runTrigger(
    environment,
    'PreAuthentication',
    {
      pool,
      clientId: client.id,
      username: user?.username ?? name,
      attributes: user ? triggerAttributes(user) : {},
    },
    {
      source: 'PreAuthentication_Authentication',
      request: { validationData: clientMetadata ?? {}, ...(user ? {} : { userNotFound: true }) },
      response: {},
    },
  )
}

/** Tells the PostAuthentication trigger that a user has signed in. */
export async function runPostAuthentication(
  { environment, pool, client, clientMetadata }: SignInContext,
  user: User,
  newDeviceUsed: boolean,
): Promise<void> {
  await runTrigger(
    environment,
    'PostAuthentication',
    { pool, clientId: client.id, username: user.username, attributes: triggerAttributes(user) },
    {
      source: 'PostAuthentication_Authentication',
      request: { newDeviceUsed, clientMetadata: clientMetadata ?? {} },
      response: {},
    },
  )
}
