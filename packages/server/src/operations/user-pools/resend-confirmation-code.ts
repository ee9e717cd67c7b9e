import { deliveryDetails, maySend, newCode, sendCode } from '../../domain/codes.ts'
import { findUserByName } from '../../domain/find-user.ts'
import { autoVerifiedDestination } from '../../domain/new-user.ts'
import { checkSecretHash } from '../../domain/secret-hash.ts'
import { simulatedDestination } from '../../domain/simulated-destination.ts'
import { hidesUsers } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { putCode } from '../../store/units/codes.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** ResendConfirmationCode. */
export const resendConfirmationCode: UserPoolOperation<'ResendConfirmationCode'> = async (
  { environment },
  input,
) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  await checkSecretHash(environment, client, [input.Username], input.SecretHash)
  const user = await findUserByName(environment, pool, input.Username)
  if (!user) {
    if (!hidesUsers(client)) throw errors.usernameClientNotFound()
    return { CodeDeliveryDetails: deliveryDetails(simulatedDestination(pool, input.Username)) }
  }
  if (user.status !== 'UNCONFIRMED') throw errors.userAlreadyConfirmed()
  const destination = autoVerifiedDestination(pool, user.attributes)
  if (!destination) throw errors.invalidParameter('Auto verification not turned on.')
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  const code = await newCode(environment, pool, user.sub, 'sign-up', destination)
  const allowed = await environment.engine.write(function* () {
    if (!(yield* maySend(pool, user.sub, 'sign-up', environment.now()))) return false
    yield* putCode(code.row)
    return true
  })
  if (!allowed) throw errors.attemptLimitExceeded()
  return { CodeDeliveryDetails: await sendCode(environment, sender, user, 'ResendCode', code) }
}
