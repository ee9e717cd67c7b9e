import { attributeRecord, checkAttributes, checkWritable } from '../../domain/attributes.ts'
import { newCode, sendCode } from '../../domain/codes.ts'
import { confirmationDomain, confirmsByLink } from '../../domain/confirmation-link.ts'
import { isPasswordless } from '../../domain/first-factors.ts'
import { autoVerifiedDestination, creationConflict, nameNewUser } from '../../domain/new-user.ts'
import { checkPasswordPolicy, sealPassword } from '../../domain/password.ts'
import { runPostConfirmation } from '../../domain/post-confirmation.ts'
import { runPreSignUp } from '../../domain/pre-sign-up.ts'
import { checkSecretHash } from '../../domain/secret-hash.ts'
import { takeOverAliases } from '../../domain/take-over-aliases.ts'
import { recordOf, type User } from '../../domain/user.ts'
import { errors } from '../../errors.ts'
import { putCode } from '../../store/units/codes.ts'
import { createUser } from '../../store/units/users.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** SignUp. */
export const signUp: UserPoolOperation<'SignUp'> = async ({ environment }, input) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  await checkSecretHash(environment, client, [input.Username], input.SecretHash)
  if (pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly) throw errors.signUpNotPermitted()
  const password = input.Password || undefined
  if (!password && !isPasswordless(pool)) {
    throw errors.invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    )
  }
  const given = attributeRecord(input.UserAttributes)
  checkWritable(client, Object.keys(given))
  const { sub, username, attributes } = nameNewUser(environment, pool, input.Username, given)
  if (password) checkPasswordPolicy(pool, password)
  checkAttributes(pool, attributes)
  const sender = { pool, clientId: client.id, clientMetadata: input.ClientMetadata }
  const { confirmed, verified } = await runPreSignUp(environment, sender, 'PreSignUp_SignUp', {
    username,
    attributes,
    validationData: attributeRecord(input.ValidationData),
  })
  if (
    !confirmed &&
    attributes['preferred_username'] &&
    pool.configuration.AliasAttributes?.includes('preferred_username')
  ) {
    throw errors.invalidParameter(
      'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
    )
  }
  for (const attribute of ['email', 'phone_number']) {
    if (attributes[attribute]) attributes[`${attribute}_verified`] = String(verified.includes(attribute))
  }
  const { records } = await environment.keys.secrets(pool.id)
  const now = environment.now()
  const user: User = {
    poolId: pool.id,
    sub,
    username,
    status: confirmed ? 'CONFIRMED' : 'UNCONFIRMED',
    enabled: true,
    attributes,
    password: password
      ? sealPassword(records, environment.random, { poolId: pool.id, sub, username }, password)
      : '',
    passwordSetAt: now,
    settings: {},
    createdAt: now,
    modifiedAt: now,
  }
  const destination = confirmed ? undefined : autoVerifiedDestination(pool, attributes)
  if (destination?.attribute === 'email' && confirmsByLink(pool)) await confirmationDomain(environment, pool)
  const code = destination && (await newCode(environment, pool, sub, 'sign-up', destination))
  try {
    await environment.engine.write(function* () {
      if (verified.length > 0) yield* takeOverAliases(pool, user, now)
      yield* createUser(recordOf(pool, user))
      if (code) yield* putCode(code.row)
    })
  } catch (error) {
    throw creationConflict(pool, error)
  }
  if (confirmed) await runPostConfirmation(environment, sender, 'PostConfirmation_ConfirmSignUp', user)
  return {
    UserConfirmed: confirmed,
    UserSub: sub,
    ...(code ? { CodeDeliveryDetails: await sendCode(environment, sender, user, 'SignUp', code) } : {}),
  }
}
