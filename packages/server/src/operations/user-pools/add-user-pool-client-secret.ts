import {
  describeSecret,
  newClientSecret,
  sealClientSecret,
  secretsPerClient,
} from '../../domain/client-secrets.ts'
import { limitExceeded } from '../../domain/resource.ts'
import { clientOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changeClient } from '../../store/units/clients.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** AddUserPoolClientSecret: the value is shown once, and only where it was made up here. */
export const addUserPoolClientSecret: UserPoolOperation<'AddUserPoolClientSecret'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const value = input.ClientSecret ?? newClientSecret(environment)
  const added = await sealClientSecret(environment, pool.id, input.ClientId, value)
  const row = await environment.engine.write(() =>
    changeClient(pool.id, input.ClientId, environment.now(), stored => {
      const { secrets } = clientOf(stored)
      if (secrets.length === 0)
        throw errors.invalidParameter('A client without a secret cannot be given one.')
      if (secrets.length >= secretsPerClient) {
        throw limitExceeded(`A client can have at most ${secretsPerClient} secrets.`)
      }
      if (secrets.some(secret => secret.id === added.id)) {
        throw errors.invalidParameter('A secret was added at the same moment.')
      }
      return { sealed_secrets: JSON.stringify([...secrets, added]) }
    }),
  )
  if (!row) throw errors.clientNotFound(input.ClientId)
  const shown = input.ClientSecret === undefined ? { ClientSecretValue: value } : {}
  return { ClientSecretDescriptor: { ...describeSecret(added), ...shown } }
}
