import { AwsV4Signer } from 'aws4fetch'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import { AWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { serviceNow } from '../session/service-time.ts'
import type { WaitOptions } from '../session/waits.ts'
import { getTokens } from '../tokens/get-tokens.ts'

/** What a request proves itself with: a signature with AWS credentials, or one of the person's tokens. */
export type Authorization =
  | { readonly kind: 'iam'; readonly service: string; readonly region: string }
  | { readonly kind: 'idToken' | 'accessToken'; readonly scheme?: 'Bearer' | '' }

export interface AuthorizedFetchOptions extends Omit<WaitOptions, 'signal' | 'timeout'> {
  readonly authorization: Authorization
  /** The sites that may see it, such as `https://api.example.com`; requests to others are refused. */
  readonly origins: readonly string[]
  /** Sends the requests; the runtime's `fetch` when absent. */
  readonly fetch?: typeof fetch
}

/**
 * A `fetch` that proves who asks: it signs with SigV4, by the service's clock, or sends a token. Tokens and
 * credentials are renewed as needed, and after a 401 or 403 once more.
 *
 * @throws AWSMobileClientError whatever `getTokens` and `getAWSCredentials` throw; `network`; `invalidParameter` for
 *   a request to a site that is not among `origins`
 * @example const call = authorizedFetch(client.client, { origins: ['https://api.example.com'], authorization: { kind: 'idToken' } })
 */
export function authorizedFetch(client: Client, options: AuthorizedFetchOptions): typeof fetch {
  const send = options.fetch ?? fetch
  return async (input, init) => {
    const request = new Request(input, init)
    if (!options.origins.includes(new URL(request.url).origin)) {
      throw failure('invalidParameter', 'The request goes to a site that is not among the origins')
    }
    const body = request.body ? await request.text() : undefined
    const first = await attempt(client, options, request, body, send, false)
    if (first.status !== 401 && first.status !== 403) return first
    // A clock that was wrong, a token that was revoked: new ones tell.
    return attempt(client, options, request, body, send, true)
  }
}

async function attempt(
  client: Client,
  { authorization, whenOffline, whenSignedOut }: AuthorizedFetchOptions,
  request: Request,
  body: string | undefined,
  send: typeof fetch,
  forceRefresh: boolean,
): Promise<Response> {
  const { url, method, signal } = request
  const headers = new Headers(request.headers)
  const wait = { signal, whenOffline, whenSignedOut, forceRefresh }
  if (authorization.kind === 'iam') {
    const { service, region } = authorization
    const { accessKeyId, secretAccessKey, sessionToken } = await getAWSCredentials(client, wait)
    const signer = new AwsV4Signer({
      ...{ url, method, headers, service, region, accessKeyId, secretAccessKey, sessionToken },
      ...(body !== undefined && { body }),
      datetime: timestamp(serviceNow(client)),
    })
    const signed = await signer.sign()
    for (const [name, value] of signed.headers) headers.set(name, value)
  } else {
    const tokens = await getTokens(client, wait)
    const token = tokens[authorization.kind]
    if (!token) throw failure('idTokenNotIssued')
    const { scheme = 'Bearer' } = authorization
    headers.set('authorization', scheme ? `${scheme} ${token.tokenString}` : token.tokenString)
  }
  try {
    return await send(url, { method, headers, signal, ...(body !== undefined && { body }) })
  } catch (cause) {
    if (signal.aborted) throw failure('aborted', undefined, { cause, retryable: true })
    throw new AWSMobileClientError('network', 'network', { cause, retryable: true })
  }
}

/** `20261107T080905Z`, as SigV4 has it. */
const timestamp = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/[:-]|\.\d+/g, '')
