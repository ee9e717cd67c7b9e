/** SRP sign-in, tokens, AWS credentials and sign-out with `@latchkey/client`. */
import { AWSMobileClient } from '@latchkey/client'

export async function walk(configuration: object, username: string, password: string) {
  const client = new AWSMobileClient({ configuration })
  await client.initialize()
  await client.signIn({ username, password })
  const tokens = await client.getTokens()
  const credentials = await client.getAWSCredentials()
  await client.signOut()
  return { tokens, credentials }
}
