import type { Value } from '../statement.ts'

/** Tables that are few, read by every request, and seldom written: what administrators configure. */
const tables = new Set([
  'user_pools',
  'user_pool_clients',
  'client_pools',
  'pool_resources',
  'identity_pools',
])

/** More than this are strangers' made-up ids. */
const mostEntries = 5000

/** What a statement does to the tables that are cached. */
export type CacheUse = 'read' | 'write' | 'none'

/** Tells it from the SQL: a select of one table alone, or any change. */
export function cacheUseOf(sql: string): CacheUse {
  const changed = /^(?:insert into|update|delete from) "(\w+)"/.exec(sql)?.[1]
  if (changed !== undefined) return tables.has(changed) ? 'write' : 'none'
  const named = [...sql.matchAll(/(?:from|join) "(\w+)"/g)].map(([, table = '']) => table)
  return named.length === 1 && tables.has(named[0] ?? '') ? 'read' : 'none'
}

/**
 * Rows of configuration, as long as nobody changes any. A SQLite database has one process, and its one connection
 * carries every statement, so nothing can change behind its back. Rows are frozen, and the same object comes each time.
 */
export class ConfigurationCache {
  readonly #rows = new Map<object, Map<string, readonly unknown[]>>()
  #entries = 0

  /** The rows of a statement, read when they are not there. */
  rows(statement: object, parameters: Record<string, Value>, read: () => unknown[]): unknown[] {
    let known = this.#rows.get(statement)
    if (!known) {
      known = new Map()
      this.#rows.set(statement, known)
    }
    const key = Object.values(parameters).map(String).join('\u0000')
    const found = known.get(key)
    if (found) return [...found]
    if (this.#entries >= mostEntries) {
      this.forget()
      return read()
    }
    const rows = read()
    for (const row of rows) Object.freeze(row)
    known.set(key, rows)
    this.#entries += 1
    return [...rows]
  }

  /** After a change, and after a rollback: what was read in between never was. */
  forget(): void {
    if (this.#entries === 0) return
    this.#rows.clear()
    this.#entries = 0
  }
}
