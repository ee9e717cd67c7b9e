/** A request that waits to be sent, without anything that proves who asks. */
export interface StoredRequest {
  readonly version: 1
  /** Where it stands: requests go out in the order of their names. */
  readonly name: string
  /** Travels as `Idempotency-Key`, the same however often it is sent. */
  readonly idempotencyKey: string
  /** Whose it is: nobody else's session sends it. */
  readonly person: string
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** Headers that are made anew when the request is sent, or are nobody's to keep. */
const unkept = /^(authorization|cookie|x-amz-.*|host|content-length)$/i

/** What is kept of the headers. */
export function keptHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !unkept.test(name)))
}
