import type { Environment } from '../environment.ts'
import { changeIdentityPool } from '../store/units/identity-pools.ts'
import { identityErrors } from './identity-errors.ts'
import { identityPoolOf } from './identity-pool.ts'

/** The identity pool of an ARN. @throws ServiceError `ResourceNotFoundException` */
export function identityPoolIdOf(arn: string): string {
  const id = /^arn:aws[\w-]*:cognito-identity:[\w-]+:\d*:identitypool\/([\w-]+:[0-9a-f-]+)$/.exec(arn)?.[1]
  if (id === undefined) throw identityErrors.identityPoolNotFound(arn)
  return id
}

/** Changes an identity pool's tags. @throws ServiceError `ResourceNotFoundException` */
export async function changeIdentityPoolTags(
  environment: Environment,
  arn: string,
  change: (tags: Record<string, string>) => Record<string, string>,
): Promise<void> {
  const id = identityPoolIdOf(arn)
  const changed = await environment.engine.write(() =>
    changeIdentityPool(id, environment.now(), row => {
      const { configuration } = identityPoolOf(row)
      const IdentityPoolTags = change({ ...configuration.IdentityPoolTags })
      return {
        name: row.name,
        configuration: JSON.stringify({ ...configuration, IdentityPoolTags }),
        roles: row.roles,
      }
    }),
  )
  if (!changed) throw identityErrors.identityPoolNotFound(id)
}
