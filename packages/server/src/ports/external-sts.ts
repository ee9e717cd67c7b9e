/** An STS of somebody else's: Amazon's, or that of any store that takes web identities. */
export interface ExternalStsOptions {
  /** Such as `https://sts.us-east-1.amazonaws.com/`, or `http://127.0.0.1:9000/`. */
  readonly endpoint: string
}

export interface AssumeRoleRequest {
  readonly roleArn: string
  readonly sessionName: string
  /** An OpenID token of an identity pool, which the STS verifies by `/.well-known/jwks_uri` of this server. */
  readonly token: string
  readonly seconds: number
}

export interface ExternalCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

export type ExternalStsErrorKind =
  /** The STS does not trust the token or the role. */
  | 'refused'
  /** No answer, or none that makes sense. */
  | 'unreachable'

export class ExternalStsError extends Error {
  override readonly name = 'ExternalStsError'
  readonly kind: ExternalStsErrorKind

  constructor(kind: ExternalStsErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/** Obtains credentials elsewhere. @throws ExternalStsError */
export type ExternalSts = (request: AssumeRoleRequest) => Promise<ExternalCredentials>

const milliseconds = 5000

/** AssumeRoleWithWebIdentity of an STS (version 2011-06-15), which takes no signature. */
export function externalSts({ endpoint }: ExternalStsOptions): ExternalSts {
  return async ({ roleArn, sessionName, token, seconds }) => {
    const form = new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      WebIdentityToken: token,
      DurationSeconds: String(seconds),
    })
    const response = await fetch(endpoint, {
      method: 'POST',
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    }).catch((cause: unknown) => {
      throw new ExternalStsError('unreachable', 'The STS did not answer.', { cause })
    })
    const xml = await response.text()
    if (response.status >= 500)
      throw new ExternalStsError('unreachable', `The STS answered ${response.status}.`)
    if (!response.ok) {
      throw new ExternalStsError('refused', `The STS refused: ${elementOf(xml, 'Code') ?? response.status}.`)
    }
    const [accessKeyId, secretAccessKey, sessionToken, expiration] = [
      elementOf(xml, 'AccessKeyId'),
      elementOf(xml, 'SecretAccessKey'),
      elementOf(xml, 'SessionToken'),
      elementOf(xml, 'Expiration'),
    ]
    const expiresAt = Date.parse(expiration ?? '')
    if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt)) {
      throw new ExternalStsError('unreachable', 'The answer of the STS has no credentials.')
    }
    return { accessKeyId, secretAccessKey, sessionToken, expiresAt }
  }
}

/** The text of an element that has no elements inside and is there once, as all of this answer's are. */
function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`)
    .exec(xml)?.[1]
    ?.replace(/&(amp|lt|gt|quot|apos|#43|#47|#61);/g, (_, entity: string) => entities[entity] ?? '')
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#43': '+',
  '#47': '/',
  '#61': '=',
}
