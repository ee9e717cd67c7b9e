/** So many in so many seconds; short bursts may use up what was left over. */
export interface Rate {
  readonly count: number
  readonly seconds: number
}

interface Bucket {
  /** How many are left at `at`. */
  left: number
  /** Milliseconds. */
  at: number
}

/** More subjects than this are not told apart: the oldest are forgotten, so that memory has a bound. */
const mostSubjects = 50_000

/** A token bucket for each subject, in the memory of one node. */
export class RateLimit {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
  }

  /** Takes one; false when there is none left. */
  take(subject: string): boolean {
    const bucket = this.#refilled(subject)
    if (bucket.left < 1) return false
    bucket.left -= 1
    return true
  }

  /** Whether there is one left, without taking it. */
  hasLeft(subject: string): boolean {
    return this.#refilled(subject).left >= 1
  }

  #refilled(subject: string): Bucket {
    const { count, seconds } = this.#rate
    const now = this.#now()
    const known = this.#buckets.get(subject)
    const bucket = known ?? { left: count, at: now }
    const elapsed = Math.max(0, now - bucket.at)
    bucket.left = Math.min(count, bucket.left + (elapsed * count) / (seconds * 1000))
    bucket.at = now
    // The map is in the order of last use: the first one was idle the longest.
    this.#buckets.delete(subject)
    this.#buckets.set(subject, bucket)
    if (this.#buckets.size > mostSubjects) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest)
        break
      }
    }
    return bucket
  }
}
