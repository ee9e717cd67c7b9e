/**
 * Requests that the server itself makes to providers of identities. What is asked is chosen by administrators, and
 * by metadata that strangers publish: so addresses are guarded, redirects are not followed, and answers are short
 * and quick, or an error.
 */
export interface Upstream {
  /**
   * As `fetch`, without redirects.
   *
   * @throws UpstreamError
   */
  fetch(url: string, init?: UpstreamInit): Promise<Response>
}

export interface UpstreamInit {
  readonly method?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export type UpstreamErrorKind =
  /** No connection, no answer in time, or half of one. */
  | 'unreachable'
  /** The address is of a private network, or neither `https:` nor of this machine where that is allowed. */
  | 'forbidden'
  /** The answer is longer than any of its kind. */
  | 'tooLarge'

export class UpstreamError extends Error {
  override readonly name = 'UpstreamError'
  readonly kind: UpstreamErrorKind

  constructor(kind: UpstreamErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
