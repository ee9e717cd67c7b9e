import type { Visit } from './visit.ts'

/** What is kept in the browser. */
export type CookieName =
  /** The sessions of who is signed in. */
  | 'cognito'
  /** The sign-in that is under way. */
  | 'cognito-pending'
  /** Ties forms to the browser that they were printed for, and answers of providers to the one that went there. */
  | 'XSRF-TOKEN'

/**
 * The name with the pool, since pools may share a host. Over HTTPS the prefix makes the browser refuse a cookie
 * that another host, or an unprotected page, has planted.
 */
function fullName({ pool, secure }: Visit, name: CookieName): string {
  return `${secure ? '__Host-' : ''}${name}-${pool.id}`
}

export function readCookie(visit: Visit, name: CookieName): string | undefined {
  return visit.cookies.get(fullName(visit, name)) || undefined
}

/** A `Set-Cookie` value; without a lifetime (in seconds) the cookie goes with the browser. */
export function setCookie(visit: Visit, name: CookieName, value: string, lifetime?: number): string {
  const parts = [`${fullName(visit, name)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  if (visit.secure) parts.push('Secure')
  if (lifetime !== undefined) parts.push(`Max-Age=${Math.floor(lifetime)}`)
  return parts.join('; ')
}

/** A `Set-Cookie` value that takes a cookie away. */
export function dropCookie(visit: Visit, name: CookieName): string {
  return setCookie(visit, name, '', 0)
}
