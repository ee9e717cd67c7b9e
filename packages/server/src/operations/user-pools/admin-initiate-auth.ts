import { begin } from '../../flow/dispatcher.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** AdminInitiateAuth. */
export const adminInitiateAuth: UserPoolOperation<'AdminInitiateAuth'> = async ({ environment }, input) => {
  const { pool, client } = await loadClientOfPool(environment, input.UserPoolId, input.ClientId)
  const context = { environment, pool, client, admin: true, clientMetadata: input.ClientMetadata }
  return await begin(context, input.AuthFlow, input.AuthParameters ?? {}, input.Session)
}
