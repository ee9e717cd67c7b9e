import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import type { SignedRequest } from '../sigv4/request.ts'

/** The digest in the shape that the signer takes. */
class Sha256 {
  readonly #hash: Hash | Hmac
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret))
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data))
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest())
  }
  reset(): void {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data)
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}

export interface SigningKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface ToSign {
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly service: string
  readonly region?: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

function signerOf(keys: SigningKeys, { service, region = 'us-east-1' }: ToSign): SignatureV4 {
  return new SignatureV4({
    credentials: keys,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  })
}

function requestOf({ url, method = 'POST', headers = {}, body }: ToSign) {
  const { protocol, hostname, port, host, pathname, searchParams } = new URL(url)
  const query: Record<string, string | string[]> = {}
  for (const name of searchParams.keys()) {
    const values = searchParams.getAll(name)
    query[name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return {
    method,
    protocol,
    hostname,
    ...(port ? { port: Number(port) } : {}),
    path: pathname,
    query,
    headers: { host, ...headers },
    ...(body === undefined ? {} : { body }),
  }
}

/** Signs a request as the AWS SDK does, in the `Authorization` header. */
export async function signRequest(keys: SigningKeys, toSign: ToSign): Promise<SignedRequest> {
  const signed = await signerOf(keys, toSign).sign(requestOf(toSign), { signingDate: new Date(toSign.now) })
  return {
    method: signed.method,
    url: toSign.url,
    headers: new Headers(signed.headers),
    body: new Uint8Array(Buffer.from(toSign.body ?? '')),
  }
}

/** Signs a URL as the AWS SDK does. @param expiresIn seconds */
export async function presignRequest(
  keys: SigningKeys,
  toSign: ToSign,
  expiresIn = 60,
): Promise<SignedRequest> {
  const signed = await signerOf(keys, toSign).presign(requestOf({ method: 'GET', ...toSign }), {
    signingDate: new Date(toSign.now),
    expiresIn,
  })
  const url = new URL(toSign.url)
  // A URLSearchParams would write a space as a plus, which means a plus here.
  url.search = Object.entries(signed.query ?? {})
    .flatMap(([name, value]) => [value ?? ''].flat().map(one => [name, one]))
    .map(pair => pair.map(part => encodeURIComponent(part ?? '')).join('='))
    .join('&')
  return {
    method: signed.method,
    url: url.href,
    headers: new Headers(signed.headers),
    body: new Uint8Array(),
  }
}
