import type { CodeDeliveryDetailsType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { putCode } from '../store/units/codes.ts'
import { changeUser } from '../store/units/users.ts'
import { mergeAttributes } from './attributes.ts'
import { type NewCode, newCode, sendCode } from './codes.ts'
import { changeConflict } from './new-user.ts'
import type { Sender } from './send-message.ts'
import { recordOf, type User, userOf } from './user.ts'

/**
 * Changes a user's attributes and sends a code for each new address that the pool verifies by itself. Where the
 * pool asks for verification before an update, the old address stays until the new one is verified.
 *
 * @throws ServiceError `AliasExistsException`, `CodeDeliveryFailureException`
 */
export async function changeAttributes(
  environment: Environment,
  sender: Sender,
  user: User,
  changes: Readonly<Record<string, string>>,
): Promise<CodeDeliveryDetailsType[]> {
  const { pool } = sender
  const now = environment.now()
  const { AutoVerifiedAttributes: verified = [], UserAttributeUpdateSettings } = pool.configuration
  const verifiedBefore = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
  const codes: NewCode[] = []
  const pending: Record<string, string> = {}
  for (const attribute of ['email', 'phone_number'] as const) {
    const value = changes[attribute]
    if (!value || value === user.attributes[attribute] || changes[`${attribute}_verified`] === 'true')
      continue
    if (verifiedBefore.includes(attribute)) pending[attribute] = value
    if (verified.includes(attribute)) {
      codes.push(await newCode(environment, pool, user.sub, `verify:${attribute}`, { attribute, value }))
    }
  }
  const immediate = Object.fromEntries(Object.entries(changes).filter(([name]) => !(name in pending)))
  try {
    await environment.engine.write(function* () {
      const changed = yield* changeUser(pool.id, user.sub, stored => {
        const current = userOf(stored)
        return recordOf(pool, {
          ...current,
          attributes: mergeAttributes(current.attributes, immediate),
          settings: { ...current.settings, pending: { ...current.settings.pending, ...pending } },
          modifiedAt: now,
        })
      })
      if (!changed) throw errors.userNotFound()
      for (const code of codes) yield* putCode(code.row)
    })
  } catch (error) {
    throw changeConflict(error)
  }
  const details: CodeDeliveryDetailsType[] = []
  for (const code of codes)
    details.push(await sendCode(environment, sender, user, 'UpdateUserAttribute', code))
  return details
}
