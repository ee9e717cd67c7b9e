import type { Login } from '../credentials/logins.ts'
import { withLogin } from '../credentials/with-login.ts'
import type { AWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'
import { awaitsSignIn } from '../session/machine.ts'
import { createWaiter, dropWaiter } from '../session/waiting.ts'
import type { WaitOptions } from '../session/waits.ts'
import type { Features } from '../sign-in/features.ts'

/** The login that a person has brought from elsewhere. */
export function federatedLogin(
  { providerName, customRoleARN }: { providerName: string; customRoleARN?: string | undefined },
  token: string,
  epoch: number,
  key: string,
): Login {
  return { logins: { [providerName]: token }, epoch, key, customRoleARN }
}

/**
 * The feature of people who have brought a login from elsewhere, by `federatedSignIn`: asks the identity pool with it. Where it is refused the call waits for
 * a new one, from the very moment of the refusal, so that a listener that releases the wait releases it too.
 */
export const federation: NonNullable<Features['federation']> = async (client, options, abandoned, ask) => {
  while (!abandoned?.aborted && client.state.standing.provider === 'oidcFederation') {
    const { epoch } = client.state
    const { federation: brought } = client.session ?? {}
    if (brought?.token === undefined) {
      await newLogin(client, options.whenSignedOut, abandoned)
      continue
    }
    const login: Login = {
      ...federatedLogin(brought, brought.token, epoch, `${epoch}`),
      refused: cause => loginRefused(client, epoch, brought.providerName, cause),
    }
    const waiter = options.whenSignedOut === 'reject' ? undefined : createWaiter(client, abandoned)
    if (waiter) client.joined.add(waiter)
    let cause: unknown
    try {
      const value = await ask(login)
      dropWaiter(client, waiter)
      return value
    } catch (error) {
      if (client.state.epoch !== epoch || !awaitsSignIn(client.state.standing)) {
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
  if (abandoned?.aborted) throw failure('aborted')
  // Somebody is signed in to the user pool by now, or nobody.
  return withLogin(client, options, abandoned, ask)
}

/** Whoever asked with the login waits, and listeners hear of it once. */
function loginRefused(client: Client, epoch: number, provider: string, cause: AWSMobileClientError): void {
  const waiters = [...client.joined].filter(({ abandoned }) => !abandoned?.aborted).map(({ id }) => id)
  client.joined.clear()
  dispatch(client, { type: 'refused', epoch, waiters, details: { provider, cause } })
}

async function newLogin(
  client: Client,
  whenSignedOut: WaitOptions['whenSignedOut'],
  abandoned: AbortSignal | undefined,
): Promise<void> {
  if (whenSignedOut === 'reject') throw failure('notSignedIn', 'The identity pool wants a new token')
  const waiter = createWaiter(client, abandoned)
  const { providerName: provider = '' } = client.session?.federation ?? {}
  dispatch(client, { type: 'waitStarted', waiter: waiter.id, details: { provider } })
  await waiter.over
}
