import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { exportJWK, type JWK } from 'jose'
import { deriveKey, seal, sealNonceLength, unseal } from '../../keys/seal.ts'
import { signJwt } from '../../keys/sign-jwt.ts'
import { simulatorTokenPrefix } from '../../ports/simulator-tokens.ts'
import type { SimulatedPerson } from './person.ts'

interface Ports {
  readonly serverSecret: Uint8Array
  readonly random: (length: number) => Uint8Array
  readonly now: () => number
}

export type SimulatedUse = 'code' | 'access' | 'refresh'

/** What an opaque token of the simulator stands for. */
export interface SimulatedGrant {
  readonly provider: string
  readonly clientId: string
  readonly person: SimulatedPerson
  readonly redirectUri?: string | undefined
  readonly codeChallenge?: string | undefined
  readonly nonce?: string | undefined
}

const lifetimes: Readonly<Record<SimulatedUse, number>> = {
  code: 300_000,
  access: 3_600_000,
  refresh: 30 * 86_400_000,
}

/** The tokens of the simulator: opaque ones are sealed and keep nothing here; id tokens have a key of their own. */
export class SimulatedTokens {
  readonly #ports: Ports
  readonly #sealKey: Buffer
  readonly #usedCodes = new Set<string>()
  #privateKey: KeyObject | undefined

  constructor(ports: Ports) {
    this.#ports = ports
    this.#sealKey = deriveKey(ports.serverSecret, 'simulator')
  }

  /** @param lifetime milliseconds */
  issue(use: SimulatedUse, grant: SimulatedGrant, lifetime = lifetimes[use]): string {
    const content = JSON.stringify({ ...grant, expiresAt: this.#ports.now() + lifetime })
    const sealed = seal(this.#sealKey, use, Buffer.from(content), this.#ports.random(sealNonceLength))
    return `${simulatorTokenPrefix}${grant.provider}-${sealed.toString('base64url')}`
  }

  /** What a token stands for; `undefined` for one of another provider, an expired one, and a code's second use. */
  read(use: SimulatedUse, provider: string, token: string): SimulatedGrant | undefined {
    const prefix = `${simulatorTokenPrefix}${provider}-`
    if (!token.startsWith(prefix)) return undefined
    const content = unseal(this.#sealKey, use, Buffer.from(token.slice(prefix.length), 'base64url'))
    if (!content) return undefined
    const { expiresAt, ...grant } = JSON.parse(content.toString()) as SimulatedGrant & { expiresAt: number }
    if (this.#ports.now() >= expiresAt) return undefined
    if (use === 'code') {
      if (this.#usedCodes.has(token)) return undefined
      this.#usedCodes.add(token)
    }
    return grant
  }

  /** An id token (OpenID Connect Core, 2), for an hour. */
  async idToken(
    issuer: string,
    { clientId, person, nonce }: SimulatedGrant,
    lifetime = 3_600_000,
  ): Promise<string> {
    const seconds = Math.floor(this.#ports.now() / 1000)
    return signJwt(await this.#signingKey(), {
      iss: issuer,
      aud: clientId,
      sub: person.subject,
      email: person.email,
      email_verified: true,
      name: person.name,
      iat: seconds,
      exp: seconds + Math.floor(lifetime / 1000),
      ...(nonce === undefined ? {} : { nonce }),
    })
  }

  async publicKeys(): Promise<{ keys: JWK[] }> {
    const { keyId, publicJwk } = await this.#signingKey()
    return { keys: [{ ...publicJwk, kid: keyId, alg: 'RS256', use: 'sig' }] }
  }

  get privateKey(): KeyObject {
    this.#privateKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    return this.#privateKey
  }

  async #signingKey() {
    const publicJwk = await exportJWK(createPublicKey(this.privateKey))
    return { keyId: 'latchkey-simulator', privateKey: this.privateKey, publicJwk }
  }
}
