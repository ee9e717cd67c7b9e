import assert from 'node:assert/strict'
import type { Engine } from '../unit.ts'

/** One promise of the store. */
export interface ConformanceCase {
  /** The promise, as a sentence. */
  readonly name: string
  /** Checks it on an engine with an empty database. @throws AssertionError */
  run(engine: Engine): Promise<void>
}

/** Does the same many times at once. */
export function atOnce<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)))
}

/** How many of the results are what was wanted. */
export function count<T>(results: readonly T[], isWanted: (result: T) => boolean): number {
  return results.filter(isWanted).length
}

/** Compares by value alone: rows of some drivers have no prototype. */
export function assertSame(actual: unknown, expected: unknown, message?: string): void {
  assert.deepEqual(structuredClone(actual), structuredClone(expected), message)
}
