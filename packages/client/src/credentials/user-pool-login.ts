import type { Client } from '../session/client.ts'

/** The user pool's name among an identity pool's logins. */
export function userPoolLogin(client: Client): string {
  const { region, poolId } = client.configuration?.userPool ?? {}
  return `cognito-idp.${region}.amazonaws.com/${poolId}`
}
