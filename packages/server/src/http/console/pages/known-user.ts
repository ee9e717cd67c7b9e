import type { AdminGetUserResponse } from '@latchkey/protocol/user-pools'
import { errors } from '../../../errors.ts'
import type { ConsoleVisit } from '../console-visit.ts'

/** The user whose `sub` stands in the address. */
export interface KnownUser {
  readonly poolId: string
  readonly sub: string
  readonly username: string
  readonly described: AdminGetUserResponse
  readonly attributes: ReadonlyMap<string, string>
}

/**
 * Finds the user of an address. A name that somebody chose may look like another's `sub`, so what was found is
 * compared.
 *
 * @throws ServiceError `UserNotFoundException`, `ResourceNotFoundException`
 */
export async function knownUser({ operations, param }: ConsoleVisit): Promise<KnownUser> {
  const poolId = param('poolId')
  const sub = param('sub')
  const described = await operations.userPools('AdminGetUser', { UserPoolId: poolId, Username: sub })
  const attributes = new Map(described.UserAttributes?.map(({ Name, Value = '' }) => [Name, Value]))
  if (attributes.get('sub') !== sub) throw errors.userNotFound()
  return { poolId, sub, username: described.Username, described, attributes }
}
