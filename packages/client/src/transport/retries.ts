import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'

/** How often a request is sent before its error is the caller's. */
const most = 3
const pause = { first: 100, longest: 2_000 } as const

/**
 * Sends a request, and sends it again after failures that may pass, with growing pauses, within a total time.
 *
 * @param send is given the time by which all is over, and answers with an error rather than throwing it
 * @param repeatable whether a lost answer does no harm when the request is sent again
 * @throws AWSMobileClientError the last one
 */
export async function withRetries(
  client: Client,
  send: (deadline: number) => Promise<unknown>,
  repeatable: boolean,
  tries = most,
): Promise<unknown> {
  const { clock, random } = client.platform
  const deadline = clock.now() + (client.options.timeouts?.total ?? 25_000)
  for (let attempt = 1; ; attempt++) {
    const answer = await send(deadline)
    if (!(answer instanceof AWSMobileClientError)) return answer
    const lost = answer.kind === 'network' || answer.kind === 'timeout'
    // Up to twice the pause, evenly spread, so that many clients do not come back at once.
    const rest = Math.min(pause.first * 2 ** attempt, pause.longest) * (random(1)[0]! / 255)
    if (!answer.retryable || attempt >= tries || (lost && !repeatable) || clock.now() + rest >= deadline) {
      throw answer
    }
    await new Promise<void>(resolve => clock.after(rest, resolve))
  }
}
