import type { KeyValueStorage } from './storage.ts'

/** Keeps the session for as long as the program runs: for servers, tests and private windows. */
export function memoryStorage(): KeyValueStorage {
  const values = new Map<string, string>()
  return {
    get: async key => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async key => void values.delete(key),
    list: async prefix => [...values.keys()].filter(key => key.startsWith(prefix)),
  }
}
