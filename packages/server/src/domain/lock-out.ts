/**
 * The lock-out of password sign-in: free for five failures, then locked for 1, 2, 4 … up to 900 seconds. Fifteen
 * minutes without a try forget everything.
 */
export interface Attempts {
  readonly failures: number
  /** Milliseconds. */
  readonly lastAt: number
}

const freeFailures = 5
const longestLockMilliseconds = 900_000
const forgetMilliseconds = 900_000

/** Until when a subject is locked, in milliseconds; 0 when it is not. */
export function lockedUntil({ failures, lastAt }: Attempts): number {
  if (failures < freeFailures) return 0
  return lastAt + Math.min(1000 * 2 ** (failures - freeFailures), longestLockMilliseconds)
}

export function isLocked(attempts: Attempts | undefined, now: number): boolean {
  return attempts !== undefined && now < lockedUntil(attempts)
}

/** The record after one more failure. */
export function afterFailure(attempts: Attempts | undefined, now: number): Attempts {
  const forgotten = !attempts || now - attempts.lastAt >= forgetMilliseconds
  return { failures: forgotten ? 1 : attempts.failures + 1, lastAt: now }
}
