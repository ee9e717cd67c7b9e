import { createHash, createPrivateKey, createSecretKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK, type JWK } from 'jose'
import type { PoolKeyRow } from '../store/schema.ts'
import { StoreError } from '../store/store-error.ts'
import type { Engine } from '../store/unit.ts'
import { createFirstKey, createNextKey, readKeys } from '../store/units/keys.ts'
import { deriveKey, seal, sealNonceLength, unseal } from './seal.ts'

const generate = promisify(generateKeyPair)

/** What a signing key is for; Cognito signs id tokens, access tokens and SAML requests with different keys. */
export type SigningUse = 'id' | 'access' | 'saml'

export interface SigningKey {
  readonly keyId: string
  readonly privateKey: KeyObject
  readonly publicJwk: JWK
}

/** The secrets of one pool, each for one use, derived from the pool's data key. */
export interface PoolSecrets {
  /** Seals passwords, client secrets and TOTP secrets at rest. */
  readonly records: KeyObject
  /** Seals challenge sessions and secret blocks in clients' hands. */
  readonly sessions: KeyObject
  /** Keys the hashes of codes. */
  readonly codes: Buffer
  /** Makes up stable answers for users that do not exist. */
  readonly decoys: Buffer
  /** Makes refresh tokens. */
  readonly refreshTokens: KeyObject
}

/** The keys of a pool for one use. */
interface SigningKeys {
  /** Signs from now on. */
  readonly current: SigningKey
  /** All that may have signed a token which has not expired, the current one first. */
  readonly published: readonly JWK[]
  /** When they were read, in milliseconds. */
  readonly readAt: number
  readonly newestAt: number
}

/** The longest life of a token is a day; its key is published for another hour, for clocks that are late. */
const overlapMilliseconds = 25 * 3_600_000
/** How long a node may go on without hearing that another one rotated a key. */
const rereadMilliseconds = 60_000
/** How often a key id that is not known may lead to a look into the database. */
const pauseMilliseconds = 1000

interface Ports {
  readonly engine: Engine
  readonly rootKey: Uint8Array
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
}

/**
 * A pool's keys, made at first need and sealed at rest by the root key; opened ones are kept in memory.
 */
