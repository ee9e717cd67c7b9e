import { errors } from '../../errors.ts'
import type { SessionRow } from '../../store/schema.ts'
import type { SessionPage } from '../../store/units/user-sessions.ts'
import { pageToken, parsePageToken } from './page-token.ts'

const greatestPage = 60

/** The page of sessions that a token leads to. @throws ServiceError `InvalidParameterException` */
export function sessionPage(token: string | undefined, limit: number = greatestPage): SessionPage {
  const [before = String(Number.MAX_SAFE_INTEGER), after = ''] = parsePageToken(token)
  if (!/^\d+$/.test(before)) throw errors.invalidParameter('Invalid pagination token.')
  return { before: Number(before), after, limit: limit + 1 }
}

/** Cuts what was read to the page, and makes the token of the next where there is one. */
export function cutSessions(
  rows: readonly SessionRow[],
  { limit }: SessionPage,
): { readonly page: SessionRow[]; readonly next: { NextToken?: string } } {
  const page = rows.slice(0, limit - 1)
  const last = page.at(-1)
  const more = rows.length === limit && last !== undefined
  return {
    page,
    next: more ? { NextToken: pageToken([String(last.authenticated_at), last.session_id]) } : {},
  }
}
