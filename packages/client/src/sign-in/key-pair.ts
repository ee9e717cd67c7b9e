import { createSrpKeyPair, type SrpKeyPair } from '@latchkey/protocol/srp'
import type { Client } from '../session/client.ts'

/**
 * The key pair that was made ahead of time, else a new one.
 *
 * @param keep leaves it for the next sign-in; otherwise it is used up
 */
export function takeKeyPair(client: Client, keep: boolean): Promise<SrpKeyPair> {
  const { srp, random } = client.platform
  const keyPair = client.keyPair ?? createSrpKeyPair(srp, random(32))
  client.keyPair = keep ? keyPair : undefined
  return keyPair
}
