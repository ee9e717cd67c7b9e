import type { Value } from './statement.ts'

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
 * Rows of configuration that were read before. They are frozen, and the same objects come each time. Whoever owns the
 * cache says when to forget: it knows who else may change them.
 */
export class ConfigurationCache {
  readonly #rows = new Map<object, Map<string, readonly unknown[]>>()
  #entries = 0
  #generation = 0

  /** Grows whenever everything is forgotten. */
  get generation(): number {
    return this.#generation
  }

  find(statement: object, parameters: Record<string, Value>): unknown[] | undefined {
    const rows = this.#rows.get(statement)?.get(keyOf(parameters))
    return rows && [...rows]
  }

  /** @param generation the one at which the rows were asked for: what was forgotten since then may have changed */
  keep(
    statement: object,
    parameters: Record<string, Value>,
    rows: readonly unknown[],
    generation: number = this.#generation,
  ): void {
    if (generation !== this.#generation) return
    if (this.#entries >= mostEntries) this.forget()
    for (const row of rows) Object.freeze(row)
    let known = this.#rows.get(statement)
    if (!known) {
      known = new Map()
      this.#rows.set(statement, known)
    }
    known.set(keyOf(parameters), [...rows])
    this.#entries += 1
  }

  forget(): void {
    this.#generation += 1
    if (this.#entries === 0) return
    this.#rows.clear()
    this.#entries = 0
  }
}

const keyOf = (parameters: Record<string, Value>) => Object.values(parameters).map(String).join('\u0000')
