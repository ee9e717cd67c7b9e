import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from './client.ts'
import { type Effect, type SessionEvent, type StateDetails, transition, type UserState } from './machine.ts'
import { eraseSession, storeSession } from './records.ts'

/** Gives an event to the machine and does what it asks. Events that arrive meanwhile take their turn. */
export function dispatch(client: Client, event: SessionEvent): void {
  client.queue.push(event)
  if (client.dispatching) return
  client.dispatching = true
  try {
    for (let next = client.queue.shift(); next; next = client.queue.shift()) {
      const { state, effects } = transition(client.state, next)
      client.state = state
      let settled = false
      for (const effect of effects) {
        if (effect.type === 'notify') tell(client, state.standing.userState, effect.details, settled)
        else perform(client, effect)
        settled ||= effect.type === 'resume' || effect.type === 'reject'
      }
    }
  } finally {
    client.dispatching = false
  }
}

function perform(client: Client, effect: Exclude<Effect, { type: 'notify' }>): void {
  switch (effect.type) {
    case 'resume':
    case 'reject':
      for (const id of effect.waiters) {
        const wait = client.waits.get(id)
        client.waits.delete(id)
        if (effect.type === 'resume') wait?.resume()
        else wait?.reject(new AWSMobileClientError(effect.kind))
      }
      return
    case 'rejectSignIn':
      client.attempts.get(effect.attempt)?.(new AWSMobileClientError(effect.kind))
      return
    case 'store':
      if (client.session) {
        const { federation } = client.session
        client.session = {
          ...client.session,
          tokens: undefined,
          federation: federation && { ...federation, token: undefined },
        }
      }
      client.credentials = undefined
      storeSession(client)
      return
    case 'notifyLater':
      client.details = effect.details
      return
    case 'erase':
      eraseSession(client, effect.elsewhere)
      return
  }
}

/** Within so many turns of the microtask queue a waiting call that can be settled has settled its promise. */
const turns = 10

/** Tells the listeners at once, unless there are calls that come before them. Nobody is overtaken. */
function tell(client: Client, userState: UserState, details: StateDetails, settled: boolean): void {
  if (!settled && !client.telling) {
    notify(client, userState, details)
    return
  }
  const telling: Promise<void> = waitingCallsSettle(client.telling).then(() => {
    if (client.telling === telling) client.telling = undefined
    notify(client, userState, details)
  })
  client.telling = telling
}

async function waitingCallsSettle(former: Promise<void> | undefined): Promise<void> {
  await former
  for (let turn = 0; turn < turns; turn++) await undefined
}

/** Tells the listeners, in the order in which they came; one that throws stops nobody. */
export function notify(client: Client, userState: UserState, details: StateDetails): void {
  client.details = details
  client.plan?.(client)
  if (!client.listeners.size && userState.endsWith('Invalid')) {
    client.platform.report(
      new AWSMobileClientError(
        'notSignedIn',
        'Calls wait for a sign-in, and nobody listens to the user state',
      ),
    )
  }
  for (const [key, listener] of [...client.listeners]) {
    try {
      if (client.listeners.has(key)) listener(userState, details)
    } catch (error) {
      client.platform.report(error)
    }
  }
}
