import { deliveryDetails, maySend, newCode, sendCode } from '../../domain/codes.ts'
import { findUserByName } from '../../domain/find-user.ts'
import { recoveryDestination } from '../../domain/recovery.ts'
import { checkSecretHash } from '../../domain/secret-hash.ts'
import { simulatedDestination } from '../../domain/simulated-destination.ts'
import { hidesUsers } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { migrateUser } from '../../flow/user-migration.ts'
import { putCode } from '../../store/units/codes.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** ForgotPassword. Who is only known to the UserMigration trigger is brought over first. */
export const forgotPassword: UserPoolOperation<'ForgotPassword'> = async ({ environment }, input) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  await checkSecretHash(environment, client, [input.Username], input.SecretHash)
  const known = await findUserByName(environment, pool, input.Username)
  const context = { environment, pool, client, admin: false, clientMetadata: input.ClientMetadata }
  const user = known ?? (await migrateUser(context, input.Username, undefined))
  const destination = user && recoveryDestination(pool, user)
  if (hidesUsers(client) && (!user?.enabled || !destination)) {
    return { CodeDeliveryDetails: deliveryDetails(simulatedDestination(pool, input.Username)) }
  }
  if (!user) throw errors.usernameClientNotFound()
  if (!user.enabled) throw errors.userIsDisabled()
  if (user.status === 'FORCE_CHANGE_PASSWORD') throw errors.cannotResetInThisState()
  if (!destination) throw errors.noRecoveryMedium()
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  const code = await newCode(environment, pool, user.sub, 'forgot-password', destination)
  const allowed = await environment.engine.write(function* () {
    if (!(yield* maySend(pool, user.sub, 'forgot-password', environment.now()))) return false
    yield* putCode(code.row)
    return true
  })
  if (!allowed) throw errors.attemptLimitExceeded()
  return { CodeDeliveryDetails: await sendCode(environment, sender, user, 'ForgotPassword', code) }
}
