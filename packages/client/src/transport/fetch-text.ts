import { AWSMobileClientError } from '../errors/error.ts'
import type { Fetch } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'

/** An answer, read to its end. */
export interface TextAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly text: string
}

/** Takes the service's clock from an answer that is really the service's. */
export function heedDate(client: Client, { headers }: TextAnswer): void {
  const date = Date.parse(headers.get('date') ?? '')
  if (date) client.clockOffset = date - client.platform.clock.now()
}

/**
 * Sends one request, within the time of one attempt.
 *
 * @param name what the request is called in an error
 * @returns the answer, whatever its status; else why there is none: `network` or `timeout`
 */
export async function fetchText(
  client: Client,
  url: string,
  request: Pick<Parameters<Fetch>[1], 'method' | 'headers' | 'body'>,
  name: string,
  deadline = Number.POSITIVE_INFINITY,
): Promise<TextAnswer | AWSMobileClientError> {
  const { clock, fetch } = client.platform
  const controller = new AbortController()
  const limit = Math.min(client.options.timeouts?.attempt ?? 10_000, deadline - clock.now())
  const cancel = clock.after(limit, () => controller.abort())
  try {
    const response = await fetch(url, {
      ...request,
      signal: controller.signal,
      // The services never redirect; whoever does must not see what is sent.
      redirect: 'error',
      credentials: 'omit',
    })
    const { status, headers } = response
    const text = await response.text()
    return { status, headers, text }
  } catch (cause) {
    const kind = controller.signal.aborted ? 'timeout' : 'network'
    return new AWSMobileClientError(kind, `${name}: ${kind}`, { cause, retryable: true })
  } finally {
    cancel()
  }
}
