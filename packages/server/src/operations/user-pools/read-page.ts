import type { Environment } from '../../environment.ts'
import type { Unit } from '../../store/unit.ts'
import type { Page } from '../../store/units/pools.ts'
import { pageToken, parsePageToken } from './page-token.ts'

/** Cognito's greatest page, and what it takes when none is asked for. */
const greatestPage = 60

/**
 * Reads one page of a list whose rows are in the order of a key.
 *
 * @param request the limit (absent or zero: the greatest) and the token of the page before
 * @param keyOf the key of a row, from which the next page goes on
 * @returns the rows, and `NextToken` where there are more
 * @throws ServiceError `InvalidParameterException` for a token that is not ours
 */
export async function readPage<Row>(
  { engine }: Environment,
  request: { readonly limit?: number | undefined; readonly token?: string | undefined },
  unit: (page: Page) => Unit<Row[]>,
  keyOf: (row: Row) => string,
): Promise<{ readonly rows: Row[]; readonly next: { NextToken?: string } }> {
  const limit = request.limit || greatestPage
  const [after = ''] = parsePageToken(request.token)
  const rows = await engine.read(() => unit({ after, limit: limit + 1 }))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > limit && last !== undefined ? { NextToken: pageToken([keyOf(last)]) } : {},
  }
}
