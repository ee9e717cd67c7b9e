import { answer } from '../../flow/dispatcher.ts'
import { loadClient, type UserPoolOperation } from './load.ts'

/** RespondToAuthChallenge. */
export const respondToAuthChallenge: UserPoolOperation<'RespondToAuthChallenge'> = async (
  { environment },
  input,
) => {
  const { pool, client } = await loadClient(environment, input.ClientId)
  const context = { environment, pool, client, admin: false, clientMetadata: input.ClientMetadata }
  return await answer(context, input.ChallengeName, input.ChallengeResponses ?? {}, input.Session)
}
