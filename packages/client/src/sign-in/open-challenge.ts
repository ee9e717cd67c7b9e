import type { Client } from '../session/client.ts'
import type { PendingChallenge } from './types.ts'

/** Opens a challenge for the person, or closes the one that is open. */
export function setChallenge(client: Client, challenge: PendingChallenge | undefined): void {
  client.challenge = challenge
  client.features.challenges?.keep(client)
}

/** Keeps what a confirmed sign-up may sign in with, or forgets it. */
export function setConfirmed(client: Client, confirmed: Client['confirmed']): void {
  client.confirmed = confirmed
  client.features.challenges?.keep(client)
}
