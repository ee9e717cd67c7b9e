import { type Environment, uuid } from '../environment.ts'
import { findIdentityPool, readResolutionState, settleIdentity } from '../store/units/identities.ts'
import { readIdentityPool } from '../store/units/identity-pools.ts'
import type { Resolution, ResolutionRequest } from '../store/units/identity-state.ts'
import { identityErrors } from './identity-errors.ts'
import { verifyLogins } from './identity-logins.ts'
import { type IdentityPool, identityPoolOf } from './identity-pool.ts'
import { isChange, resolveIdentity } from './identity-resolution.ts'
import { regionOf } from './region.ts'
import type { VerifiedLogin } from './verified-login.ts'

/** Who calls, after the logins were verified and linked. */
export interface IdentityAccess {
  readonly identityId: string
  /** Empty for a guest. */
  readonly logins: readonly VerifiedLogin[]
}

/** The identity pool of an identity. @throws ServiceError `ResourceNotFoundException` */
export async function poolOfIdentity({ engine }: Environment, identityId: string): Promise<IdentityPool> {
  const row = await engine.read(function* () {
    const poolId = yield* findIdentityPool(identityId)
    return poolId === undefined ? undefined : yield* readIdentityPool(poolId)
  })
  if (!row) throw identityErrors.identityNotFound(identityId)
  return identityPoolOf(row)
}

/**
 * Lets a guest or a person with logins in: verifies the logins, finds or makes the identity, links and merges.
 *
 * @param identityId the identity that the caller names; none for GetId
 * @throws ServiceError `NotAuthorizedException`, `ResourceNotFoundException`, `ResourceConflictException`
 */
export async function accessIdentity(
  environment: Environment,
  pool: IdentityPool,
  identityId: string | undefined,
  tokens: Readonly<Record<string, string>> | undefined,
): Promise<IdentityAccess> {
  return await accessWithLogins(environment, pool, identityId, await verifyLogins(environment, pool, tokens))
}

/** The same, with logins that are verified already. */
export async function accessWithLogins(
  environment: Environment,
  pool: IdentityPool,
  identityId: string | undefined,
  logins: readonly VerifiedLogin[],
): Promise<IdentityAccess> {
  if (logins.length === 0 && !pool.configuration.AllowUnauthenticatedIdentities) {
    throw identityErrors.guestsRefused()
  }
  const request = {
    identityId,
    logins,
    newIdentityId: newIdentityId(environment, pool),
    developerProvider: pool.configuration.DeveloperProviderName,
  }
  const resolution = await settle(environment, pool, request)
  if (resolution.kind === 'resolved') return { identityId: resolution.identityId, logins }
  switch (resolution.reason) {
    case 'identityNotFound':
      throw identityErrors.identityNotFound(identityId ?? '')
    case 'identityForbidden':
      throw identityErrors.identityForbidden(identityId ?? '')
    case 'loginsMismatch':
      throw identityErrors.loginsMismatch()
    case 'loginsClash':
      throw identityErrors.loginsClash()
  }
}

function newIdentityId({ random }: Environment, pool: IdentityPool): string {
  return `${regionOf(pool.id)}:${uuid(random)}`
}

/** Most calls change nothing, and then nothing is written. */
async function settle(
  { engine, now }: Environment,
  pool: IdentityPool,
  request: ResolutionRequest,
): Promise<Resolution> {
  const state = await engine.read(() => readResolutionState(pool.id, request))
  const expected = resolveIdentity(state, request)
  if (!isChange(expected)) return expected
  return await engine.write(() => settleIdentity(pool.id, request, now(), resolveIdentity))
}
