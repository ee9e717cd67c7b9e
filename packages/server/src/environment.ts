import type { PoolKeys } from './keys/pool-keys.ts'
import type { CategoryLimits } from './operate/category-limits.ts'
import type { Log } from './operate/log.ts'
import type { Delivery } from './ports/delivery.ts'
import type { ExternalSts } from './ports/external-sts.ts'
import type { Functions } from './ports/functions.ts'
import type { KeptDocuments } from './ports/kept-documents.ts'
import type { LoginProviderSettings } from './ports/login-providers.ts'
import type { OpenIdIssuers } from './ports/open-id-issuers.ts'
import type { Upstream } from './ports/upstream.ts'
import type { Engine } from './store/unit.ts'

/** All that the server's logic takes from outside: nothing below reads a clock, randomness or network itself. */
export interface Environment {
  readonly engine: Engine
  readonly keys: PoolKeys
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
  readonly delivery: Delivery
  /** Runs the pools' triggers. */
  readonly functions: Functions
  /** Requests to providers of identities. */
  readonly upstream: Upstream
  /** OpenID Connect providers by discovery. */
  readonly issuers: OpenIdIssuers
  /** Documents that providers publish, such as SAML metadata. */
  readonly documents: KeptDocuments
  /** The providers whose tokens identity pools may trust. */
  readonly loginProviders: LoginProviderSettings
  /** Where credentials come from, when not from this server. */
  readonly externalSts?: ExternalSts | undefined
  /** Whether the user that an input names may be asked about once more. */
  readonly admitsUser?: ((input: object) => boolean) | undefined
  /** The rates that UpdateProvisionedLimit set. */
  readonly categoryLimits: CategoryLimits
  /** Whether public clients may do without PKCE. */
  readonly codeWithoutPkce?: boolean | undefined
  /** Events that an operator should hear of. */
  readonly log: Log
  /** Such as `us-east-1`; pool ids begin with it. */
  readonly region: string
  /** Twelve digits; the account in the ARNs that the server makes up. */
  readonly accountId: string
  /** The base of every issuer, without a slash at the end: the issuer of a pool is this, a slash and its id. */
  readonly issuer: () => string
  /** Seals temporary credentials and everything else that belongs to no pool. */
  readonly serverSecret: Uint8Array
}

/** A random UUID (RFC 9562, version 4). */
export function uuid(random: Environment['random']): string {
  const bytes = Buffer.from(random(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const text = bytes.toString('hex')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

/** Random text over an alphabet, without bias. */
export function randomText(random: Environment['random'], alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length]
    }
  }
  return text
}
