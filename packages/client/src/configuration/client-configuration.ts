import type {
  AuthenticationFlow,
  Configuration,
  ConfigurationSource,
  HostedUISettings,
} from '@latchkey/protocol'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'

/** A pool, by its id. */
export interface ClientPool {
  /** Such as `us-east-1_abcDEF123`; an identity pool's such as `us-east-1:11111111-2222-4333-8444-555555555555`. */
  readonly poolId: string
  /** Out of `poolId` when absent. */
  readonly region?: string | undefined
  /** A URL by `https:`, or of this machine, with its slash at the end; Amazon's when absent. */
  readonly endpoint?: string | undefined
}

export interface ClientUserPool extends ClientPool {
  readonly clientId: string
  /** Needs the feature `secretHash`; no browser can keep a secret. */
  readonly clientSecret?: string | undefined
  /** How a sign-in starts when the call names no flow; `USER_SRP_AUTH` when absent. */
  readonly authenticationFlow?: AuthenticationFlow | undefined
  readonly pinpointAppId?: string | undefined
}

/** What a client works with, as an app writes it down; what is absent follows from the pools' ids. */
export interface ClientConfiguration {
  readonly userPool?: ClientUserPool | undefined
  readonly identityPool?: ClientPool | undefined
  /** Where the pages of the hosted UI are, and where they come back to. */
  readonly hostedUI?: HostedUISettings | undefined
  /** `false` keeps everything in memory. */
  readonly persistence?: boolean | undefined
  /** Added to requests as `X-Amz-User-Agent`. */
  readonly userAgent?: string | undefined
  /** The document that it was read out of: what loads later finds its own keys in it. */
  readonly source?: ConfigurationSource
}

/** Addresses to which secrets may travel: by `http:` no farther than this machine. */
export const secure = /^(https:|http:\/\/(([\w.-]+\.)?localhost|127(\.\d+){3}|\[::1])(:\d+)?(\/|$))/i

/**
 * The configuration that a client works with: what it was given, or what its feature makes of a document.
 *
 * @throws AWSMobileClientError `invalidConfiguration`
 */
export function configurationOf(client: Client, source: unknown): Configuration | Promise<Configuration> {
  const { readConfiguration } = client.features
  const given: ClientConfiguration = Object(source)
  const isDocument = !given.userPool && !given.identityPool && !given.hostedUI
  if (isDocument && readConfiguration) return readConfiguration(source, client.options)
  if (isDocument) refuse()
  const { userPool, identityPool } = given
  return {
    source: {},
    ...given,
    userPool: userPool && withAddress(userPool, /^([\w-]+)_[\da-z]+$/i, 'cognito-idp'),
    identityPool: identityPool && withAddress(identityPool, /^([\w-]+):[\da-f-]+$/i, 'cognito-identity'),
  }
}

/** Adds what the pool's id says: the region, and where Amazon's service is. */
function withAddress<Pool extends ClientPool>(pool: Pool, id: RegExp, service: string) {
  const [, named] = id.exec(pool.poolId) ?? []
  const region = pool.region ?? named
  const endpoint = pool.endpoint ?? `https://${service}.${region}.amazonaws.com/`
  return named && region && secure.test(endpoint) ? { ...pool, region, endpoint } : refuse()
}

function refuse(): never {
  throw failure(
    'invalidConfiguration',
    'expected userPool: { poolId: REGION_ID, clientId }, identityPool: { poolId: REGION:UUID } or both, with endpoints by https; readConfiguration reads documents',
  )
}
