import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, errors as joseErrors, jwtVerify } from 'jose'
import { type Upstream, UpstreamError } from './upstream.ts'

/** A provider's discovery document (OpenID Connect Discovery, 3), as far as it is used. */
export interface IssuerMetadata extends Readonly<Record<string, unknown>> {
  readonly issuer: string
  readonly jwks_uri: string
}

interface Known<T> {
  /** When it was asked for with success, in milliseconds. */
  readonly at: number
  /** When it was last asked for. */
  readonly askedAt: number
  readonly value: Promise<T>
}

interface KeySet {
  readonly keys: JSONWebKeySet
  readonly at: number
}

/** Documents of providers are asked again after an hour, and keys when a token names one that is not there … */
const documentMilliseconds = 3_600_000
/** … but neither more often than this: strangers choose the key ids of the tokens that they send. */
const pauseMilliseconds = 30_000

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** OpenID Connect providers by discovery, with their documents and keys kept. */
export class OpenIdIssuers {
  readonly #upstream: Upstream
  readonly #now: () => number
  readonly #metadata = new Map<string, Known<IssuerMetadata>>()
  readonly #keys = new Map<string, Known<KeySet>>()

  constructor(upstream: Upstream, now: () => number) {
    this.#upstream = upstream
    this.#now = now
  }

  /**
   * The discovery document of an issuer.
   *
   * @param issuer with or without a slash at the end; the document says which
   * @throws UpstreamError
   */
  metadata(issuer: string): Promise<IssuerMetadata> {
    const base = issuer.replace(/\/$/, '')
    return this.#kept(this.#metadata, base, documentMilliseconds, async () => {
      const document = await this.#json(`${base}/.well-known/openid-configuration`)
      const { issuer: named, jwks_uri } = document
      if (typeof named !== 'string' || named.replace(/\/$/, '') !== base || typeof jwks_uri !== 'string') {
        throw new UpstreamError('unreachable', `The discovery document of ${base} is not its own.`)
      }
      return { ...document, issuer: named, jwks_uri }
    })
  }

  /**
   * Verifies an id token: signature, `iss`, `exp` and `nbf`. The audience is left to the caller.
   *
   * @param issuers the first one is where the keys are found; others are aliases in `iss`
   * @throws UpstreamError when the provider cannot be asked
   * @throws joseErrors.JOSEError when the token does not prove what it says
   */
  async verify(token: string, issuer: string, aliases: readonly string[] = []): Promise<JWTPayload> {
    const metadata = await this.metadata(issuer)
    return await this.verifyWith(token, metadata.jwks_uri, [metadata.issuer, ...aliases])
  }

  /** As `verify`, with the address of the keys given. */
  async verifyWith(token: string, keysUrl: string, issuers: readonly string[]): Promise<JWTPayload> {
    const check = async ({ keys }: KeySet) => {
      const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
        algorithms,
        issuer: [...issuers],
        requiredClaims: ['sub', 'aud', 'exp'],
        currentDate: new Date(this.#now()),
      })
      return payload
    }
    const known = await this.#keySet(keysUrl, documentMilliseconds)
    try {
      return await check(known)
    } catch (cause) {
      if (!(cause instanceof joseErrors.JWKSNoMatchingKey)) throw cause
      const newer = await this.#keySet(keysUrl, pauseMilliseconds)
      if (newer.at === known.at) throw cause
      return await check(newer)
    }
  }

  #keySet(url: string, milliseconds: number): Promise<KeySet> {
    return this.#kept(this.#keys, url, milliseconds, async () => {
      const at = this.#now()
      const document = await this.#json(url)
      if (!Array.isArray(document['keys'])) {
        throw new UpstreamError('unreachable', `${url} has no key set.`)
      }
      return { keys: document as unknown as JSONWebKeySet, at }
    })
  }

  /** One request for all who ask at once, and none sooner than a pause after the last. */
  async #kept<T>(
    map: Map<string, Known<T>>,
    key: string,
    milliseconds: number,
    load: () => Promise<T>,
  ): Promise<T> {
    const now = this.#now()
    const known = map.get(key)
    if (known && (now - known.at < milliseconds || now - known.askedAt < pauseMilliseconds)) {
      return await known.value
    }
    const value = load()
    map.set(key, { at: now, askedAt: now, value })
    try {
      return await value
    } catch (cause) {
      if (!known) {
        map.delete(key)
        throw cause
      }
      // While its provider is away, what was known goes on being so: a hiccup signs nobody out.
      map.set(key, { ...known, askedAt: now })
      return await known.value
    }
  }

  async #json(url: string): Promise<Record<string, unknown>> {
    const response = await this.#upstream.fetch(url)
    if (response.status !== 200) {
      throw new UpstreamError('unreachable', `${url} answered ${response.status}.`)
    }
    const document: unknown = await response.json().catch((cause: unknown) => {
      throw new UpstreamError('unreachable', `${url} is not JSON.`, { cause })
    })
    if (typeof document !== 'object' || document === null || Array.isArray(document)) {
      throw new UpstreamError('unreachable', `${url} is no JSON object.`)
    }
    return document as Record<string, unknown>
  }
}
