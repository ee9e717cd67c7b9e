import { isAWSMobileClientError } from '../errors/error.ts'
import type { Client } from '../session/client.ts'
import { refresh } from './refresh.ts'

/** How long after a renewal or a failure it is asked again at the soonest, in milliseconds; failures double it. */
const pause = { shortest: 60_000, longest: 1_800_000 } as const

/** Timers of browsers count 31 bits of milliseconds: what is due later than a day is planned again by then. */
const farthest = 86_400_000

/** Clients that have begun, however often it is called while it is loaded. */
const planned = new WeakSet<Client>()

/** When the tokens are renewed, milliseconds by the device's clock: half a leeway before a call would do it. */
function dueAt({ session, state, clockOffset }: Client): number | undefined {
  if (state.standing.userState !== 'signedIn' || !session?.tokens?.refreshToken) return undefined
  return session.tokens.expiration.getTime() - 1.5 * session.leeway - clockOffset
}

/**
 * Renews a client's tokens ahead of time, so that calls find them fresh; the feature behind the option
 * `autoRefresh`. Calls renew them all the same: nothing depends on this timer, so it may be missing. It keeps no
 * process alive, and waits while nobody sees the app or the device is offline. A failure is tried again after two
 * minutes, then after four, eight and so on.
 */
export async function autoRefresh(client: Client): Promise<void> {
  if (planned.has(client)) return
  planned.add(client)
  const { clock, background, report } = client.platform
  let cancel = () => {}
  let working = false
  let rest: number = pause.shortest
  let earliest = 0

  /** When there is something to do; nothing while it would be for nobody, or in vain. */
  const next = () => (working || background?.waits() ? undefined : dueAt(client))

  const plan = () => {
    cancel()
    const due = next()
    if (due === undefined) return
    const now = clock.now()
    // By a clock that was set back the pause would be as long as that.
    const wait = Math.max(due - now, Math.min(earliest - now, rest), 0)
    cancel = clock.after(Math.min(wait, farthest), wake, { background: true })
  }

  const wake = () => {
    const due = next()
    // A call or another tab may have renewed them meanwhile; the connection may be gone.
    if (due === undefined || due > clock.now()) plan()
    else void renew()
  }

  async function renew() {
    const { epoch } = client.state
    working = true
    try {
      await refresh(client, undefined)
      rest = pause.shortest
    } catch (error) {
      rest = Math.min(rest * 2, pause.longest)
      const passes = isAWSMobileClientError(error) && error.retryable
      // Whoever signed out meanwhile needs no tokens.
      if (!passes && client.state.epoch === epoch) report(error)
    } finally {
      working = false
      earliest = clock.now() + rest
      plan()
    }
  }

  client.plan = plan
  background?.watch(() => {
    earliest = 0
    plan()
  })
  plan()
}
