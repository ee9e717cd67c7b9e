import { describe, expect, it } from 'vitest'
import { type Attempts, afterFailure, isLocked, lockedUntil } from './lock-out.ts'

/** A subject after a number of failures, each made at the first moment that it is free. */
function after(failures: number): { attempts: Attempts; now: number } {
  let attempts: Attempts | undefined
  let now = 0
  for (let failure = 0; failure < failures; failure++) {
    if (attempts) now = Math.max(now, lockedUntil(attempts))
    attempts = afterFailure(attempts, now)
  }
  return { attempts: attempts!, now }
}

describe('the lock-out', () => {
  it('lets four failures pass', () => {
    const { attempts, now } = after(4)
    expect(isLocked(attempts, now)).toBe(false)
  })

  it.each([
    [5, 1],
    [6, 2],
    [7, 4],
    [10, 32],
    [14, 512],
  ])('locks after %i failures for %i seconds', (failures, seconds) => {
    const { attempts, now } = after(failures)
    expect(lockedUntil(attempts) - now).toBe(seconds * 1000)
    expect(isLocked(attempts, now + seconds * 1000 - 1)).toBe(true)
    expect(isLocked(attempts, now + seconds * 1000)).toBe(false)
  })

  it('never locks for longer than fifteen minutes', () => {
    expect(lockedUntil({ failures: 10_000, lastAt: 0 })).toBe(900_000)
  })

  it('forgets everything after fifteen minutes without a try', () => {
    expect(afterFailure({ failures: 20, lastAt: 0 }, 900_000)).toEqual({ failures: 1, lastAt: 900_000 })
  })
})
