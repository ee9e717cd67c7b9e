import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Environment, randomText } from '../environment.ts'
import { errors } from '../errors.ts'
import { seal, sealNonceLength, unseal } from '../keys/seal.ts'
import type { UserPoolClient } from './user-pool.ts'

const contextOf = (poolId: string, clientId: string) => `client secret ${poolId} ${clientId}`

/** A new client secret: 51 lower-case letters and digits, as Cognito's are. */
export function newClientSecret({ random }: Environment): string {
  return randomText(random, 'abcdefghijklmnopqrstuvwxyz0123456789', 51)
}

/** Seals a new client's secret. */
export async function sealClientSecret(
  environment: Environment,
  poolId: string,
  clientId: string,
  secret: string,
): Promise<string> {
  const { records } = await environment.keys.secrets(poolId)
  const nonce = environment.random(sealNonceLength)
  return seal(records, contextOf(poolId, clientId), Buffer.from(secret), nonce).toString('base64')
}

/** A client's secret in the clear, or `undefined` for a public client. */
export async function openClientSecret(
  environment: Environment,
  client: UserPoolClient,
): Promise<string | undefined> {
  if (client.sealedSecret === '') return undefined
  const { records } = await environment.keys.secrets(client.poolId)
  const secret = unseal(
    records,
    contextOf(client.poolId, client.id),
    Buffer.from(client.sealedSecret, 'base64'),
  )
  if (!secret) throw new Error('A client secret cannot be opened with the key of its pool.')
  return secret.toString('utf8')
}

function equal(one: string, other: string): boolean {
  const left = Buffer.from(one)
  const right = Buffer.from(other)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Base64(HMAC-SHA256(client secret, user name ‖ client id)). */
function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac('sha256', secret).update(`${username}${clientId}`).digest('base64')
}

/**
 * Demands SECRET_HASH of clients that have a secret.
 *
 * @param usernames the names that the hash may be made with
 * @param acceptPlain also takes the secret itself, as the iOS SDK sends it when it refreshes
 * @throws ServiceError `NotAuthorizedException`
 */
export async function checkSecretHash(
  environment: Environment,
  client: UserPoolClient,
  usernames: readonly string[],
  hash: string | undefined,
  acceptPlain = false,
): Promise<void> {
  const secret = await openClientSecret(environment, client)
  if (secret === undefined) return
  if (!hash) throw errors.secretHashMissing(client.id)
  const accepted = usernames.map(username => secretHash(secret, username, client.id))
  if (acceptPlain) accepted.push(secret)
  // Every candidate is compared, so that the time tells nothing of which one fits.
  if (!accepted.map(candidate => equal(candidate, hash)).includes(true)) {
    throw errors.secretHashWrong(client.id)
  }
}

/** Whether a plain client secret is the client's; true for a public client that sends none. */
export async function matchesClientSecret(
  environment: Environment,
  client: UserPoolClient,
  presented: string | undefined,
): Promise<boolean> {
  const secret = await openClientSecret(environment, client)
  return secret === undefined ? true : equal(secret, presented ?? '')
}
