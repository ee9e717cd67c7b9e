import { begin } from '../../flow/dispatcher.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** InitiateAuth. */
export const initiateAuth: UserPoolOperation<'InitiateAuth'> = async ({ environment }, input) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  const context = { environment, pool, client, admin: false, clientMetadata: input.ClientMetadata }
  return await begin(context, input.AuthFlow, input.AuthParameters ?? {}, input.Session)
}
