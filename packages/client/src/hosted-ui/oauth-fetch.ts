import { parseObject } from '@latchkey/protocol'
import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import { unexpectedAnswer } from '../transport/answer.ts'
import { fetchText, heedDate } from '../transport/fetch-text.ts'

/** A request as `oauth4webapi` makes it. */
interface OAuthRequest {
  readonly method: string
  readonly headers: HeadersInit
  readonly body?: unknown
}

export type OAuthFetch = (url: string, request: OAuthRequest) => Promise<Response>

/**
 * The client's way to the network, for `oauth4webapi`: with the client's time limits and its errors. An answer that
 * is not JSON came from something on the way, and decides nothing.
 */
export function oauthFetch(client: Client): OAuthFetch {
  return async (url, { method, headers, body }) => {
    const request = {
      method: method === 'POST' ? ('POST' as const) : ('GET' as const),
      headers: Object.fromEntries(new Headers(headers)),
      ...(body !== undefined && body !== null && { body: String(body) }),
    }
    const answer = await fetchText(client, url, request, new URL(url).pathname)
    if (answer instanceof AWSMobileClientError) throw answer
    const { status, text } = answer
    const type = answer.headers.get('content-type') ?? ''
    const empty = status === 200 && text === ''
    if (status >= 500 || status === 429 || !(empty || parseObject(text))) throw unexpectedAnswer(status)
    heedDate(client, answer)
    return new Response(text, { status, headers: { 'content-type': type } })
  }
}
