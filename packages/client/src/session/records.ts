/** What is kept in storage: one record for the session, one for the identity. Both carry a version. */
import { type Configuration, parseObject } from '@latchkey/protocol'
import { AWSMobileClientError } from '../errors/error.ts'
import { setChallenge } from '../sign-in/open-challenge.ts'
import type { Client } from './client.ts'
import type { Provider } from './machine.ts'
import type { FederatedLogin, HostedLogin, Session, TokenStrings } from './session.ts'

export interface SessionRecord {
  readonly version: 1
  /** The user pool and app client that the tokens belong to. */
  readonly pool: string
  readonly provider: Exclude<Provider, 'none'>
  readonly username: string
  readonly usernameTyped?: string | undefined
  /** Absent once the service refused them: the person has to sign in again. */
  readonly tokens?: TokenStrings | undefined
  /** When the tokens end, milliseconds by the service's clock. */
  readonly expiration?: number | undefined
  readonly leeway: number
  readonly clockOffset: number
  readonly federation?: FederatedLogin | undefined
  readonly hosted?: HostedLogin | undefined
}

/** Whether the person need not sign in again, as far as is known here. */
export function isProven({ tokens, federation }: SessionRecord | Session): boolean {
  return (tokens ?? federation?.token) !== undefined
}

export interface IdentityRecord {
  readonly version: 1
  readonly pool: string
  readonly identityPool: string
  readonly identityId: string
}

/** The user pool's part in records; empty without one. */
export function poolKey({ userPool }: Configuration): string {
  return userPool ? `${userPool.poolId}#${userPool.clientId}` : ''
}

type RecordName = 'session' | 'identity'

/** What all keys of a client begin with. */
export function namespaceOf(client: Client): string {
  const { userPool, identityPool } = client.configuration ?? {}
  return `latchkey.${client.options.namespace ?? `${userPool?.clientId ?? ''}.${identityPool?.poolId ?? ''}`}`
}

/** The key that a record is stored under. */
export function recordKey(client: Client, name: RecordName): string {
  return `${namespaceOf(client)}.${name}`
}

/** A record of this version, from its text. */
export function parseRecord<Kept extends { readonly version: 1 }>(text: string): Kept | undefined {
  const kept = parseObject(text)
  return kept?.version === 1 ? (kept as unknown as Kept) : undefined
}

/**
 * Reads a record.
 *
 * @returns `null` where there is none, `undefined` where there is one that this version cannot read
 * @throws AWSMobileClientError `storage` when the storage fails: that is not the same as nothing being there
 */
export async function readRecord<Kept extends SessionRecord | IdentityRecord>(
  client: Client,
  name: RecordName,
): Promise<Kept | null | undefined> {
  try {
    const text = await client.storage?.get(recordKey(client, name))
    return text === undefined ? null : parseRecord<Kept>(text)
  } catch (cause) {
    throw new AWSMobileClientError('storage', 'The storage could not be read', { cause, retryable: true })
  }
}

/**
 * Writes a record, or deletes it, after all writes before it. The session in memory goes on if the storage fails.
 *
 * @param replaces writes only where a record is: what another tab has deleted does not come back
 * @returns whether the storage took it, or that there was no record to replace
 */
function write(
  client: Client,
  name: RecordName,
  kept: SessionRecord | IdentityRecord | undefined,
  replaces = false,
): Promise<boolean | 'gone'> {
  const key = recordKey(client, name)
  const job = client.writing.then(async () => {
    try {
      if (replaces && (await client.storage?.get(key).catch(() => '')) === undefined) return 'gone'
      await (kept ? client.storage?.set(key, JSON.stringify(kept)) : client.storage?.delete(key))
      if (name === 'session') client.announce?.()
      return true
    } catch (cause) {
      client.platform.report(new AWSMobileClientError('storage', `The ${name} was not stored`, { cause }))
      return false
    }
  })
  client.writing = job
  return job
}

/**
 * Stores the session as it is in memory.
 *
 * @param renewed the session went on; where its record has vanished meanwhile, nothing is written
 * @returns whether the record had vanished
 */
export async function storeSession(client: Client, renewed = false): Promise<boolean> {
  const { session, configuration, clockOffset } = client
  if (!session || !configuration) return false
  const { tokens, ...rest } = session
  const kept: SessionRecord = {
    version: 1,
    pool: poolKey(configuration),
    ...rest,
    clockOffset,
    tokens: tokens && {
      idToken: tokens.idToken?.tokenString,
      accessToken: tokens.accessToken.tokenString,
      refreshToken: tokens.refreshToken?.tokenString,
    },
    expiration: tokens?.expiration.getTime(),
  }
  const taken = await write(client, 'session', kept, renewed && client.stored)
  client.stored = taken === true
  return taken === 'gone'
}

/** Stores the identity id as it is in memory, or forgets it. */
export async function storeIdentity(client: Client): Promise<void> {
  const { identityId, configuration } = client
  const identityPool = configuration?.identityPool?.poolId
  const kept: IdentityRecord | undefined =
    identityId && configuration && identityPool
      ? { version: 1, pool: poolKey(configuration), identityPool, identityId }
      : undefined
  await write(client, 'identity', kept)
}

/**
 * Forgets everything about the person, in memory at once.
 *
 * @param elsewhere another tab has cleared the storage: what is there by now is not this tab's to delete
 */
export function eraseSession(client: Client, elsewhere: boolean): void {
  client.session = undefined
  client.identityId = undefined
  client.credentials = undefined
  client.confirmed = undefined
  setChallenge(client, undefined)
  client.stored = false
  if (elsewhere) return
  void eraseRecord(client)
  void storeIdentity(client)
}

/** Deletes the stored session alone. */
export async function eraseRecord(client: Client): Promise<void> {
  client.stored = false
  await write(client, 'session', undefined)
}
