import { randomBytes } from 'node:crypto'
import {
  createSrpKeyPair,
  poolNameOf,
  proveSrpPassword,
  type SrpKeyPair,
  srpTimestamp,
} from '@latchkey/protocol/srp'
import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { type Answer, send } from './wire.ts'

/** The parameters of a `PASSWORD_VERIFIER` challenge. */
export interface PasswordVerifierParameters {
  readonly SALT: string
  readonly SRP_B: string
  readonly SECRET_BLOCK: string
  readonly USERNAME: string
  readonly USER_ID_FOR_SRP: string
}

/** The first half of an exchange: what we chose, and what the server asks. */
export interface Begun {
  readonly keyPair: SrpKeyPair
  readonly session: unknown
  readonly parameters: PasswordVerifierParameters
}

/** Where an exchange takes place. */
export interface Place {
  readonly url: string
  readonly userPoolId: string
  readonly clientId: string
}

/** Sends A; fails when no challenge comes back. */
export async function begin(place: Place, username: string): Promise<Begun> {
  const keyPair = await createSrpKeyPair(nodeSrpEngine, randomBytes(32))
  const answer = await initiate(place, username, keyPair.publicValue.toString(16))
  if (answer.body['ChallengeName'] !== 'PASSWORD_VERIFIER') {
    throw new Error(`Expected a challenge, got ${JSON.stringify(answer)}.`)
  }
  return {
    keyPair,
    session: answer.body['Session'],
    parameters: answer.body['ChallengeParameters'] as PasswordVerifierParameters,
  }
}

/** Sends any text as `SRP_A`. */
export function initiate({ url, clientId }: Place, username: string, A: string): Promise<Answer> {
  const AuthParameters = { USERNAME: username, SRP_A: A }
  return send(url, 'InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
}

/** The answers that prove a password. */
export async function prove(
  { userPoolId }: Place,
  { keyPair, parameters }: Begun,
  password: string,
): Promise<Record<string, string>> {
  const timestamp = srpTimestamp(Date.now())
  const identity = { poolName: poolNameOf(userPoolId), userId: parameters.USER_ID_FOR_SRP, password }
  const proof = await proveSrpPassword(nodeSrpEngine, keyPair, identity, parameters, timestamp)
  if (proof.outcome !== 'proven') throw new Error(`The challenge is ${proof.outcome}.`)
  return {
    USERNAME: parameters.USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: proof.signature,
    TIMESTAMP: timestamp,
  }
}

/** Sends answers to a challenge. */
export function respond(
  { url, clientId }: Place,
  { session }: Pick<Begun, 'session'>,
  ChallengeResponses: Record<string, string>,
  ChallengeName = 'PASSWORD_VERIFIER',
): Promise<Answer> {
  return send(url, 'RespondToAuthChallenge', {
    ClientId: clientId,
    ChallengeName,
    ...(session === undefined ? {} : { Session: session }),
    ChallengeResponses,
  })
}

/** A whole sign-in. */
export async function signInBySrp(place: Place, username: string, password: string): Promise<Answer> {
  const begun = await begin(place, username)
  return respond(place, begun, await prove(place, begun, password))
}
