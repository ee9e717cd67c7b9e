import { createHash } from 'node:crypto'

/** A made-up person at a made-up provider. */
export interface SimulatedPerson {
  readonly subject: string
  readonly email: string
  readonly name: string
}

/** People to choose from, so that nobody has to type. */
export const people: readonly SimulatedPerson[] = [
  'ada@example.com',
  'grace@example.com',
  'alan@example.com',
].map(email => personOf(email))

/**
 * A person by their address: the same one has the same subject every time.
 *
 * @param name default: the address without its domain, with a capital
 * @param subject default: 21 digits, as Google's
 */
export function personOf(email: string, name?: string, subject?: string): SimulatedPerson {
  const local = email.slice(0, email.indexOf('@')) || email
  const digits = BigInt(`0x${createHash('sha256').update(email.toLowerCase()).digest('hex')}`)
    .toString()
    .slice(0, 21)
  return {
    email,
    name: name || local.charAt(0).toUpperCase() + local.slice(1),
    subject: subject || digits,
  }
}
