import { createHash } from 'node:crypto'
import { headerOf, queryOf, type SignedRequest } from './request.ts'

/** Percent-encoding of everything but the unreserved characters (RFC 3986, 2.3). */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Every service but S3 encodes the path a second time. */
function canonicalPath(path: string, service: string): string {
  return service === 's3' ? path : encode(path).replaceAll('%2F', '/')
}

function canonicalQuery(url: string): string {
  return queryOf(url)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(pair => pair.join('='))
    .join('&')
}

/** SHA-256 in lower-case hexadecimal digits. */
export function hexDigest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** S3 alone lets a body go unsigned: presigned URLs are made before there is one. */
function payloadOf({ url, headers, body }: SignedRequest, service: string): string {
  const isUnsigned =
    service === 's3' &&
    (headers.get('x-amz-content-sha256') === unsignedPayload ||
      (!headers.has('authorization') && new URL(url).searchParams.has('X-Amz-Signature')))
  return isUnsigned ? unsignedPayload : hexDigest(body)
}

/** What `x-amz-content-sha256` says of a body that is not signed. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD'

/**
 * The canonical request: the text whose digest is signed (Signature Version 4, step 1).
 *
 * @param signedHeaders lower-case names, sorted
 */
export function canonicalRequest(
  request: SignedRequest,
  signedHeaders: readonly string[],
  service: string,
): string {
  const headers = signedHeaders.map(
    name => `${name}:${(headerOf(request, name) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  )
  return [
    request.method.toUpperCase(),
    canonicalPath(new URL(request.url).pathname, service),
    canonicalQuery(request.url),
    headers.join(''),
    signedHeaders.join(';'),
    payloadOf(request, service),
  ].join('\n')
}
