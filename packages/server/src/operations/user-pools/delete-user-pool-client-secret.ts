import { limitExceeded, resourceNotFound } from '../../domain/resource.ts'
import { clientOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changeClient } from '../../store/units/clients.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** DeleteUserPoolClientSecret: the last one stays. */
export const deleteUserPoolClientSecret: UserPoolOperation<'DeleteUserPoolClientSecret'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const row = await environment.engine.write(() =>
    changeClient(pool.id, input.ClientId, environment.now(), stored => {
      const { secrets } = clientOf(stored)
      const kept = secrets.filter(secret => secret.id !== input.ClientSecretId)
      if (kept.length === secrets.length) throw resourceNotFound('Client secret does not exist.')
      if (kept.length === 0) throw limitExceeded('The only secret of a client cannot be deleted.')
      return { sealed_secrets: JSON.stringify(kept) }
    }),
  )
  if (!row) throw errors.clientNotFound(input.ClientId)
  return {}
}
