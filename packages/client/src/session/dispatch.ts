import { AWSMobileClientError } from '../errors/error.ts'
import type { Client } from './client.ts'
import { type Effect, type SessionEvent, type StateDetails, transition } from './machine.ts'
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
      for (const effect of effects) perform(client, effect)
    }
  } finally {
    client.dispatching = false
  }
}

function perform(client: Client, effect: Effect): void {
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
      if (client.session) client.session = { ...client.session, tokens: undefined }
      client.credentials = undefined
      storeSession(client)
      return
    case 'erase':
      eraseSession(client)
      return
    case 'notify':
      notify(client, effect.details)
      return
    case 'notifyLater':
      client.details = effect.details
      return
  }
}

/** Tells the listeners, in the order in which they came; one that throws stops nobody. */
export function notify(client: Client, details: StateDetails): void {
  client.details = details
  const { userState } = client.state.standing
  for (const listener of [...client.listeners.values()]) {
    try {
      listener(userState, details)
    } catch (error) {
      client.platform.report(error)
    }
  }
}
