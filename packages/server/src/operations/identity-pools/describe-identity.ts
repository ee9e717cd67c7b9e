import type { IdentityDescription } from '@latchkey/protocol/identity-pools'
import { identityErrors } from '../../domain/identity-errors.ts'
import { findIdentityPool, readIdentity } from '../../store/units/identities.ts'
import type { KnownIdentity } from '../../store/units/identity-state.ts'
import type { IdentityPoolOperation } from './load.ts'

/** An identity as the operations describe one: of its logins, the providers. */
export function descriptionOf(identity: KnownIdentity): IdentityDescription {
  return {
    IdentityId: identity.id,
    Logins: identity.logins.map(login => login.provider),
    CreationDate: identity.createdAt / 1000,
    LastModifiedDate: identity.modifiedAt / 1000,
  }
}

/** DescribeIdentity. */
export const describeIdentity: IdentityPoolOperation<'DescribeIdentity'> = async (
  { environment },
  { IdentityId },
) => {
  const identity = await environment.engine.read(function* () {
    const poolId = yield* findIdentityPool(IdentityId)
    return poolId === undefined ? undefined : yield* readIdentity(poolId, IdentityId)
  })
  if (!identity) throw identityErrors.identityNotFound(IdentityId)
  return descriptionOf(identity)
}
