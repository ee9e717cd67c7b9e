import { setTimeout as pause } from 'node:timers/promises'
import { type CacheUse, ConfigurationCache, cacheUseOf } from '../configuration-cache.ts'
import type { Statement, Value } from '../statement.ts'
import { type Engine, onlyStep, type Query, type Unit } from '../unit.ts'
import { type Connection, connectMilliseconds, openConnections, type Pool } from './connections.ts'
import { postgresDialect } from './dialect.ts'
import { type Failure, failureOf, reportOf } from './failure.ts'
import { Lane } from './lane.ts'
import { type NamedStatement, runStatement } from './run-statement.ts'

/** From the beginning of a unit to the latest moment at which its caller is answered. */
const unitMilliseconds = 4500
const lastTry = 5
/** How long configuration is taken for what it was; changes of this node are seen at once. */
const cacheMilliseconds = 1000
/** From this try on a unit waits for the others that lost. */
const firstTryInLane = 3
/** From this try on the others of this node wait. */
const firstTryAlone = 4

export interface PostgresOptions {
  /** Connections at most. Default: 10. */
  readonly connections?: number
  /** From 0 to 1: spreads the moments at which losers try again. */
  readonly random: () => number
}

/**
 * PostgreSQL as an engine: a pool, named prepared statements, and every write a SERIALIZABLE transaction that is
 * begun again when it lost against another one. Nothing connects before the first unit.
 *
 * @param url such as `postgres://user:password@host:5432/database`
 */
export function openPostgres(url: string, { connections = 10, random }: PostgresOptions): PostgresEngine {
  return new PostgresEngine(openConnections(url, connections), random, () => performance.now())
}

/** The driver takes a limit for each query; its types do not know of it. */
interface TimedQuery {
  readonly text: string
  /** Milliseconds. */
  readonly query_timeout: number
}

type Work<T> = (run: RunSql, commits: () => void) => Promise<T>
type RunSql = (query: Query | string) => Promise<unknown[]>

/** How a try ended: done, refused by the unit itself, or failed. */
type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'thrown'; readonly error: unknown }
  | Failure

/** Whether another try may be better. */
const isHopeful = ({ kind }: Outcome<unknown>) => kind === 'conflict' || kind === 'lost'

export class PostgresEngine implements Engine {
  readonly #pool: Pool
  readonly #random: () => number
  /** Milliseconds on a clock that never jumps. */
  readonly #elapsed: () => number
  readonly #statements = new Map<Statement<never, unknown>, Prepared>()
  readonly #cache = new ConfigurationCache()
  #cachedSince = 0
  readonly #lane = new Lane()
  /** First statements of reads that went on to a second one. */
  readonly #readsOfMany = new Set<Statement<never, unknown>>()

  constructor(pool: Pool, random: () => number, elapsed: () => number) {
    this.#pool = pool
    this.#random = random
    this.#elapsed = elapsed
  }

