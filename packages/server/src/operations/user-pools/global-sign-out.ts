import { authenticateBearer } from '../../domain/access-token.ts'
import { revokeUserSessions } from '../../store/units/sessions.ts'
import type { UserPoolOperation } from './load.ts'

/** GlobalSignOut. */
export const globalSignOut: UserPoolOperation<'GlobalSignOut'> = async ({ environment }, input) => {
  const { pool, user } = await authenticateBearer(environment, input.AccessToken)
  await environment.engine.write(() => revokeUserSessions(pool.id, user.sub, environment.now()))
  return {}
}
