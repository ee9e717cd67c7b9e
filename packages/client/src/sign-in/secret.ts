import { secretHash as hash } from '@latchkey/protocol'
import type { Client } from '../session/client.ts'

/** The feature of app clients with a secret: the parameter that proves it. Nothing where there is none. */
export async function secretHash(
  client: Client,
  username: string,
): Promise<{ readonly SECRET_HASH?: string }> {
  const { clientId = '', clientSecret } = client.configuration?.userPool ?? {}
  if (!clientSecret) return {}
  return { SECRET_HASH: await hash(client.platform.srp, clientSecret, username, clientId) }
}
