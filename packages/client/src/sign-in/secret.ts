import { secretHash } from '@latchkey/protocol'
import type { Client } from '../session/client.ts'

/** The parameter that proves an app client's secret; nothing where it has none. */
export async function userSecretHash(
  client: Client,
  username: string,
): Promise<{ readonly SECRET_HASH?: string }> {
  const { clientId = '', clientSecret } = client.configuration?.userPool ?? {}
  if (!clientSecret) return {}
  return { SECRET_HASH: await secretHash(client.platform.srp, clientSecret, username, clientId) }
}
