import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type CacheUse, ConfigurationCache, cacheUseOf } from '../configuration-cache.ts'
import type { Statement, Value } from '../statement.ts'
import { type Engine, onlyStep, type Query, type Unit } from '../unit.ts'
import { sqliteDialect } from './dialect.ts'

interface Waiting {
  /** Runs the unit beside others; keeps what it throws. */
  run(): void
  /** Runs the unit as the whole transaction; throws what it throws. */
  runAlone(): void
  settle(failure?: unknown): void
}

/** A statement that is ready to run. */
interface Prepared {
  readonly run: StatementSync
  bind(parameters: Record<string, Value>): Value[]
  readonly use: CacheUse
}

/**
 * SQLite as an engine: one connection, one writer, and group commit. Writes that arrive in the same turn of the
 * event loop share one transaction, so that one `fsync` makes them all durable; each has its own savepoint, so
 * that one that fails takes nothing with it. Nobody is answered before the commit.
 *
 * @param path a file, or `:memory:`
 */
export function openSqlite(path: string): SqliteEngine {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 })
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA cache_size = -16000;
  `)
  return new SqliteEngine(database)
}

export class SqliteEngine implements Engine {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<Statement<never, unknown>, Prepared>()
  /** This process alone has the database, and one connection carries every statement: nothing changes behind its back. */
  readonly #cache = new ConfigurationCache()
  readonly #control = new Map<string, StatementSync>()
  #queue: Waiting[] = []
  #scheduled = false

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async read<T>(unit: () => Unit<T>): Promise<T> {
    return this.#drive(unit())
  }

  write<T>(unit: () => Unit<T>): Promise<T> {
    return this.#enqueue(
      () => this.#drive(unit()),
      work => {
        this.#run('SAVEPOINT unit')
        try {
          work()
          this.#run('RELEASE unit')
        } catch (failure) {
          this.#cache.forget()
          this.#run('ROLLBACK TO unit')
          this.#run('RELEASE unit')
          throw failure
        }
      },
    )
  }

  writeOne<T>(unit: () => Unit<T>): Promise<T> {
    const drive = () => {
      const attempt = unit()
      const step = attempt.next([])
      return step.done ? step.value : onlyStep(attempt.next(this.#query(step.value)))
    }
    // A statement is all or nothing by itself.
    return this.#enqueue(drive, work => work())
  }

  /**
   * @param drive runs a unit
   * @param within runs it beside others, so that it takes nothing with it when it fails
   */
  #enqueue<T>(drive: () => T, within: (work: () => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      let outcome: { value: T } | { failure: unknown } | undefined
      const work = () => {
        outcome = { value: drive() }
      }
      this.#queue.push({
        run: () => {
          try {
            within(work)
          } catch (failure) {
            outcome = { failure }
          }
        },
        runAlone: work,
        settle: commitFailure => {
          if (commitFailure !== undefined) reject(commitFailure)
          else if (outcome && 'value' in outcome) resolve(outcome.value)
          else reject(outcome?.failure)
        },
      })
      if (!this.#scheduled) {
        this.#scheduled = true
        setImmediate(() => this.#commit())
      }
    })
  }

  /** Runs statements that are not units: migrations and tests. */
  execute(sql: string): void {
    this.#cache.forget()
    this.#database.exec(sql)
  }

  async close(): Promise<void> {
    this.#commit()
    this.#prepared.clear()
    this.#control.clear()
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#database.close()
  }

  #commit(): void {
    this.#scheduled = false
    const batch = this.#queue
    this.#queue = []
    if (batch.length === 0) return
    let failure: unknown
    try {
      this.#run('BEGIN IMMEDIATE')
      // A unit that is alone needs no savepoint: the transaction is its own.
      if (batch.length === 1) batch[0]?.runAlone()
      else for (const waiting of batch) waiting.run()
      this.#run('COMMIT')
    } catch (error) {
      failure = error ?? new Error('The transaction failed.')
      this.#cache.forget()
      if (this.#database.isTransaction) this.#run('ROLLBACK')
    }
    for (const waiting of batch) waiting.settle(failure)
  }

  /** Runs a statement of transaction control, prepared once. */
  #run(sql: string): void {
    let prepared = this.#control.get(sql)
    if (!prepared) {
      prepared = this.#database.prepare(sql)
      this.#control.set(sql, prepared)
    }
    prepared.run()
  }

  #drive<T>(unit: Unit<T>): T {
    let step = unit.next([])
    while (!step.done) {
      let rows: unknown[]
      try {
        rows = this.#query(step.value)
      } catch (error) {
        step = unit.throw(error)
        continue
      }
      step = unit.next(rows)
    }
    return step.value
  }

  #query({ statement, parameters }: Query): unknown[] {
    let prepared = this.#prepared.get(statement)
    if (!prepared) {
      const compiled = statement.compile(sqliteDialect)
      prepared = {
        run: this.#database.prepare(compiled.sql),
        bind: compiled.bind as Prepared['bind'],
        use: cacheUseOf(compiled.sql),
      }
      this.#prepared.set(statement, prepared)
    }
    const { run, bind, use } = prepared
    const known = use === 'read' ? this.#cache.find(statement, parameters) : undefined
    if (known) return known
    const rows = run.all(...bind(parameters))
    if (use === 'read') this.#cache.keep(statement, parameters, rows)
    if (use === 'write') this.#cache.forget()
    return rows
  }
}
