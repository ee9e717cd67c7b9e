import { timingSafeEqual } from 'node:crypto'
import { keyedHash } from '../../keys/seal.ts'
import { readCookie, setCookie } from '../cookies.ts'
import { PageError } from '../oauth-error.ts'
import { newSecret } from '../transactions.ts'
import type { Visit } from '../visit.ts'

/** The field's name, as Cognito's pages have it. */
const field = '_csrf'

async function tokenOf({ environment, pool }: Visit, cookie: string): Promise<string> {
  const { codes } = await environment.keys.secrets(pool.id)
  return keyedHash(codes, `form ${pool.id} ${cookie}`).toString('base64url')
}

/** What ties a form to the browser that it is printed for: a keyed hash of a cookie that no page can read. */
export async function csrfField(
  visit: Visit,
): Promise<{ readonly token: string; readonly cookies: readonly string[] }> {
  const known = readCookie(visit, 'XSRF-TOKEN')
  const cookie = known ?? newSecret(visit.environment)
  return {
    token: await tokenOf(visit, cookie),
    cookies: known === undefined ? [setCookie(visit, 'XSRF-TOKEN', cookie)] : [],
  }
}

/**
 * Refuses a form that was not printed for this browser, or that another site has sent.
 *
 * @throws PageError `forged_request`
 */
export async function requireOwnForm(visit: Visit): Promise<void> {
  const cookie = readCookie(visit, 'XSRF-TOKEN')
  const given = Buffer.from(visit.form.get(field) ?? '')
  const expected = Buffer.from(cookie === undefined ? '' : await tokenOf(visit, cookie))
  const fits = expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)
  if (!fits || isForeignSite(visit)) {
    throw new PageError(
      'forged_request',
      'The form was not sent from this page, or the page is too old.',
      403,
    )
  }
}

/**
 * Whether the browser says that another site sent a form. A program that is no browser says nothing of sites: what it
 * has is the token, which no site could have read or planted with it.
 */
function isForeignSite(visit: Visit): boolean {
  const isSilent = !visit.headers.has('sec-fetch-site') && !visit.headers.has('origin')
  return !isSilent && !isOwnSite(visit)
}

/** What the browser says of where a form came from: by its newer header where it has it, else by `Origin`. */
export function isOwnSite({ headers, host }: Pick<Visit, 'headers' | 'host'>): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  return origin !== null && URL.parse(origin)?.host === host
}
