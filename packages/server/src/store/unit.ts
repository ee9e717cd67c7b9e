import type { Statement, Value } from './statement.ts'

/**
 * A unit of work: all of it happens, or nothing. It is written once, as a generator that yields statements, and
 * each engine drives it in its own way (one synchronous pass inside SQLite's group commit; a retried transaction
 * on PostgreSQL). Hence it must have no effect but its statements, and may be run again from the start.
 */
export type Unit<T> = Generator<Query, T, unknown[]>

export interface Query {
  readonly statement: Statement<never, unknown>
  readonly parameters: Record<string, Value>
}

/** All rows of a statement. */
export function* all<P extends Record<string, Value>, R>(
  statement: Statement<P, R>,
  parameters: P,
): Generator<Query, R[], unknown[]> {
  return (yield { statement: statement as Statement<never, unknown>, parameters }) as R[]
}

/** The first row, or `undefined`. */
export function* first<P extends Record<string, Value>, R>(
  statement: Statement<P, R>,
  parameters: P,
): Generator<Query, R | undefined, unknown[]> {
  const rows = yield* all(statement, parameters)
  return rows[0]
}

/** What a unit of one statement gave, which must be over after it. */
export function onlyStep<T>(step: IteratorResult<Query, T>): T {
  if (!step.done) throw new TypeError('A unit of one statement asked for a second one.')
  return step.value
}

/** An engine: runs units. Both promises reject with whatever the unit threw, after nothing was written. */
export interface Engine {
  /** Runs a unit that only reads, on what was committed. */
  read<T>(unit: () => Unit<T>): Promise<T>
  /** Runs a unit and resolves once its writes are durable. */
  write<T>(unit: () => Unit<T>): Promise<T>
  /**
   * Runs a unit of one statement, which is a transaction by itself: on PostgreSQL one round trip in place of three.
   *
   * @throws TypeError when it asks for a second one; the first has been written by then
   */
  writeOne<T>(unit: () => Unit<T>): Promise<T>
  close(): Promise<void>
}
