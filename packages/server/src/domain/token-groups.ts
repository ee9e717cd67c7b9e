import type { Environment } from '../environment.ts'
import { groupsOfUser } from './groups.ts'
import type { TokenGroups } from './pre-token-generation.ts'
import type { User } from './user.ts'

/** A user's groups as tokens name them: the strongest first, whose role is preferred unless two are as strong. */
export async function tokenGroups({ engine }: Environment, user: User): Promise<TokenGroups> {
  const groups = user.groupCount === 0 ? [] : await engine.read(() => groupsOfUser(user.poolId, user.sub))
  const withRoles = groups.filter(group => group.roleArn !== undefined)
  const [strongest, next] = withRoles
  const tied =
    next !== undefined && next.precedence === strongest?.precedence && next.roleArn !== strongest?.roleArn
  return {
    names: groups.map(group => group.name),
    roles: [...new Set(withRoles.map(group => group.roleArn ?? ''))],
    preferredRole: tied ? undefined : strongest?.roleArn,
  }
}
