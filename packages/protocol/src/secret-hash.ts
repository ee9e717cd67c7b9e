import { toBase64 } from './encoding/base64.ts'
import type { SrpEngine } from './srp/engine.ts'

/**
 * `SECRET_HASH` of an app client with a secret: base64 of HMAC-SHA256(secret, user name ‖ client id).
 *
 * @param username exactly as it travels in the same request
 */
export async function secretHash(
  engine: Pick<SrpEngine, 'hmac'>,
  clientSecret: string,
  username: string,
  clientId: string,
): Promise<string> {
  const encoder = new TextEncoder()
  return toBase64(await engine.hmac(encoder.encode(clientSecret), encoder.encode(username + clientId)))
}
