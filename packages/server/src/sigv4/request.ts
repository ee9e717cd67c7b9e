/** A request as it came in, for the verification of its signature. */
export interface SignedRequest {
  readonly method: string
  /** Absolute; its path and query are signed as they travelled. */
  readonly url: string
  readonly headers: Headers
  /** The bytes that were received, before anything parsed them. */
  readonly body: Uint8Array
}

/** A header's value. The host is also known from the URL where a runtime keeps it out of the headers. */
export function headerOf(request: SignedRequest, name: string): string | undefined {
  const value = request.headers.get(name)
  if (value !== null) return value
  return name === 'host' ? new URL(request.url).host : undefined
}

/** The names and values of a query, decoded; a plus is a plus, as SigV4 has it. */
export function queryOf(url: string): [name: string, value: string][] {
  const query = new URL(url).search.slice(1)
  if (query === '') return []
  return query
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]
    })
}

/** Percent-decoding that leaves what is no valid encoding as it is: its signature will not match. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not an encoding of UTF-8: the raw text takes part in the comparison.
    return text
  }
}
