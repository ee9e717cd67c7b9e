import { findUserByName } from '../domain/find-user.ts'
import { decoyPassword, matchesPassword, openPassword } from '../domain/password.ts'
import { checkSecretHash } from '../domain/secret-hash.ts'
import { foldName, hidesUsers } from '../domain/user-pool.ts'
import { errors } from '../errors.ts'
import { runPreAuthentication } from './authentication-triggers.ts'
import { requireKnownDevice } from './device-srp.ts'
import { keepImported, matchesImported } from './imported-user.ts'
import { judgePassword, settleTries } from './judge-password.ts'
import { requireParameter } from './parameters.ts'
import type { Beginning } from './sign-in.ts'
import { migrateUser } from './user-migration.ts'

/** USER_PASSWORD_AUTH and its admin form. An unknown user costs the same work as a wrong password. */
export const beginWithPassword: Beginning = async (context, parameters) => {
  const { environment, pool, client } = context
  const name = requireParameter(parameters, 'USERNAME')
  const password = requireParameter(parameters, 'PASSWORD')
  await checkSecretHash(environment, client, [name], parameters['SECRET_HASH'])
  const known = await findUserByName(environment, pool, name)
  const user = known ?? (await migrateUser(context, name, password))
  if (!user && !hidesUsers(client)) throw errors.userNotFound()
  await runPreAuthentication(context, user, name)
  const { records, decoys } = await environment.keys.secrets(pool.id)
  const own = user && openPassword(records, user)
  const record = own ?? decoyPassword(decoys, records, foldName(pool, name))
  const matches = matchesPassword(record, pool.id, user?.username ?? name, password)
  const isImported = user !== undefined && !own && (await matchesImported(environment, user, password))
  const tries = await judgePassword(context, user, name, (own !== undefined && matches) || isImported)
  const deviceKey = parameters['DEVICE_KEY']
  // The verdict was "right", which it never is without a user.
  if (deviceKey || isImported) await settleTries(context, user!, tries)
  await requireKnownDevice(context, user, deviceKey)
  const proven = isImported ? await keepImported(environment, pool, user, password) : user!
  return { kind: 'proven', user: proven, progress: deviceKey ? { deviceKey } : {}, tries }
}
