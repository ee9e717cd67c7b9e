/** The same as `latchkey.ts`, with the functions that are used and no others. */
import {
  type ClientConfiguration,
  createClient,
  getAWSCredentials,
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
  const credentials = await getAWSCredentials(client)
  await signOut(client)
  return { tokens, credentials }
}
