import type { ChallengeName } from '@latchkey/protocol'
import {
  poolNameOf,
  proveSrpPassword,
  type SrpChallenge,
  type SrpKeyPair,
  srpTimestamp,
} from '@latchkey/protocol/srp'
import type { RespondToAuthChallengeResponse } from '@latchkey/protocol/user-pools'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { request } from '../transport/request.ts'
import { isCurrent } from './attempt.ts'
import { challengeResult } from './challenge-result.ts'
import { complete } from './complete.ts'
import { userSecretHash } from './secret.ts'
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
  const { AuthenticationResult: result, ChallengeName: name, ChallengeParameters = {}, Session } = answer
  const { USER_ID_FOR_SRP, USERNAME } = ChallengeParameters
  if (typeof result?.AccessToken === 'string') return complete(client, attempt, flow, result)
  if (!name) throw failure('unknown', 'an answer with neither tokens nor challenge')
  const known = { ...flow, username: USER_ID_FOR_SRP ?? USERNAME ?? flow.username }
  if (name === 'PASSWORD_VERIFIER' && keyPair) {
    const proof = await provePassword(client, known, keyPair, ChallengeParameters)
    return advance(client, attempt, known, undefined, await respond(client, known, name, Session, proof))
  }
  // The password has done its work: it is not kept while the person looks for a code.
  const kept = { name, session: Session, flow: { ...known, password: undefined } }
  if (isCurrent(client, attempt)) client.challenge = kept
  return challengeResult(name, ChallengeParameters, known)
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
    ChallengeResponses: { USERNAME: username, ...responses, ...(await userSecretHash(client, username)) },
    Session: session,
    ClientMetadata: clientMetadata,
  })
}

async function provePassword(
  client: Client,
  { username, password = '' }: SignInFlow,
  keyPair: SrpKeyPair,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { srp, clock } = client.platform
  const poolName = poolNameOf(client.configuration?.userPool?.poolId ?? '')
  const challenge: SrpChallenge = { SALT: '', SRP_B: '', SECRET_BLOCK: '', ...parameters }
  const timestamp = srpTimestamp(clock.now() + client.clockOffset)
  const proof = await proveSrpPassword(
    srp,
    keyPair,
    { poolName, userId: username, password },
    challenge,
    timestamp,
  )
  if (proof.outcome !== 'proven') throw failure('unknown', `The service's SRP values: ${proof.outcome}`)
  return {
    PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: proof.signature,
    TIMESTAMP: timestamp,
  }
}
