import { queryOf, type SignedRequest } from './request.ts'
import { algorithm, type Scope } from './signature.ts'

/** A signature as a request presents it, nothing of which is verified yet. */
export interface PresentedSignature {
  readonly accessKeyId: string
  readonly scope: Scope
  /** Lower-case names, sorted. */
  readonly signedHeaders: readonly string[]
  /** Hexadecimal digits. */
  readonly signature: string
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string
  readonly sessionToken: string | undefined
  /** How long after its timestamp a presigned URL may be used, in seconds; a header has no such claim. */
  readonly expires: number | undefined
}

export type Presentation =
  | { readonly kind: 'present'; readonly presented: PresentedSignature }
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly message: string }

const malformed = (message: string): Presentation => ({ kind: 'malformed', message })

/** Reads the signature from the `Authorization` header. */
export function presentedInHeader({ headers }: SignedRequest): Presentation {
  const authorization = headers.get('authorization')
  if (authorization === null) return { kind: 'absent' }
  const space = authorization.indexOf(' ')
  if (authorization.slice(0, space) !== algorithm) {
    return malformed(`Authorization header requires the algorithm '${algorithm}'.`)
  }
  const parameters = new Map<string, string>()
  for (const part of authorization.slice(space + 1).split(',')) {
    const [name = '', ...value] = part.trim().split('=')
    if (parameters.has(name)) return malformed(`Authorization header has more than one '${name}' parameter.`)
    parameters.set(name, value.join('='))
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter(name => !parameters.get(name))
  const timestamp = headers.get('x-amz-date')
  const complaints = missing.map(name => `Authorization header requires '${name}' parameter.`)
  if (!timestamp) complaints.push("Authorization header requires existence of an 'X-Amz-Date' header.")
  if (complaints.length > 0) return malformed(complaints.join(' '))
  return presentation({
    credential: parameters.get('Credential') ?? '',
    signedHeaders: parameters.get('SignedHeaders') ?? '',
    signature: parameters.get('Signature') ?? '',
    timestamp: timestamp ?? '',
    sessionToken: headers.get('x-amz-security-token') ?? undefined,
    expires: undefined,
  })
}

const longestExpires = 604_800

/** Reads the signature of a presigned URL. */
export function presentedInQuery({ url }: SignedRequest): Presentation {
  const parameters = new Map<string, string>()
  for (const [name, value] of queryOf(url)) {
    if (!name.startsWith('X-Amz-')) continue
    if (parameters.has(name)) return malformed(`The query has more than one '${name}' parameter.`)
    parameters.set(name, value)
  }
  if (!parameters.has('X-Amz-Signature') && !parameters.has('X-Amz-Credential')) return { kind: 'absent' }
  if (parameters.get('X-Amz-Algorithm') !== algorithm) {
    return malformed(`AWS query-string parameters must include 'X-Amz-Algorithm' with '${algorithm}'.`)
  }
  const expires = Number(parameters.get('X-Amz-Expires') ?? Number.NaN)
  if (!Number.isInteger(expires) || expires < 1 || expires > longestExpires) {
    return malformed(`'X-Amz-Expires' must be a number of seconds between 1 and ${longestExpires}.`)
  }
  return presentation({
    credential: parameters.get('X-Amz-Credential') ?? '',
    signedHeaders: parameters.get('X-Amz-SignedHeaders') ?? '',
    signature: parameters.get('X-Amz-Signature') ?? '',
    timestamp: parameters.get('X-Amz-Date') ?? '',
    sessionToken: parameters.get('X-Amz-Security-Token'),
    expires,
  })
}

interface Parts {
  readonly credential: string
  readonly signedHeaders: string
  readonly signature: string
  readonly timestamp: string
  readonly sessionToken: string | undefined
  readonly expires: number | undefined
}

function presentation({ credential, timestamp, sessionToken, expires, ...parts }: Parts): Presentation {
  const [accessKeyId = '', date = '', region = '', service = '', terminator, ...rest] = credential.split('/')
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    return malformed(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    )
  }
  if (parseTimestamp(timestamp) === undefined) {
    return malformed(`Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`)
  }
  if (!/^[0-9a-f]+$/.test(parts.signature)) return malformed('Signature must be hexadecimal digits.')
  const signedHeaders = parts.signedHeaders.split(';')
  const inOrder = signedHeaders.every((name, index) => index === 0 || name > (signedHeaders[index - 1] ?? ''))
  if (!inOrder || signedHeaders.some(name => !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name))) {
    return malformed('SignedHeaders must be lower-case header names, sorted, each once.')
  }
  return {
    kind: 'present',
    presented: {
      accessKeyId,
      scope: { date, region, service },
      signedHeaders,
      signature: parts.signature,
      timestamp,
      sessionToken,
      expires,
    },
  }
}

/** Milliseconds since the epoch of `YYYYMMDDTHHMMSSZ`, or `undefined` for anything else. */
export function parseTimestamp(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(time) ? undefined : time
}

/** `YYYYMMDDTHHMMSSZ` of milliseconds since the epoch. */
export function formatTimestamp(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
}
