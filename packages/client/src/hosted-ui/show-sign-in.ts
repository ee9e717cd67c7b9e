import { failure } from '../errors/failure.ts'
import type { HostedUIWindow } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { authorizationRequest } from './authorization.ts'
import { oauthError } from './errors.ts'
import { exchange } from './exchange.ts'
import { keepPending } from './pending.ts'
import { hostedProvider } from './provider.ts'
import type { HostedUIOptions, HostedUIResult } from './types.ts'

/**
 * Signs a person in at the pages of the user pool or of another provider. In a browser that leaves the page the
 * promise does not settle: `handleAuthResponse` has the answer after the return.
 *
 * @param window opened at once by whoever was called from a click
 * @throws AWSMobileClientError `invalidState` when somebody is signed in; `invalidConfiguration`, naming each key;
 *   `userCancelledSignIn`; `securityFailed` for an answer that is not to this question; `badRequest`
 */
export async function showHostedUI(
  client: Client,
  options: HostedUIOptions = {},
  window: HostedUIWindow | undefined = openWindow(client, options),
): Promise<HostedUIResult> {
  try {
    await ready(client)
    if (client.state.standing.userState === 'signedIn') throw failure('invalidState', 'Somebody is signed in')
    if (!window) throw failure('errorLoadingPage', 'There is no browser here: give one as an option')
    const provider = await hostedProvider(client).catch(error => {
      throw oauthError(error)
    })
    const wanted = redirectURIOf(provider.configuration.signInRedirectURIs)
    const redirectURI = (await window.prepare?.(wanted)) ?? wanted
    const { url, pending } = await authorizationRequest(client, provider, options, redirectURI)
    if (window.leaves) await keepPending(client, pending)
    const privateSession = options.signInPrivateSession ?? false
    const answer = await untilAborted(options.signal, window.show({ url, redirectURI, privateSession }))
    if (answer === undefined) throw failure('userCancelledSignIn', 'The sign-in page was closed')
    if (new URL(answer).searchParams.get('state') !== pending.state) {
      throw failure('securityFailed', 'The answer is not to this sign-in')
    }
    return await exchange(client, provider, pending, answer)
  } finally {
    window?.close()
  }
}

/** Opens the window for a sign-in: while a click counts. */
export function openWindow(client: Client, options: HostedUIOptions): HostedUIWindow | undefined {
  const browser = options.browser ?? client.platform.browser
  return browser?.(options.presentation ?? 'redirect')
}

/** The address to come back to: the one on this site, where there are several. */
export function redirectURIOf(configured: readonly string[]): string {
  const origin: unknown = 'location' in globalThis ? globalThis.location?.origin : undefined
  const here = configured.find(uri => typeof origin === 'string' && `${uri}/`.startsWith(`${origin}/`))
  return here ?? configured[0] ?? ''
}

function untilAborted<Value>(signal: AbortSignal | undefined, value: Promise<Value>): Promise<Value> {
  if (!signal) return value
  return new Promise((resolve, reject) => {
    const abort = () => reject(failure('aborted', undefined, { cause: signal.reason }))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
