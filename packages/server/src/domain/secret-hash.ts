import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import { openClientSecrets } from './client-secrets.ts'
import type { UserPoolClient } from './user-pool.ts'

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
 * Demands SECRET_HASH of clients that have a secret; any of their secrets will do.
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
  const secrets = await openClientSecrets(environment, client)
  if (secrets.length === 0) return
  if (!hash) throw errors.secretHashMissing(client.id)
  const accepted = secrets.flatMap(secret => [
    ...usernames.map(username => secretHash(secret, username, client.id)),
    ...(acceptPlain ? [secret] : []),
  ])
  // Every candidate is compared, so that the time tells nothing of which one fits.
  if (!accepted.map(candidate => equal(candidate, hash)).includes(true)) {
    throw errors.secretHashWrong(client.id)
  }
}

/**
 * The SECRET_HASH that a client with a secret would send; `undefined` for a public client. For the server's own
 * pages, which stand in for the client.
 */
export async function secretHashFor(
  environment: Environment,
  client: UserPoolClient,
  username: string,
): Promise<string | undefined> {
  const [secret] = await openClientSecrets(environment, client)
  return secret === undefined ? undefined : secretHash(secret, username, client.id)
}

/** Whether a plain client secret is one of the client's; true for a public client that sends none. */
export async function matchesClientSecret(
  environment: Environment,
  client: UserPoolClient,
  presented: string | undefined,
): Promise<boolean> {
  const secrets = await openClientSecrets(environment, client)
  return secrets.length === 0 || secrets.map(secret => equal(secret, presented ?? '')).includes(true)
}
