import { timingSafeEqual } from 'node:crypto'
import { canonicalRequest, hexDigest, unsignedPayload } from './canonical-request.ts'
import {
  formatTimestamp,
  type PresentedSignature,
  parseTimestamp,
  presentedInHeader,
  presentedInQuery,
} from './presented.ts'
import type { SignedRequest } from './request.ts'
import { signatureOf } from './signature.ts'

/** What is known of an access key, with the session token that came along. */
export type KeyResolution<Principal> =
  | { readonly kind: 'known'; readonly secret: string; readonly principal: Principal }
  /** The session token is ours, but its time is over. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' }

export interface VerificationOptions<Principal> {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The region that the signature must be for. */
  readonly region: string
  /** The signing name of the service that the signature must be for, such as `sts`. */
  readonly service: string
  /** Whether the signature may stand in the query (a presigned URL). */
  readonly presigned?: boolean
  readonly resolve: (accessKeyId: string, sessionToken: string | undefined) => KeyResolution<Principal>
}

export type RefusalReason = 'missing' | 'incomplete' | 'unknownKey' | 'expiredToken' | 'mismatch'

export type Verification<Principal> =
  | { readonly kind: 'verified'; readonly accessKeyId: string; readonly principal: Principal }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly message: string }

const skewMinutes = 5
const minute = 60_000

const refused = (reason: RefusalReason, message: string) => ({ kind: 'refused', reason, message }) as const

/**
 * Verifies the signature of a request (Signature Version 4). The host and every `x-amz-` header that is present
 * must be signed, the body is the one that was signed, the time is within five minutes of `now`.
 */
export function verifySignature<Principal>(
  request: SignedRequest,
  options: VerificationOptions<Principal>,
): Verification<Principal> {
  let presentation = presentedInHeader(request)
  if (presentation.kind === 'absent' && options.presigned) presentation = presentedInQuery(request)
  if (presentation.kind === 'absent') return refused('missing', 'Missing Authentication Token')
  if (presentation.kind === 'malformed') return refused('incomplete', presentation.message)
  const { presented } = presentation
  const unsigned = unsignedHeader(request, presented)
  if (unsigned !== undefined) {
    return refused('incomplete', `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`)
  }
  const resolution = options.resolve(presented.accessKeyId, presented.sessionToken)
  if (resolution.kind === 'unknown') {
    return refused('unknownKey', 'The security token included in the request is invalid.')
  }
  if (resolution.kind === 'expired') {
    return refused('expiredToken', 'The security token included in the request is expired')
  }
  const complaint =
    scopeComplaint(presented, options) ??
    timeComplaint(presented, options.now) ??
    contentComplaint(request, options.service) ??
    signatureComplaint(request, presented, resolution.secret)
  if (complaint !== undefined) return refused('mismatch', complaint)
  return { kind: 'verified', accessKeyId: presented.accessKeyId, principal: resolution.principal }
}

/** A header that must be signed, and is not. */
function unsignedHeader({ headers }: SignedRequest, presented: PresentedSignature): string | undefined {
  const sensitive = ['host', ...headers.keys()].filter(name => name === 'host' || name.startsWith('x-amz-'))
  return sensitive.find(name => !presented.signedHeaders.includes(name))
}

function scopeComplaint(
  { scope, timestamp }: PresentedSignature,
  { region, service }: VerificationOptions<unknown>,
): string | undefined {
  if (scope.service !== service) return `Credential should be scoped to correct service: '${service}'.`
  if (scope.region !== region) {
    return `Credential should be scoped to a valid region, not '${scope.region}'.`
  }
  const day = timestamp.slice(0, 8)
  if (scope.date === day) return undefined
  return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${timestamp}'.`
}

function timeComplaint({ timestamp, expires }: PresentedSignature, now: number): string | undefined {
  const time = parseTimestamp(timestamp) ?? 0
  const current = formatTimestamp(now)
  const earliest = now + skewMinutes * minute
  if (time > earliest) {
    return `Signature not yet current: ${timestamp} is still later than ${formatTimestamp(earliest)} (${current} + ${skewMinutes} min.)`
  }
  if (expires !== undefined) {
    const end = time + expires * 1000
    return now > end
      ? `Signature expired: ${formatTimestamp(end)} is now earlier than ${current} (${current}).`
      : undefined
  }
  const latest = now - skewMinutes * minute
  return time < latest
    ? `Signature expired: ${timestamp} is now earlier than ${formatTimestamp(latest)} (${current} - ${skewMinutes} min.)`
    : undefined
}

function contentComplaint({ headers, body }: SignedRequest, service: string): string | undefined {
  const claimed = headers.get('x-amz-content-sha256')
  if (claimed === null || claimed === hexDigest(body)) return undefined
  if (claimed === unsignedPayload && service === 's3') return undefined
  return "The provided 'x-amz-content-sha256' header does not match what was computed."
}

function signatureComplaint(
  request: SignedRequest,
  { signedHeaders, scope, timestamp, signature }: PresentedSignature,
  secret: string,
): string | undefined {
  const canonical = canonicalRequest(request, signedHeaders, scope.service)
  const expected = Buffer.from(signatureOf(secret, scope, timestamp, canonical))
  const given = Buffer.from(signature)
  if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined
  return 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
}
