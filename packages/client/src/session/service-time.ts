import type { Client } from './client.ts'

/** The service's time, milliseconds since 1970: by it tokens and credentials end, and answers are signed. */
export function serviceNow({ platform, clockOffset }: Client): number {
  return platform.clock.now() + clockOffset
}

/** How long something is good for, in milliseconds. */
export function remaining(client: Client, { expiration }: { readonly expiration: Date }): number {
  return expiration.getTime() - serviceNow(client)
}
