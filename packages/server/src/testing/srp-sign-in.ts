import { createSrpKeyPair, poolNameOf, proveSrpPassword } from '@latchkey/protocol/srp'
import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import type { RespondToAuthChallengeRequest } from '@latchkey/protocol/user-pools'
import { fixedRandom } from './random.ts'
import type { TestServer } from './test-server.ts'

/** Begins an SRP sign-in and works out the answer, without sending it. */
export async function answerSrp(
  test: TestServer,
  ids: { readonly userPoolId: string; readonly clientId: string },
  username: string,
  password: string,
  secretHash?: string,
  flow: { AuthFlow: 'USER_SRP_AUTH' | 'CUSTOM_AUTH'; CHALLENGE_NAME?: string } = {
    AuthFlow: 'USER_SRP_AUTH',
  },
) {
  const pair = await createSrpKeyPair(nodeSrpEngine, fixedRandom(32))
  const hash = secretHash === undefined ? {} : { SECRET_HASH: secretHash }
  const begun = await test.userPools('InitiateAuth', {
    ClientId: ids.clientId,
    AuthFlow: flow.AuthFlow,
    AuthParameters: {
      USERNAME: username,
      SRP_A: pair.publicValue.toString(16),
      ...hash,
      ...(flow.CHALLENGE_NAME ? { CHALLENGE_NAME: flow.CHALLENGE_NAME } : {}),
    },
  })
  const challenge = begun.ChallengeParameters ?? {}
  const userId = challenge['USER_ID_FOR_SRP'] ?? ''
  const identity = { poolName: poolNameOf(ids.userPoolId), userId, password }
  const timestamp = 'Sat Nov 7 08:09:05 UTC 2026'
  const proof = await proveSrpPassword(nodeSrpEngine, pair, identity, challenge as never, timestamp)
  if (proof.outcome !== 'proven') throw new Error(`No proof could be made: ${proof.outcome}.`)
  const request: RespondToAuthChallengeRequest = {
    ClientId: ids.clientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: {
      USERNAME: userId,
      PASSWORD_CLAIM_SECRET_BLOCK: challenge['SECRET_BLOCK'] ?? '',
      PASSWORD_CLAIM_SIGNATURE: proof.signature,
      TIMESTAMP: timestamp,
      ...hash,
    },
  }
  return { challenge, request }
}

/** Signs in by SRP. */
export async function signInBySrp(
  test: TestServer,
  ids: { readonly userPoolId: string; readonly clientId: string },
  username: string,
  password: string,
) {
  const { request } = await answerSrp(test, ids, username, password)
  return await test.userPools('RespondToAuthChallenge', request)
}
