import { checkClientConfiguration } from '../../domain/check-client-configuration.ts'
import { checkClientOAuth } from '../../domain/check-client-oauth.ts'
import { checkClientProviders } from '../../domain/client-providers.ts'
import { openClientSecret } from '../../domain/client-secrets.ts'
import { describeClient } from '../../domain/describe-user-pool.ts'
import { clientOf } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { changeClient, readClient } from '../../store/units/clients.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** UpdateUserPoolClient: what is not given goes back to its default, as at Amazon. */
export const updateUserPoolClient: UserPoolOperation<'UpdateUserPoolClient'> = async (
  { environment },
  input,
) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const { UserPoolId, ClientId, ClientName, ...configuration } = input
  checkClientConfiguration(pool, configuration)
  const present = await environment.engine.read(() => readClient(UserPoolId, ClientId))
  if (!present) throw errors.clientNotFound(ClientId)
  await checkClientProviders(environment, UserPoolId, configuration)
  await checkClientOAuth(environment, UserPoolId, configuration, clientOf(present).secrets.length > 0)
  const row = await environment.engine.write(() =>
    changeClient(UserPoolId, ClientId, environment.now(), stored => ({
      name: ClientName ?? stored.name,
      configuration: JSON.stringify(configuration),
    })),
  )
  if (!row) throw errors.clientNotFound(ClientId)
  const client = clientOf(row)
  return { UserPoolClient: describeClient(client, await openClientSecret(environment, client)) }
}
