import type { KeyValueStorage } from './storage.ts'

/** What is needed of `localStorage` or `sessionStorage`. */
export interface WebStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/**
 * Keeps the session in `localStorage` (for all tabs, for good) or `sessionStorage` (for one tab).
 *
 * @example new AWSMobileClient({ storage: webStorage(sessionStorage) })
 */
export function webStorage(area: WebStorage): KeyValueStorage {
  return {
    get: async key => area.getItem(key) ?? undefined,
    set: async (key, value) => area.setItem(key, value),
    delete: async key => area.removeItem(key),
    list: async prefix => {
      const keys = Array.from({ length: area.length }, (_, index) => area.key(index) ?? '')
      return keys.filter(key => key.startsWith(prefix))
    },
  }
}
