import { atomicity } from './conformance/atomicity.ts'
import type { ConformanceCase } from './conformance/case.ts'
import { clients } from './conformance/clients.ts'
import { codes } from './conformance/codes.ts'
import { housekeeping } from './conformance/housekeeping.ts'
import { identities } from './conformance/identities.ts'
import { oauthTransactions } from './conformance/oauth-transactions.ts'
import { pools } from './conformance/pools.ts'
import { resources } from './conformance/resources.ts'
import { sessions } from './conformance/sessions.ts'
import { userLists } from './conformance/user-lists.ts'
import { users } from './conformance/users.ts'

export type { ConformanceCase } from './conformance/case.ts'
export type { Engine, Query, Unit } from './unit.ts'
export { deleteEverything } from './units/housekeeping.ts'

/**
 * What every engine has to do. An engine is done when each case passes on an empty, migrated database; the cases
 * throw an `AssertionError` and need no test runner.
 *
 * @example
 * ```ts
 * for (const { name, run } of storeConformance) it(name, async () => run(await openFreshEngine()))
 * ```
 */
export const storeConformance: readonly ConformanceCase[] = [
  ...atomicity,
  ...pools,
  ...clients,
  ...users,
  ...userLists,
  ...codes,
  ...sessions,
  ...oauthTransactions,
  ...resources,
  ...identities,
  ...housekeeping,
]
