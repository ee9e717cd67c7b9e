import { createHash, createPrivateKey, createSecretKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK, type JWK } from 'jose'
import type { PoolKeyRow } from '../store/schema.ts'
import type { Engine } from '../store/unit.ts'
import { createFirstKey, readKeys } from '../store/units/keys.ts'
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
  /** Derives a refresh token's successor. */
  readonly successors: Buffer
}

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
  readonly #signing = new Map<string, Promise<SigningKey>>()

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
        successors: deriveKey(secret, 'successors'),
      }
    })
  }

  /** The pool's key for one use: RSA of 2048 bits, for RS256. */
  signingKey(poolId: string, use: SigningUse): Promise<SigningKey> {
    return remember(this.#signing, `${poolId} ${use}`, async () => {
      const row = await this.#firstKey(poolId, `sign-${use}`, createSigningKey)
      const pem = this.#open(row).toString('utf8')
      return {
        keyId: row.key_id,
        privateKey: createPrivateKey(pem),
        publicJwk: JSON.parse(row.public_jwk) as JWK,
      }
    })
  }

  /** The public keys of a pool, as its JWKS document has them (RFC 7517). */
  async publicKeys(poolId: string): Promise<JWK[]> {
    const keys = await Promise.all([this.signingKey(poolId, 'id'), this.signingKey(poolId, 'access')])
    return keys.map(key => key.publicJwk)
  }

  /** Forgets the keys of a pool that was deleted. */
  forget(poolId: string): void {
    this.#secrets.delete(poolId)
    for (const use of ['id', 'access', 'saml']) this.#signing.delete(`${poolId} ${use}`)
  }

  async #firstKey(
    poolId: string,
    purpose: string,
    create: () => Promise<{ keyId: string; secret: Buffer; publicJwk: string }>,
  ): Promise<PoolKeyRow> {
    const { engine, rootKey, now, random } = this.#ports
    const [existing] = await engine.read(() => readKeys(poolId, purpose))
    if (existing) return existing
    const { keyId, secret, publicJwk } = await create()
    const context = `pool key ${poolId} ${purpose} ${keyId}`
    const row: PoolKeyRow = {
      pool_id: poolId,
      purpose,
      key_id: keyId,
      sealed: seal(rootKey, context, secret, random(sealNonceLength)).toString('base64'),
      public_jwk: publicJwk,
      created_at: now(),
    }
    return await engine.write(() => createFirstKey(row))
  }

  #open(row: PoolKeyRow): Buffer {
    const context = `pool key ${row.pool_id} ${row.purpose} ${row.key_id}`
    const secret = unseal(this.#ports.rootKey, context, Buffer.from(row.sealed, 'base64'))
    if (!secret) {
      throw new Error(
        `The key ${row.key_id} of ${row.pool_id} cannot be opened: the root key is not the one it was sealed by.`,
      )
    }
    return secret
  }
}

async function createSigningKey(): Promise<{ keyId: string; secret: Buffer; publicJwk: string }> {
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
