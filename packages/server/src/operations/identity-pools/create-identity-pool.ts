import { fixedIdTag } from '../../domain/fixed-id.ts'
import { identityErrors } from '../../domain/identity-errors.ts'
import {
  checkIdentityPool,
  describeIdentityPool,
  type IdentityPoolRoles,
  identityPoolOf,
} from '../../domain/identity-pool.ts'
import { type Environment, uuid } from '../../environment.ts'
import { createIdentityPoolRow } from '../../store/units/identity-pools.ts'
import type { IdentityPoolOperation } from './load.ts'

const noRoles: IdentityPoolRoles = { roles: {}, mappings: {} }

function newIdentityPoolId(
  { random }: Environment,
  region: string,
  tags: Record<string, string> | undefined,
): string {
  const fixed = tags?.[fixedIdTag]
  if (fixed === undefined) return `${region}:${uuid(random)}`
  if (!/^[\w-]+:[0-9a-f-]+$/.test(fixed) || fixed.length > 55) {
    throw identityErrors.invalidParameter(
      `The tag ${fixedIdTag} must be an identity pool id, such as ${region}:00000000-0000-4000-8000-000000000000.`,
    )
  }
  return fixed
}

/**
 * CreateIdentityPool. The tag `latchkey:id` fixes the new pool's id. Every provider is kept and given back; of
 * which ones the logins are accepted is said in `domain/identity-logins.ts`.
 */
export const createIdentityPool: IdentityPoolOperation<'CreateIdentityPool'> = async (
  { environment, region = environment.region },
  input,
) => {
  const { IdentityPoolName, ...configuration } = input
  checkIdentityPool(configuration)
  const now = environment.now()
  const row = {
    identity_pool_id: newIdentityPoolId(environment, region, input.IdentityPoolTags),
    name: IdentityPoolName,
    configuration: JSON.stringify(configuration),
    roles: JSON.stringify(noRoles),
    created_at: now,
    modified_at: now,
  }
  const created = await environment.engine.write(() => createIdentityPoolRow(row))
  if (!created) throw identityErrors.identityPoolIdTaken(row.identity_pool_id)
  return describeIdentityPool(identityPoolOf(row))
}
