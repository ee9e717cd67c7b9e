import { readFileSync } from 'node:fs'

/** How often something was done. */
export interface Rate {
  readonly operations: number
  readonly perSecond: number
}

/**
 * Does an operation again and again, eight at a time, for some seconds. The operation is given a number that no
 * other call gets; one that fails ends the measurement, since a fast refusal is not speed.
 */
export async function rateOf(
  seconds: number,
  operation: (number: number) => Promise<void>,
  concurrency = 8,
): Promise<Rate> {
  const began = performance.now()
  const end = began + seconds * 1000
  let next = 0
  let operations = 0
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < end) {
        const number = next
        next += 1
        await operation(number)
        operations += 1
      }
    }),
  )
  return { operations, perSecond: (operations * 1000) / (performance.now() - began) }
}

/** Does an operation a number of times, eight at a time unless told otherwise. */
export async function repeat(
  times: number,
  operation: (number: number) => Promise<void>,
  concurrency = 8,
): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < times) {
        const number = next
        next += 1
        await operation(number)
      }
    }),
  )
}

/** Processor time that a process has used, in seconds, over all its threads; Linux counts hundredths. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Memory that a process holds, in megabytes. */
export function residentMegabytes(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
  return (Number(pages) * 4096) / 1e6
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
