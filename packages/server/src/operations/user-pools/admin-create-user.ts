import { alterUser } from '../../domain/alter-user.ts'
import { attributeRecord, checkAttributes } from '../../domain/attributes.ts'
import { isPasswordless } from '../../domain/first-factors.ts'
import { creationConflict, nameNewUser } from '../../domain/new-user.ts'
import { checkPasswordPolicy, sealPassword } from '../../domain/password.ts'
import { runPreSignUp } from '../../domain/pre-sign-up.ts'
import { type Sender, sendMessage } from '../../domain/send-message.ts'
import { takeOverAliases } from '../../domain/take-over-aliases.ts'
import { generatePassword, temporaryPasswordExpiry } from '../../domain/temporary-password.ts'
import { describeUser, recordOf, type User } from '../../domain/user.ts'
import type { Environment } from '../../environment.ts'
import { errors } from '../../errors.ts'
import { createUser, NameTakenError } from '../../store/units/users.ts'
import { loadPool, loadUser, type UserPoolOperation } from './load.ts'

/** Sends the invitation by the media that were asked for, or else by the first address there is. */
async function invite(
  environment: Environment,
  sender: Sender,
  user: User,
  password: string,
  media: readonly ('SMS' | 'EMAIL')[] | undefined,
): Promise<void> {
  const addresses = [
    { medium: 'SMS', to: user.attributes['phone_number'] },
    { medium: 'EMAIL', to: user.attributes['email'] },
  ] as const
  const reachable = addresses.filter(({ medium, to }) => to && (!media?.length || media.includes(medium)))
  const namedByAddress = Boolean(sender.pool.configuration.UsernameAttributes?.length)
  for (const { medium, to = '' } of media?.length ? reachable : reachable.slice(0, 1)) {
    const shownName = namedByAddress ? to : user.username
    await sendMessage(environment, sender, {
      user,
      kind: 'AdminCreateUser',
      medium,
      to,
      code: password,
      shownName,
    })
  }
}

/** AdminCreateUser: a user with a temporary password, who is invited unless the message is suppressed. */
export const adminCreateUser: UserPoolOperation<'AdminCreateUser'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const sender = { pool, clientId: '', clientMetadata: input.ClientMetadata }
  const now = environment.now()
  const password = input.TemporaryPassword || generatePassword(environment.random, pool)
  checkPasswordPolicy(pool, password)
  const { records } = await environment.keys.secrets(pool.id)
  if (input.MessageAction === 'RESEND') {
    const existing = await loadUser(environment, pool, input.Username)
    if (existing.status !== 'FORCE_CHANGE_PASSWORD') {
      throw errors.cannotResendInvitation(input.Username)
    }
    const sealed = sealPassword(records, environment.random, existing, password)
    const user = await alterUser(environment, pool, existing.sub, ({ settings }) => ({
      password: sealed,
      passwordSetAt: now,
      settings: { ...settings, temporaryPasswordExpiresAt: temporaryPasswordExpiry(pool, now) },
    }))
    await invite(environment, sender, user, password, input.DesiredDeliveryMediums)
    return { User: describeUser(user) }
  }
  const given = attributeRecord(input.UserAttributes)
  const { sub, username, attributes } = nameNewUser(environment, pool, input.Username, given)
  checkAttributes(pool, attributes, {})
  const isInvited = input.MessageAction !== 'SUPPRESS'
  if (isInvited && input.DesiredDeliveryMediums?.includes('EMAIL') && !attributes['email']) {
    throw errors.invalidParameter('No email provided but desired delivery medium was Email')
  }
  await runPreSignUp(environment, sender, 'PreSignUp_AdminCreateUser', {
    username,
    attributes,
    validationData: attributeRecord(input.ValidationData),
  })
  const passwordless = !input.TemporaryPassword && isPasswordless(pool)
  const user: User = {
    poolId: pool.id,
    sub,
    username,
    // Who can sign in by a code needs no password.
    ...(passwordless
      ? { status: 'CONFIRMED', password: '', settings: {} }
      : {
          status: 'FORCE_CHANGE_PASSWORD',
          password: sealPassword(records, environment.random, { poolId: pool.id, sub, username }, password),
          settings: { temporaryPasswordExpiresAt: temporaryPasswordExpiry(pool, now) },
        }),
    enabled: true,
    attributes,
    passwordSetAt: now,
    createdAt: now,
    modifiedAt: now,
  }
  try {
    await environment.engine.write(function* () {
      if (input.ForceAliasCreation) yield* takeOverAliases(pool, user, now)
      yield* createUser(recordOf(pool, user))
    })
  } catch (error) {
    const isNameTaken = error instanceof NameTakenError && error.conflict.taken.kind === 'username'
    throw isNameTaken ? errors.userAccountExists() : creationConflict(pool, error)
  }
  if (isInvited && !passwordless) {
    await invite(environment, sender, user, password, input.DesiredDeliveryMediums)
  }
  return { User: describeUser(user) }
}
