/** SRP sign-in, tokens and sign-out alone, with the functions that are used and no others. */
import { createClient, getTokens, initialize, signIn, signOut } from '@latchkey/client/functions'

export async function walk(configuration: object, username: string, password: string) {
  const client = createClient({ configuration })
  await initialize(client)
  await signIn(client, { username, password })
  const tokens = await getTokens(client)
  await signOut(client)
  return { tokens }
}
