import { readdirSync, readFileSync } from 'node:fs'

/**
 * The processor time that a process and all its threads have used, in milliseconds. Linux only: it is read to the
 * nanosecond from each thread's scheduler statistics.
 */
export function processorTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const nanoseconds = threads.map(thread =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6
}
