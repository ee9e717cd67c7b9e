import { authenticateBearer } from '../../domain/access-token.ts'
import { maySend, newCode, sendCode } from '../../domain/codes.ts'
import { errors } from '../../errors.ts'
import { putCode } from '../../store/units/codes.ts'
import type { UserPoolOperation } from './load.ts'

/** GetUserAttributeVerificationCode. */
export const getUserAttributeVerificationCode: UserPoolOperation<'GetUserAttributeVerificationCode'> = async (
  { environment },
  input,
) => {
  const { pool, client, user } = await authenticateBearer(environment, input.AccessToken)
  const attribute = input.AttributeName
  if (attribute !== 'email' && attribute !== 'phone_number') {
    throw errors.notVerifiable()
  }
  const value = user.settings.pending?.[attribute] ?? user.attributes[attribute]
  if (!value) throw errors.invalidParameter(`User does not have the attribute ${attribute}.`)
  const purpose = `verify:${attribute}` as const
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  const code = await newCode(environment, pool, user.sub, purpose, { attribute, value })
  const allowed = await environment.engine.write(function* () {
    if (!(yield* maySend(pool, user.sub, purpose, environment.now()))) return false
    yield* putCode(code.row)
    return true
  })
  if (!allowed) throw errors.attemptLimitExceeded()
  return { CodeDeliveryDetails: await sendCode(environment, sender, user, 'VerifyUserAttribute', code) }
}
