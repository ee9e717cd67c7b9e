import type { Client } from './client.ts'

/** However many ask for the same thing at once, it is fetched once. */
export function singleFlight<Value>(client: Client, key: string, run: () => Promise<Value>): Promise<Value> {
  const known = client.flights.get(key) as Promise<Value> | undefined
  if (known) return known
  const flight = run().finally(() => {
    if (client.flights.get(key) === flight) client.flights.delete(key)
  })
  client.flights.set(key, flight)
  return flight
}
