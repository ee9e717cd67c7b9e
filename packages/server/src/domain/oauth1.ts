import { createHmac } from 'node:crypto'

export interface OAuth1Request {
  readonly method: string
  /** Without a query. */
  readonly url: string
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly token: string
  readonly tokenSecret: string
  readonly nonce: string
  /** Since the epoch. */
  readonly seconds: number
}

/** RFC 5849, 3.6: everything but the unreserved characters. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** The `Authorization` header of a request with OAuth 1.0 and HMAC-SHA1 (RFC 5849, 3.4 and 3.5.1). */
export function oauth1Header(request: OAuth1Request): string {
  const parameters = {
    oauth_consumer_key: request.consumerKey,
    oauth_nonce: request.nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(request.seconds),
    oauth_token: request.token,
    oauth_version: '1.0',
  }
  const signature = oauth1Signature(request, parameters)
  const fields = Object.entries({ ...parameters, oauth_signature: signature })
  return `OAuth ${fields.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`
}

/** The signature over a request's parameters: base64 (RFC 5849, 3.4.1 and 3.4.2). */
export function oauth1Signature(
  request: Pick<OAuth1Request, 'method' | 'url' | 'consumerSecret' | 'tokenSecret'>,
  parameters: Readonly<Record<string, string>>,
): string {
  const normalized = Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const base = [request.method.toUpperCase(), request.url, normalized].map(encode).join('&')
  const key = `${encode(request.consumerSecret)}&${encode(request.tokenSecret)}`
  return createHmac('sha1', key).update(base).digest('base64')
}
