import type { Environment } from '../environment.ts'
import type { TokenGroups } from './pre-token-generation.ts'
import type { User } from './user.ts'

/** A user's groups as tokens name them. */
export async function tokenGroups(_environment: Environment, _user: User): Promise<TokenGroups> {
  return { names: [], roles: [], preferredRole: undefined }
}