  /**
   * Configuration that was read within the last second is not read again. A read of one statement is sent as it is. One of several sees a single snapshot: it is begun again in a
   * transaction as soon as it asks for the second statement, and from then on its like begin there.
   */
  async read<T>(unit: () => Unit<T>): Promise<T> {
    this.#forgetInTime()
    const known = this.#advance(unit())
    if (known.step.done) return known.step.value
    return await this.#persist(async run => {
      const { attempt, step } = this.#advance(unit())
      if (step.done) return step.value
      const { statement } = step.value
      if (!this.#readsOfMany.has(statement)) {
        const { step: next } = this.#advance(attempt, await this.#runAndKeep(run, step.value))
        if (next.done) return next.value
        this.#readsOfMany.add(statement)
      }
      await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      let { attempt: whole, step: at } = this.#advance(unit())
      while (!at.done) {
        const rows: unknown[] = await this.#runAndKeep(run, at.value)
        ;({ attempt: whole, step: at } = this.#advance(whole, rows))
      }
      await run('COMMIT')
      return at.value
    })
  }

  write<T>(unit: () => Unit<T>): Promise<T> {
    return this.#persist(async (run, commits) => {
      await run('BEGIN ISOLATION LEVEL SERIALIZABLE')
      let configures = false
      const value = await drive(unit(), async query => {
        if (typeof query !== 'string') configures ||= this.#prepared(query.statement).use === 'write'
        return await run(query)
      })
      commits()
      try {
        await run('COMMIT')
      } finally {
        // It may be written even when no answer came.
        if (configures) this.#cache.forget()
      }
      return value
    })
  }

  writeOne<T>(unit: () => Unit<T>): Promise<T> {
    return this.#persist(async (run, commits) => {
      const attempt = unit()
      const step = attempt.next([])
      if (step.done) return step.value
      // It commits by itself: from here on it may be written even when no answer comes.
      commits()
      const configures = this.#prepared(step.value.statement).use === 'write'
      try {
        return onlyStep(attempt.next(await run(step.value)))
      } finally {
        if (configures) this.#cache.forget()
      }
    })
  }

  /** Runs SQL that is no unit, in one transaction at READ COMMITTED, once: for migrations and tests. */
  transaction<T>(work: (run: RunSql) => Promise<T>): Promise<T> {
    return this.#persist(async (run, commits) => {
      await run('BEGIN ISOLATION LEVEL READ COMMITTED')
      const value = await work(run)
      commits()
      await run('COMMIT')
      return value
    })
  }

  /** Says goodbye on every connection, and does not wait long for a server that no longer answers. */
  async close(): Promise<void> {
    await Promise.race([this.#pool.end(), pause(connectMilliseconds, undefined, { ref: false })])
  }

  /** Goes on with a unit as far as configuration that is known carries it. */
  #advance<T>(attempt: Unit<T>, rows: unknown[] = []): { attempt: Unit<T>; step: IteratorResult<Query, T> } {
    let step = attempt.next(rows)
    while (!step.done) {
      const { statement, parameters } = step.value
      if (this.#prepared(statement).use !== 'read') break
      const known = this.#cache.find(statement, parameters)
      if (!known) break
      step = attempt.next(known)
    }
    return { attempt, step }
  }

  async #runAndKeep(run: RunSql, query: Query): Promise<unknown[]> {
    const { generation } = this.#cache
    const rows = await run(query)
    // What is not there may be made by another node in the next moment, and is asked for then.
    if (rows.length > 0 && this.#prepared(query.statement).use === 'read') {
      this.#cache.keep(query.statement, query.parameters, rows, generation)
    }
    return rows
  }

  /** Other nodes configure as well: nobody goes on for more than a second with what one of them has changed. */
  #forgetInTime(): void {
    const now = this.#elapsed()
    if (now - this.#cachedSince < cacheMilliseconds) return
    this.#cachedSince = now
    this.#cache.forget()
  }

  /** Tries on the road, then in the lane, and at last with the road closed: a long unit may lose against short ones. */
  async #persist<T>(work: Work<T>): Promise<T> {
    const deadline = this.#elapsed() + unitMilliseconds
    const patience = () => deadline - this.#elapsed() - connectMilliseconds
    const run = () => this.#attempt(work, deadline)
    const tries = (from: number, to: number, run: () => Promise<Outcome<T>>) =>
      this.#tries(run, from, to, patience)
    let outcome = await tries(1, firstTryInLane - 1, () => this.#lane.outside(run))
    if (isHopeful(outcome) && patience() > 0) {
      const passed = await this.#lane.run(async () => {
        const inLane = await tries(firstTryInLane, firstTryAlone - 1, run)
        if (!isHopeful(inLane) || patience() <= 0) return inLane
        return await this.#lane.alone(() => tries(firstTryAlone, lastTry, run), patience() / 2)
      }, patience())
      outcome = passed ?? outcome
    }
    if (outcome.kind === 'done') return outcome.value
    throw outcome.kind === 'thrown' ? outcome.error : reportOf(outcome)
  }

  /** Tries until it is done or hopeless; after a try that lost, whoever loses waits. */
  async #tries<T>(
    run: () => Promise<Outcome<T>>,
    from: number,
    to: number,
    patience: () => number,
  ): Promise<Outcome<T>> {
    for (let attempt = from; ; attempt += 1) {
      const outcome = await run()
      if (!isHopeful(outcome) || attempt === lastTry || patience() <= 0) return outcome
      await pause(2 ** attempt * (1 + this.#random()))
      if (attempt === to) return outcome
    }
  }

  async #attempt<T>(work: Work<T>, deadline: number): Promise<Outcome<T>> {
    let connection: Connection
    try {
      connection = await this.#pool.connect()
    } catch (error) {
      return failureOf(error, false)
    }
    let failed: { readonly error: unknown } | undefined
    let committing = false
    let inTransaction = false
    const run: RunSql = async query => {
      const limit = Math.ceil(deadline - this.#elapsed())
      try {
        if (limit <= 0) throw new Error('it did not answer in time')
        if (typeof query === 'string') {
          const timed: TimedQuery = { text: query, query_timeout: limit }
          const { rows } = await connection.query(timed)
          inTransaction = true
          return rows
        }
        const statement = this.#prepared(query.statement)
        return await runStatement(connection, statement, statement.bind(query.parameters), limit)
      } catch (error) {
        failed ??= { error }
        throw error
      }
    }
    try {
      const value = await work(run, () => {
        committing = true
      })
      connection.release()
      return { kind: 'done', value }
    } catch (error) {
      const failure = failed && failureOf(failed.error, committing)
      const usable = failure === undefined || failure.kind === 'conflict' || failure.kind === 'refused'
      await giveBack(connection, usable, inTransaction)
      return failure ?? { kind: 'thrown', error }
    }
  }

  #prepared(statement: Statement<never, unknown>): Prepared {
    const known = this.#statements.get(statement)
    if (known) return known
    const { sql, bind } = statement.compile(postgresDialect)
    const prepared = {
      name: `latchkey_${this.#statements.size + 1}`,
      text: sql,
      bind: bind as Prepared['bind'],
      use: cacheUseOf(sql),
    }
    this.#statements.set(statement, prepared)
    return prepared
  }
}

interface Prepared extends NamedStatement {
  bind(parameters: Record<string, Value>): Value[]
  readonly use: CacheUse
}

async function giveBack(connection: Connection, usable: boolean, inTransaction: boolean): Promise<void> {
  if (!usable) return connection.release(true)
  try {
    const rollback: TimedQuery = { text: 'ROLLBACK', query_timeout: 1000 }
    if (inTransaction) await connection.query(rollback)
    connection.release()
  } catch {
    // Nothing was committed; a connection that cannot even roll back is not used again.
    connection.release(true)
  }
}

async function drive<T>(unit: Unit<T>, run: RunSql): Promise<T> {
  let step = unit.next([])
  while (!step.done) step = unit.next(await run(step.value))
  return step.value
}
