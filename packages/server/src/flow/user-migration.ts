import { checkAttributes, flagValue } from '../domain/attributes.ts'
import { creationConflict, nameNewUser } from '../domain/new-user.ts'
import { sealPassword } from '../domain/password.ts'
import { takeOverAliases } from '../domain/take-over-aliases.ts'
import { runTrigger, triggerArn } from '../domain/triggers.ts'
import { recordOf, type User } from '../domain/user.ts'
import { ServiceError } from '../errors.ts'
import { createUser } from '../store/units/users.ts'
import type { SignInContext } from './sign-in.ts'

/**
 * Asks the UserMigration trigger for a user that the pool does not know, and makes the user that it describes.
 *
 * @param password the password that was given, which becomes the user's own; none when a forgotten one is asked for
 * @returns `undefined` when there is no trigger, or when it does not know the user either
 */
export async function migrateUser(
  { environment, pool, client, clientMetadata }: SignInContext,
  name: string,
  password: string | undefined,
): Promise<User | undefined> {
  if (!triggerArn(pool, 'UserMigration')) return undefined
  let response: Record<string, unknown> | undefined
  try {
    response = await runTrigger(
      environment,
      'UserMigration',
      { pool, clientId: client.id, username: name, attributes: {} },
      {
        source: password === undefined ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
        request: {
          ...(password === undefined ? {} : { password }),
          validationData: clientMetadata ?? {},
          clientMetadata: clientMetadata ?? {},
        },
        response: { userAttributes: null, finalUserStatus: null, messageAction: null },
      },
    )
  } catch (error) {
    // A trigger that throws says that it does not know the user, or that the password is wrong.
    if (error instanceof ServiceError && error.name === 'UserLambdaValidationException') return undefined
    throw error
  }
  const given = response?.['userAttributes']
  if (typeof given !== 'object' || given === null) return undefined
  const texts = Object.entries(given).flatMap(([key, value]) =>
    key === 'username' || key === 'sub' || value === null ? [] : [[key, flagValue(key, String(value))]],
  )
  // Who typed an alias has a name beside it, which the trigger tells.
  const told = 'username' in given && !pool.configuration.UsernameAttributes?.length ? given.username : name
  const { sub, username, attributes } = nameNewUser(
    environment,
    pool,
    String(told),
    Object.fromEntries(texts),
  )
  checkAttributes(pool, attributes, {})
  const { records } = await environment.keys.secrets(pool.id)
  const now = environment.now()
  const user: User = {
    poolId: pool.id,
    sub,
    username,
    status: response?.['finalUserStatus'] === 'RESET_REQUIRED' ? 'RESET_REQUIRED' : 'CONFIRMED',
    enabled: true,
    attributes,
    password:
      password === undefined
        ? ''
        : sealPassword(records, environment.random, { poolId: pool.id, sub, username }, password),
    passwordSetAt: now,
    settings: {},
    createdAt: now,
    modifiedAt: now,
  }
  try {
    await environment.engine.write(function* () {
      if (response?.['forceAliasCreation'] === true) yield* takeOverAliases(pool, user, now)
      yield* createUser(recordOf(pool, user))
    })
  } catch (error) {
    throw creationConflict(pool, error)
  }
  return user
}
