import {
  proveSrpPassword,
  type SrpChallenge,
  type SrpIdentity,
  type SrpKeyPair,
  srpTimestamp,
} from '@latchkey/protocol/srp'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { serviceNow } from '../session/service-time.ts'

/**
 * Proves a person's or a device's password to the service.
 *
 * @throws AWSMobileClientError `unknown` when the service's values are none that SRP allows
 */
export async function proveBySrp(
  client: Client,
  keyPair: SrpKeyPair,
  identity: SrpIdentity,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { srp } = client.platform
  const challenge: SrpChallenge = { SALT: '', SRP_B: '', SECRET_BLOCK: '', ...parameters }
  const timestamp = srpTimestamp(serviceNow(client))
  const proof = await proveSrpPassword(srp, keyPair, identity, challenge, timestamp)
  if (proof.outcome !== 'proven') throw failure('unknown', `The service's SRP values: ${proof.outcome}`)
  return {
    PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: proof.signature,
    TIMESTAMP: timestamp,
  }
}
