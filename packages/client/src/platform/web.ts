import { portableSrpEngine } from '@latchkey/protocol/srp'
import { encryptedDatabase } from '../storage/encrypted-database.ts'
import { memoryStorage } from '../storage/memory.ts'
import type { KeyValueStorage } from '../storage/storage.ts'
import { type WebStorage, webStorage } from '../storage/web-storage.ts'
import type { Lock, Platform } from './platform.ts'

/** Any runtime with the web's standards: browsers, workers, Deno, Bun. Parts that are missing are done without. */
export function webPlatform(): Platform {
  return {
    fetch: (url, request) => fetch(url, request),
    clock: {
      now: () => Date.now(),
      after(milliseconds, callback, options) {
        const timer = setTimeout(callback, milliseconds)
        // A number where there is no process to keep alive.
        if (options?.background) timer.unref?.()
        return () => clearTimeout(timer)
      },
    },
    random: byteLength => crypto.getRandomValues(new Uint8Array(byteLength)),
    // Without WebCrypto the app gives an engine of its own (`@latchkey/client/react-native`).
    srp: portableSrpEngine(globalThis.crypto?.subtle),
    lock: webLock,
    defaultStorage: persistentStorage,
    online: webOnline,
    report: error => console.error(error),
  }
}

/** A browser that forbids storage throws at the mere mention of it; what would be kept then lives in memory. */
function storageIn(area: () => WebStorage | undefined): KeyValueStorage {
  try {
    const found = area()
    return found ? webStorage(found) : memoryStorage()
  } catch {
    return memoryStorage()
  }
}

const persistentStorage = () => storageIn(() => globalThis.localStorage)

/** The safest that there is here; what `localStorage` holds moves there. */
export function safestStorage(): KeyValueStorage {
  const plain = persistentStorage()
  return typeof indexedDB === 'object' && typeof crypto.subtle === 'object' ? encryptedDatabase(plain) : plain
}

/** What ends with the tab. */
export const tabStorage = () => storageIn(() => globalThis.sessionStorage)

function webOnline(callback: () => void): () => void {
  // React Native has no events of this kind.
  globalThis.addEventListener?.('online', callback)
  return () => globalThis.removeEventListener?.('online', callback)
}

/** How long a write to `localStorage` may take to reach the other tabs' processes, in milliseconds. */
const storageDelay = 50

/** Web Locks. The lock is kept a moment longer than the work takes, so that who comes next sees what it stored. */
const webLock: Lock = (name, waitMilliseconds, run) => {
  const locks = globalThis.navigator?.locks
  if (!locks) return run()
  return new Promise((resolve, reject) => {
    let started = false
    const pause = () => new Promise(end => setTimeout(end, storageDelay))
    const work = () => {
      started = true
      const result = run()
      result.then(resolve, reject)
      return result.then(pause, pause)
    }
    locks.request(name, { signal: AbortSignal.timeout(waitMilliseconds) }, work).catch(() => {
      // The lock could not be had in time, or at all: the call goes on without it.
      if (!started) run().then(resolve, reject)
    })
  })
}
