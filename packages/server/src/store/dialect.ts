import { DummyDriver, Kysely, type Dialect as KyselyDialect } from 'kysely'
import type { Database } from './schema.ts'

/** How an engine wants its SQL: all that shared code knows of an engine. Each engine's folder has one. */
export interface Dialect {
  /** Builds and compiles statements; it never runs any. */
  readonly builder: Kysely<Database>
  /** The type of columns that hold text, which compares by bytes: prefix searches and pages rely on it. */
  readonly textType: string
  /** The type of columns that hold whole numbers up to 2^53. */
  readonly numberType: string
  /** Whether a table can keep its rows in the tree of its key (`WITHOUT ROWID`), which saves a look-up. */
  readonly clustersByKey: boolean
}

/** A builder without a connection. */
export function offlineBuilder(parts: Omit<KyselyDialect, 'createDriver'>): Kysely<Database> {
  return new Kysely({ dialect: { ...parts, createDriver: () => new DummyDriver() } })
}
