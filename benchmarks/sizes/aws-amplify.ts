/** SRP sign-in, tokens, AWS credentials and sign-out with `aws-amplify`. */
import { Amplify, type ResourcesConfig } from 'aws-amplify'
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth'

export async function walk(configuration: ResourcesConfig, username: string, password: string) {
  Amplify.configure(configuration)
  await signIn({ username, password })
  const { tokens, credentials } = await fetchAuthSession()
  await signOut()
  return { tokens, credentials }
}
