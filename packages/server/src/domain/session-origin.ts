import type { SessionRow } from '../store/schema.ts'

/** How a session came to be. */
export type SessionOrigin =
  /** By a sign-in through the API. */
  | { readonly kind: 'api' }
  /** By a grant of the authorization server. */
  | {
      readonly kind: 'oauth'
      /** The resource server that its access tokens are for (RFC 8707). */
      readonly resource?: string | undefined
    }
  /** By a sign-in on the hosted pages: it is the browser's, and gives codes, never tokens. */
  | {
      readonly kind: 'browser'
      /** The identity provider, when it was one. */
      readonly provider?: string | undefined
      /** What a SAML provider calls the person and the session, for a logout there. */
      readonly saml?: { readonly nameId: string; readonly sessionIndex?: string | undefined } | undefined
    }

export function originOf({ origin }: Pick<SessionRow, 'origin'>): SessionOrigin {
  return origin === '' ? { kind: 'api' } : (JSON.parse(origin) as SessionOrigin)
}

/** The form in which the store keeps it. */
export function originText(origin: SessionOrigin): string {
  return origin.kind === 'api' ? '' : JSON.stringify(origin)
}
