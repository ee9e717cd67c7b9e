import type { Client } from './client.ts'
import { dispatch } from './dispatch.ts'
import type { Waiter } from './waits.ts'

/** Takes a place; it counts once the machine knows of it. */
export function createWaiter(client: Client, abandoned: AbortSignal | undefined): Waiter {
  const id = ++client.lastId
  const over = new Promise<void>((resume, reject) => client.waits.set(id, { resume, reject }))
  // Whether somebody still awaits it depends on how the call goes on; the call itself has the error.
  over.catch(() => undefined)
  abandoned?.addEventListener(
    'abort',
    () => {
      client.waits.delete(id)
      dispatch(client, { type: 'waitEnded', waiter: id })
    },
    { once: true },
  )
  return { id, over, abandoned }
}

/** Gives up a place that was not needed. */
export function dropWaiter(client: Client, waiter: Waiter | undefined): void {
  if (waiter) client.waits.delete(waiter.id)
}

/**
 * Ends every wait for a new sign-in: the calls reject with `unableToSignIn`. The state stays, and later calls
 * wait anew.
 */
export function releaseSignInWait(client: Client): void {
  dispatch(client, { type: 'waitReleased' })
}
