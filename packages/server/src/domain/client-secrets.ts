import type { ClientSecretDescriptorType } from '@latchkey/protocol/user-pools'
import { type Environment, randomText } from '../environment.ts'
import { seal, sealNonceLength, unseal } from '../keys/seal.ts'
import type { SealedClientSecret, UserPoolClient } from './user-pool.ts'

/** How many secrets a client may have at a time, so that one can be rotated (AddUserPoolClientSecret). */
export const secretsPerClient = 2

const contextOf = (poolId: string, clientId: string) => `client secret ${poolId} ${clientId}`

/** A new client secret: 51 lower-case letters and digits, as Cognito's are. */
export function newClientSecret({ random }: Environment): string {
  return randomText(random, 'abcdefghijklmnopqrstuvwxyz0123456789', 51)
}

export async function sealClientSecret(
  environment: Environment,
  poolId: string,
  clientId: string,
  secret: string,
): Promise<SealedClientSecret> {
  const { records } = await environment.keys.secrets(poolId)
  const nonce = environment.random(sealNonceLength)
  const addedAt = environment.now()
  return {
    id: `${clientId}--${addedAt}`,
    addedAt,
    sealed: seal(records, contextOf(poolId, clientId), Buffer.from(secret), nonce).toString('base64'),
  }
}

/** All secrets of a client in the clear, the oldest first; none for a public client. */
export async function openClientSecrets(environment: Environment, client: UserPoolClient): Promise<string[]> {
  if (client.secrets.length === 0) return []
  const { records } = await environment.keys.secrets(client.poolId)
  return client.secrets.map(({ sealed }) => {
    const secret = unseal(records, contextOf(client.poolId, client.id), Buffer.from(sealed, 'base64'))
    if (!secret) throw new Error('A client secret cannot be opened with the key of its pool.')
    return secret.toString('utf8')
  })
}

/** The secret that DescribeUserPoolClient shows: the oldest, or `undefined` for a public client. */
export async function openClientSecret(
  environment: Environment,
  client: UserPoolClient,
): Promise<string | undefined> {
  return (await openClientSecrets(environment, client))[0]
}

/** A secret as the operations list it: never its value. */
export function describeSecret({ id, addedAt }: SealedClientSecret): ClientSecretDescriptorType {
  return { ClientSecretId: id, ClientSecretCreateDate: addedAt / 1000 }
}
