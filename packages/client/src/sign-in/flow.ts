import type { ChallengeName } from '@latchkey/protocol'
import { poolNameOf, type SrpKeyPair } from '@latchkey/protocol/srp'
import type { RespondToAuthChallengeResponse } from '@latchkey/protocol/user-pools'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { request } from '../transport/request.ts'
import { isCurrent } from './attempt.ts'
import { challengeResult } from './challenge-result.ts'
import { complete } from './complete.ts'
import type { AnsweredStep } from './features.ts'
import { setChallenge } from './open-challenge.ts'
import { proveBySrp } from './srp-proof.ts'
import type { SignInFlow, SignInResult } from './types.ts'

/**
 * Takes the service's answer and goes on: to tokens, through steps that the person has no part in, or to a
 * challenge that waits for `confirmSignIn`.
 */
export async function advance(
  client: Client,
  attempt: number,
  flow: SignInFlow,
  keyPair: SrpKeyPair | undefined,
  answer: RespondToAuthChallengeResponse,
): Promise<SignInResult> {
  const {
    AuthenticationResult: result,
    ChallengeName: name,
    ChallengeParameters: parameters = {},
    Session,
  } = answer
  const { USER_ID_FOR_SRP, USERNAME } = parameters
  if (typeof result?.AccessToken === 'string') return complete(client, attempt, flow, result)
  if (!name) throw failure('unknown', 'an answer with neither tokens nor challenge')
  const known = { ...flow, username: USER_ID_FOR_SRP ?? USERNAME ?? flow.username }
  const step =
    name === 'PASSWORD_VERIFIER' && keyPair
      ? await provePassword(client, known, keyPair, parameters)
      : await client.features.answers?.[name]?.(client, {
          name,
          session: Session,
          parameters,
          flow: known,
          keyPair,
        })
  if (step) {
    const next = await respond(client, known, name, step.session ?? Session, step.responses)
    return advance(client, attempt, known, step.keyPair, next)
  }
  const availableChallenges = answer.AvailableChallenges as ChallengeName[] | undefined
  // The password has done its work: it is not kept while the person looks for a code.
  const flowKept = { ...known, secondFactor: known.password !== undefined, password: undefined }
  const kept = { name, session: Session, parameters, availableChallenges, flow: flowKept }
  if (isCurrent(client, attempt)) setChallenge(client, kept)
  return challengeResult(kept)
}

/** Answers a challenge. */
export async function respond(
  client: Client,
  { username, clientMetadata }: SignInFlow,
  name: ChallengeName,
  session: string | undefined,
  responses: Readonly<Record<string, string>>,
): Promise<RespondToAuthChallengeResponse> {
  return request(client, 'userPool', 'RespondToAuthChallenge', {
    ChallengeName: name,
    ClientId: client.configuration?.userPool?.clientId ?? '',
    ChallengeResponses: {
      USERNAME: username,
      ...responses,
      ...(await client.features.secretHash?.(client, username)),
    },
    Session: session,
    ClientMetadata: clientMetadata,
  })
}

/** Proves the password, as the device that this is. */
async function provePassword(
  client: Client,
  { username, password = '' }: SignInFlow,
  keyPair: SrpKeyPair,
  parameters: Readonly<Record<string, string>>,
): Promise<AnsweredStep> {
  const poolName = poolNameOf(client.configuration?.userPool?.poolId ?? '')
  const proof = await proveBySrp(client, keyPair, { poolName, userId: username, password }, parameters)
  return { responses: { ...proof, ...(await client.features.devices?.parameters(client, username)) } }
}
