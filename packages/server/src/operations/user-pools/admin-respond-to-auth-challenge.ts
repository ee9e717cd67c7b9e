import { answer } from '../../flow/dispatcher.ts'
import { loadClientOfPool, type UserPoolOperation } from './load.ts'

/** AdminRespondToAuthChallenge. */
export const adminRespondToAuthChallenge: UserPoolOperation<'AdminRespondToAuthChallenge'> = async (
  { environment },
  input,
) => {
  const { pool, client } = await loadClientOfPool(environment, input.UserPoolId, input.ClientId)
  const context = { environment, pool, client, admin: true, clientMetadata: input.ClientMetadata }
  return await answer(context, input.ChallengeName, input.ChallengeResponses ?? {}, input.Session)
}
