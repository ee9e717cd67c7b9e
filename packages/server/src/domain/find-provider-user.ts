import type { ProviderUserIdentifierType } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'
import type { Unit } from '../store/unit.ts'
import { findUser } from '../store/units/users.ts'
import { userByName } from './find-user.ts'
import { identityNameKind } from './linked-identities.ts'
import { type User, userOf } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** The pool itself among the names of providers. */
export const ownDirectory = 'Cognito'

const subjectAttribute = 'Cognito_Subject'

/** An identity that an administrator names. */
export interface NamedIdentity {
  readonly providerName: string
  readonly subject: string
}

/**
 * Reads the name of an identity at a provider.
 *
 * @throws ServiceError `InvalidParameterException` where it is not named by its subject
 */
export function namedIdentity(identifier: ProviderUserIdentifierType): NamedIdentity {
  const { ProviderName = '', ProviderAttributeName, ProviderAttributeValue = '' } = identifier
  if (ProviderName === '' || ProviderAttributeValue === '') {
    throw errors.invalidParameter('ProviderName and ProviderAttributeValue are required.')
  }
  if (ProviderName !== ownDirectory && ProviderAttributeName !== subjectAttribute) {
    throw errors.invalidParameter(`ProviderAttributeName must be ${subjectAttribute}.`)
  }
  return { providerName: ProviderName, subject: ProviderAttributeValue }
}

/** The user of the pool that an identity belongs to. */
export function* findProviderUser(
  pool: UserPool,
  { providerName, subject }: NamedIdentity,
): Unit<User | undefined> {
  if (providerName === ownDirectory) return yield* userByName(pool, subject)
  const row = yield* findUser(pool.id, subject, [identityNameKind(providerName)])
  return row && userOf(row)
}
