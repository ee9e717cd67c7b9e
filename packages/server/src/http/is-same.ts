import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether two secrets are the same, in constant time, whatever the lengths. */
export function isSame(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(expected), digest(given))
}
