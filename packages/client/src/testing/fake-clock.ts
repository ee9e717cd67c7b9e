import type { Clock } from '../platform/platform.ts'

/** A clock that stands still until it is moved; whoever waits is called back on the way. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void
  /** The device's time jumps without anybody waiting for it: somebody set the clock. */
  jump(milliseconds: number): void
}

/** @param automatic whether waiting costs no real time: each wait moves the clock by itself */
export function fakeClock(start = Date.UTC(2026, 10, 7, 8, 9, 5), automatic = true): FakeClock {
  let now = start
  const timers = new Map<object, { at: number; callback: () => void }>()
  const run = () => {
    for (const [key, { at, callback }] of timers) {
      if (at > now || !timers.delete(key)) continue
      callback()
    }
  }
  return {
    now: () => now,
    after(milliseconds, callback) {
      const key = {}
      timers.set(key, { at: now + milliseconds, callback })
      // Short pauses pass at once; limits of seconds are reached only by `advance`.
      if (automatic && milliseconds < 2_500) {
        setImmediate(() => {
          const timer = timers.get(key)
          if (!timer) return
          now = Math.max(now, timer.at)
          run()
        })
      }
      return () => void timers.delete(key)
    },
    advance(milliseconds) {
      now += milliseconds
      run()
    },
    jump(milliseconds) {
      now += milliseconds
      for (const timer of timers.values()) timer.at += milliseconds
    },
  }
}
