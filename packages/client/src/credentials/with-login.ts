import type { AWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import type { WaitOptions } from '../session/limits.ts'
import { awaitsSignIn } from '../session/machine.ts'
import { createWaiter, dropWaiter } from '../session/waiting.ts'
import { currentLogin, type Login } from './login.ts'

/**
 * Asks the identity pool as the person who is signed in. Where it refuses a federated login the call waits for a
 * new one, from the very moment of the refusal, so that a listener that releases the wait releases it too.
 */
export async function withLogin<Value>(
  client: Client,
  options: WaitOptions,
  abandoned: AbortSignal | undefined,
  ask: (login: Login) => Promise<Value>,
): Promise<Value> {
  while (!abandoned?.aborted) {
    const login = await currentLogin(client, options, abandoned)
    if (!login.federated) return ask(login)
    const waiter = options.whenSignedOut === 'reject' ? undefined : createWaiter(client, abandoned)
    if (waiter) client.joined.add(waiter)
    let cause: unknown
    try {
      const value = await ask(login)
      dropWaiter(client, waiter)
      return value
    } catch (error) {
      const { epoch, standing } = client.state
      if (epoch !== login.epoch || !awaitsSignIn(standing)) {
        dropWaiter(client, waiter)
        throw error
      }
      cause = error
    } finally {
      if (waiter) client.joined.delete(waiter)
    }
    if (!waiter) throw failure('notSignedIn', 'The identity pool wants a new token', { cause })
    await waiter.over
  }
  throw failure('aborted')
}

/** The identity pool has refused the login itself: whoever asked with it waits, and listeners hear of it once. */
export function loginRefused(
  client: Client,
  { epoch, federated, logins }: Login,
  cause: AWSMobileClientError,
) {
  if (!federated) return
  const waiters = [...client.joined].filter(({ abandoned }) => !abandoned?.aborted).map(({ id }) => id)
  client.joined.clear()
  const [provider = ''] = Object.keys(logins)
  dispatch(client, { type: 'refused', epoch, waiters, details: { provider, cause } })
}
