import type { Environment } from '../environment.ts'
import { seal, sealNonceLength, unseal } from '../keys/seal.ts'

/**
 * Seals a text with the pool's key for records.
 *
 * @param context what the text belongs to; opening needs the same
 */
export async function sealText(
  environment: Environment,
  poolId: string,
  context: string,
  text: string,
): Promise<string> {
  const { records } = await environment.keys.secrets(poolId)
  const nonce = environment.random(sealNonceLength)
  return seal(records, `${context} ${poolId}`, Buffer.from(text), nonce).toString('base64')
}

/** Opens what `sealText` made; throws when it was changed or moved. */
export async function openText(
  environment: Environment,
  poolId: string,
  context: string,
  sealed: string,
): Promise<string> {
  const { records } = await environment.keys.secrets(poolId)
  const text = unseal(records, `${context} ${poolId}`, Buffer.from(sealed, 'base64'))
  if (!text) throw new Error(`The ${context} of ${poolId} cannot be opened with the key of its pool.`)
  return text.toString('utf8')
}