export class PoolKeys {
  readonly #ports: Ports
  readonly #secrets = new Map<string, Promise<PoolSecrets>>()
  readonly #signing = new Map<string, Promise<SigningKeys>>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** The pool's secrets. */
  secrets(poolId: string): Promise<PoolSecrets> {
    return remember(this.#secrets, poolId, async () => {
      const row = await this.#firstKey(poolId, 'data', async () => ({
        keyId: Buffer.from(this.#ports.random(9)).toString('base64url'),
        secret: Buffer.from(this.#ports.random(32)),
        publicJwk: '',
      }))
      const secret = this.#open(row)
      return {
        records: createSecretKey(deriveKey(secret, 'records')),
        sessions: createSecretKey(deriveKey(secret, 'sessions')),
        codes: deriveKey(secret, 'codes'),
        decoys: deriveKey(secret, 'decoys'),
        refreshTokens: createSecretKey(deriveKey(secret, 'refresh tokens')),
      }
    })
  }

  /** The pool's key that signs now for one use: RSA of 2048 bits, for RS256. */
  async signingKey(poolId: string, use: SigningUse): Promise<SigningKey> {
    return (await this.#signingKeys(poolId, use, rereadMilliseconds)).current
  }

  /**
   * The public keys of a pool, as its JWKS document has them (RFC 7517): those that sign, and those that did as long
   * as a token of theirs may live.
   */
  async publicKeys(poolId: string): Promise<JWK[]> {
    const keys = await Promise.all([
      this.#signingKeys(poolId, 'id', pauseMilliseconds),
      this.#signingKeys(poolId, 'access', pauseMilliseconds),
    ])
    return keys.flatMap(({ published }) => published)
  }

  /** The public key of a token's `kid` for one use; `undefined` when the pool never had it, or not any more. */
  async publicKey(poolId: string, use: SigningUse, keyId: string | undefined): Promise<JWK | undefined> {
    if (keyId === undefined) return undefined
    const find = async (staleAfter: number) =>
      (await this.#signingKeys(poolId, use, staleAfter)).published.find(key => key.kid === keyId)
    return (await find(rereadMilliseconds)) ?? (await find(pauseMilliseconds))
  }

  /**
   * Gives a pool new signing keys. Tokens that were signed before stay good until they expire.
   *
   * @param olderThan only keys made before this time, in milliseconds; several nodes may ask at once, and one does it
   * @returns whether there are new keys
   */
  async rotate(poolId: string, olderThan: number = Number.MAX_SAFE_INTEGER): Promise<boolean> {
    let rotated = false
    for (const use of ['id', 'access'] as const) {
      const { newestAt } = await this.#signingKeys(poolId, use, 0)
      if (newestAt >= olderThan) continue
      const row = this.#sealed(poolId, `sign-${use}`, await createSigningKey())
      rotated = (await this.#ports.engine.write(() => createNextKey(row, newestAt))) || rotated
      this.#signing.delete(`${poolId} ${use}`)
    }
    return rotated
  }

  /**
   * Sees whether the root key is the one that this database was sealed by.
   *
   * @throws StoreError `rootKeyInvalid`
   */
  async checkRootKey(): Promise<void> {
    try {
      await this.secrets('server')
    } catch (cause) {
      if (!(cause instanceof UnsealError)) throw cause
      throw new StoreError(
        'rootKeyInvalid',
        'The root key is not the one that this database was sealed by: nothing in it can be opened. ' +
          'Bring back the key, or restore a backup together with its own.',
        { cause },
      )
    }
  }

  /** Forgets the keys of a pool that was deleted. */
  forget(poolId: string): void {
    this.#secrets.delete(poolId)
    for (const use of ['id', 'access', 'saml']) this.#signing.delete(`${poolId} ${use}`)
  }

  #signingKeys(poolId: string, use: SigningUse, staleAfter: number): Promise<SigningKeys> {
    const name = `${poolId} ${use}`
    const known = this.#signing.get(name)
    const load = () => remember(this.#signing, name, () => this.#readSigningKeys(poolId, use))
    if (!known) return load()
    return known.then(keys => {
      if (this.#ports.now() - keys.readAt < staleAfter) return keys
      // Whoever comes first reads anew; the others find what that one put there.
      if (this.#signing.get(name) === known) this.#signing.delete(name)
      return load()
    })
  }

  async #readSigningKeys(poolId: string, use: SigningUse): Promise<SigningKeys> {
    const { engine, now } = this.#ports
    const readAt = now()
    const purpose = `sign-${use}`
    let rows = await engine.read(() => readKeys(poolId, purpose))
    if (rows.length === 0) rows = [await this.#firstKey(poolId, purpose, createSigningKey)]
    const [newest] = rows
    if (!newest) throw new Error(`There is no key of ${poolId} for ${use}.`)
    const published = rows
      // Each but the newest was replaced when the one before it in this list was made.
      .filter((_, index) => index === 0 || readAt < (rows[index - 1]?.created_at ?? 0) + overlapMilliseconds)
      .map(row => JSON.parse(row.public_jwk) as JWK)
    const current = {
      keyId: newest.key_id,
      privateKey: createPrivateKey(this.#open(newest).toString('utf8')),
      publicJwk: JSON.parse(newest.public_jwk) as JWK,
    }
    return { current, published, readAt, newestAt: newest.created_at }
  }

  async #firstKey(poolId: string, purpose: string, create: () => Promise<KeyMaterial>): Promise<PoolKeyRow> {
    const { engine } = this.#ports
    const [existing] = await engine.read(() => readKeys(poolId, purpose))
    if (existing) return existing
    const row = this.#sealed(poolId, purpose, await create())
    return await engine.write(() => createFirstKey(row))
  }

  #sealed(poolId: string, purpose: string, { keyId, secret, publicJwk }: KeyMaterial): PoolKeyRow {
    const { rootKey, now, random } = this.#ports
    const context = `pool key ${poolId} ${purpose} ${keyId}`
    return {
      pool_id: poolId,
      purpose,
      key_id: keyId,
      sealed: seal(rootKey, context, secret, random(sealNonceLength)).toString('base64'),
      public_jwk: publicJwk,
      created_at: now(),
    }
  }

  #open(row: PoolKeyRow): Buffer {
    const context = `pool key ${row.pool_id} ${row.purpose} ${row.key_id}`
    const secret = unseal(this.#ports.rootKey, context, Buffer.from(row.sealed, 'base64'))
    if (!secret) {
      throw new UnsealError(
        `The key ${row.key_id} of ${row.pool_id} cannot be opened: the root key is not the one it was sealed by.`,
      )
    }
    return secret
  }
}

interface KeyMaterial {
  readonly keyId: string
  readonly secret: Buffer
  readonly publicJwk: string
}

/** A key of the database that the root key does not open. */
class UnsealError extends Error {
  override readonly name = 'UnsealError'
}

async function createSigningKey(): Promise<KeyMaterial> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 })
  const jwk = await exportJWK(publicKey)
  // Cognito's key ids are 44 characters of base64: here, those of a digest of the modulus.
  const keyId = createHash('sha256')
    .update(jwk.n ?? '')
    .digest('base64')
  return {
    keyId,
    secret: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string),
    publicJwk: JSON.stringify({ alg: 'RS256', e: jwk.e, kid: keyId, kty: jwk.kty, n: jwk.n, use: 'sig' }),
  }
}

/** One computation per key, shared by all who ask; a failed one is not kept. */
function remember<T>(map: Map<string, Promise<T>>, key: string, compute: () => Promise<T>): Promise<T> {
  const known = map.get(key)
  if (known) return known
  const computed = compute()
  map.set(key, computed)
  computed.catch(() => map.delete(key))
  return computed
}
