import type { CreateIdentityPoolInput } from '@latchkey/protocol/identity-pools'
import type {
  CreateIdentityProviderRequest,
  CreateResourceServerRequest,
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
} from '@latchkey/protocol/user-pools'
import type { RateLimitOptions } from './operate/limits.ts'
import type { Log } from './operate/log.ts'
import type { Delivery } from './ports/delivery.ts'
import type { ExternalStsOptions } from './ports/external-sts.ts'
import type { LambdaOptions } from './ports/lambda-functions.ts'
import type { FunctionOptions } from './ports/local-functions.ts'
import type { LoginProviderOptions } from './ports/login-providers.ts'

/** Where data is kept. */
export type StorageOptions =
  /** Nothing survives the process. */
  | { readonly kind: 'memory' }
  /** SQLite in a directory, which is made when it is not there. */
  | { readonly kind: 'directory'; readonly path: string }
  /**
   * PostgreSQL 15 or later, which several servers may share; `rootKey` is then required, the same for all of them.
   * The URL has the form `postgres://user:password@host:5432/database`.
   */
  | { readonly kind: 'postgres'; readonly url: string }

/** An access key that may call administrators' operations. */
export interface AdminKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A mail server, as `nodemailer` takes it. */
export interface SmtpOptions {
  /** Such as `smtps://user:password@mail.example.com`. */
  readonly url: string
  /** The sender's address. */
  readonly from: string
}

/** What must be there when the server starts, with fixed ids; it is made when it is absent, and never changed. */
export interface Provision {
  readonly userPools?: readonly ProvisionedUserPool[]
  readonly identityPools?: readonly ProvisionedIdentityPool[]
}

export interface ProvisionedUserPool {
  /** Such as `us-east-1_local1234`. */
  readonly id: string
  readonly configuration: CreateUserPoolRequest
  readonly clients?: readonly ProvisionedClient[]
  /** Where the pool answers beside its id: a prefix, or a host name of its own. */
  readonly domains?: readonly string[]
  readonly identityProviders?: readonly Omit<CreateIdentityProviderRequest, 'UserPoolId'>[]
  readonly resourceServers?: readonly Omit<CreateResourceServerRequest, 'UserPoolId'>[]
}

export interface ProvisionedClient {
  /** 1 to 128 letters, digits, `_` and `+`. */
  readonly id: string
  /** Makes the client a confidential one with this secret. */
  readonly secret?: string
  readonly configuration: Omit<CreateUserPoolClientRequest, 'UserPoolId' | 'GenerateSecret'>
}

export interface ProvisionedIdentityPool {
  /** Such as `us-east-1:00000000-0000-4000-8000-000000000000`. */
  readonly id: string
  readonly configuration: CreateIdentityPoolInput
  /** Role ARNs, as SetIdentityPoolRoles takes them. */
  readonly roles?: { readonly authenticated?: string; readonly unauthenticated?: string }
}

export interface ServerOptions {
  /** Default: memory. */
  readonly storage?: StorageOptions
  /** Pool ids begin with it. Default: `us-east-1`. */
  readonly region?: string
  /**
   * The base of every token's issuer, an origin without a slash at the end. Default: the address that `listen`
   * gives, or `http://localhost:9229` for an embedded server.
   */
  readonly issuer?: string
  /**
   * Local mode, for one's own machine: the inbox is there, everything can be reset, and any signed call is an
   * administrator's unless `adminKeys` are given. Default: false.
   */
  readonly local?: boolean
  /** Who may call administrators' operations. Required unless `local`. */
  readonly adminKeys?: readonly AdminKey[]
  readonly smtp?: SmtpOptions
  /** Where messages go, beside the inbox of local mode, in place of SMTP. */
  readonly delivery?: Delivery
  readonly provision?: Provision
  /**
   * Lambda triggers by function name: handlers, or paths of modules that export `handler`. A pool's LambdaConfig
   * names them by ARN, `arn:aws:lambda:us-east-1:000000000000:function:NAME`.
   */
  readonly functions?: FunctionOptions
  /**
   * Where functions run that `functions` does not name: Amazon's Lambda, or any service that speaks its protocol. It
   * needs the package `@aws-sdk/client-lambda`.
   */
  readonly lambda?: LambdaOptions
  /** The providers whose tokens identity pools may trust, beside user pools and developers. */
  readonly loginProviders?: LoginProviderOptions
  /**
   * Where the credentials of identity pools come from, in place of this server: Amazon's STS, or that of any store
   * that takes web identities. It must trust the key set of `/.well-known/jwks_uri`.
   */
  readonly externalSts?: ExternalStsOptions
  /** Twelve digits. Default: `000000000000`. */
  readonly accountId?: string
  /**
   * The root key as 32 bytes in base64. Default: a file in the directory of `storage`, mode 0600; a shared database
   * has no default.
   */
  readonly rootKey?: string
  /** Lines about requests and events, such as pino's. No body, password, code or token is ever in them. Default: none. */
  readonly log?: Log
  /**
   * Serves `/metrics` in the Prometheus text format, to who brings the token as `Authorization: Bearer`. Local mode
   * needs no token. Default: off.
   */
  readonly metrics?: { readonly token?: string }
  /** Whether the pages for administrators are there, at `/_latchkey/console`. Default: true. */
  readonly console?: boolean
  /**
   * How much one address and one user may ask of this node. Default: none in local mode, else 600 requests in 10
   * seconds and 100 failures in 15 minutes for an address, 100 requests in 20 seconds for a user. `false`: no limits.
   */
  readonly rateLimits?: RateLimitOptions | false
  /**
   * Proxies whose `X-Forwarded-For` is believed: addresses, networks like `10.0.0.0/8`, `loopback`, `private`. They
   * must pass `Host` on as it came. Default: none.
   */
  readonly trustedProxies?: readonly string[]
  /**
   * Whether clients without a secret may ask for a code without PKCE, as at Amazon. Whoever gets hold of such a code
   * can redeem it (RFC 9700, 2.1.1). Default: false.
   */
  readonly codeWithoutPkce?: boolean
  /** Pools get new signing keys when theirs are as old as this. Old tokens stay good until they expire. Default: never. */
  readonly rotateKeysAfterDays?: number
  /** Milliseconds since the epoch; for tests with a frozen clock. Default: the system's. */
  readonly now?: () => number
  /** Where unexpected errors are reported. Default: standard error. */
  readonly reportError?: (error: unknown) => void
}
