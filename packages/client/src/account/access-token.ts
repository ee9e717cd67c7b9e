import type { Client } from '../session/client.ts'
import { getTokens } from '../tokens/get-tokens.ts'

/** The signed-in person's access token as a parameter; it waits as `getTokens` does. */
export async function accessTokenField(client: Client): Promise<{ AccessToken: string }> {
  const { accessToken } = await getTokens(client)
  return { AccessToken: accessToken.tokenString }
}
