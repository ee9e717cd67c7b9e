/** SRP sign-in, tokens and sign-out alone, with the functions that are used and no others. */
import {
  type ClientConfiguration,
  createClient,
  getTokens,
  initialize,
  signIn,
  signOut,
} from '@latchkey/client/functions'

export async function walk(configuration: ClientConfiguration, username: string, password: string) {
  const client = createClient({ configuration })
  await initialize(client)
  await signIn(client, { username, password })
  const tokens = await getTokens(client)
  await signOut(client)
  return { tokens }
}
