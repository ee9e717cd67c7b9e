import { keyedHash } from '../keys/seal.ts'
import { hexDigest } from './canonical-request.ts'

/** The name of the algorithm, which begins the header and the text that is signed. */
export const algorithm = 'AWS4-HMAC-SHA256'

/** What a signature is good for. */
export interface Scope {
  /** `YYYYMMDD`. */
  readonly date: string
  readonly region: string
  /** The signing name of the service, such as `sts`. */
  readonly service: string
}

/**
 * The signature of a canonical request (Signature Version 4, steps 2 and 3), in hexadecimal digits.
 *
 * @param timestamp `YYYYMMDDTHHMMSSZ`
 */
export function signatureOf(secret: string, scope: Scope, timestamp: string, canonical: string): string {
  const { date, region, service } = scope
  const key = [date, region, service, 'aws4_request'].reduce<Uint8Array>(
    (current, part) => keyedHash(current, part),
    Buffer.from(`AWS4${secret}`),
  )
  const text = [algorithm, timestamp, `${date}/${region}/${service}/aws4_request`, hexDigest(canonical)].join(
    '\n',
  )
  return keyedHash(key, text).toString('hex')
}
