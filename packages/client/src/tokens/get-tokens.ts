import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { ready } from '../session/initialize.ts'
import { limited } from '../session/limits.ts'
import { remaining } from '../session/service-time.ts'
import type { Tokens } from '../session/session.ts'
import { createWaiter, dropWaiter } from '../session/waiting.ts'
import type { WaitOptions } from '../session/waits.ts'
import { refresh } from './refresh.ts'

export interface GetTokensOptions extends WaitOptions {
  /** Renews the tokens even if they are good for a while. */
  readonly forceRefresh?: boolean
}

/** The tokens in memory, if they need no renewal. */
export function freshTokens(client: Client): Tokens | undefined {
  const { session, state } = client
  const tokens = state.standing.userState === 'signedIn' ? session?.tokens : undefined
  return tokens && remaining(client, tokens) > (session?.leeway ?? 0) ? tokens : undefined
}

/**
 * The signed-in person's tokens, renewed when they are about to end. Where the service refuses to renew them the
 * call waits until the same person has signed in again (see `whenSignedOut`, `signal`, `timeout`).
 *
 * @throws AWSMobileClientError `notSignedIn`; `unableToSignIn` when a wait was released; `network`, `timeout` and
 *   the like when the tokens could not be renewed now, which leaves the person signed in
 */
export async function getTokens(client: Client, options: GetTokensOptions = {}): Promise<Tokens> {
  const fresh = options.forceRefresh || options.signal?.aborted ? undefined : freshTokens(client)
  if (fresh) return fresh
  await ready(client)
  return limited(client, options, abandoned => search(client, options, abandoned))
}

async function search(
  client: Client,
  options: GetTokensOptions,
  abandoned: AbortSignal | undefined,
): Promise<Tokens> {
  const patient = options.whenSignedOut !== 'reject'
  for (let force = options.forceRefresh ?? false; !abandoned?.aborted; force = false) {
    const { standing } = client.state
    if (standing.provider === 'none' || standing.provider === 'oidcFederation') throw failure('notSignedIn')
    const fresh = force ? undefined : freshTokens(client)
    if (fresh) return fresh
    const waiter = patient ? createWaiter(client, abandoned) : undefined
    let cause: unknown
    if (standing.userState === 'signedIn') {
      const result = await renewed(client, waiter, force).catch(error => {
        dropWaiter(client, waiter)
        throw error
      })
      if (result.outcome === 'renewed') {
        dropWaiter(client, waiter)
        return result.tokens
      }
      cause = result.cause
    } else if (waiter) {
      const { username } = standing
      dispatch(client, { type: 'waitStarted', waiter: waiter.id, details: { username } })
    }
    if (!waiter) throw failure('notSignedIn', 'The service wants a new sign-in', { cause })
    await waiter.over
  }
  throw failure('aborted')
}

/** Tokens that are about to end, but have not, are better than a network error. */
async function renewed(client: Client, waiter: Parameters<typeof refresh>[1], force: boolean) {
  try {
    return await refresh(client, waiter)
  } catch (error) {
    const tokens = client.state.standing.userState === 'signedIn' ? client.session?.tokens : undefined
    const useful = tokens && remaining(client, tokens) > 0
    if (force || !useful || !isAWSMobileClientError(error) || !error.retryable) throw error
    return { outcome: 'renewed', tokens } as const
  }
}
