import { portableSrpEngine } from '@latchkey/protocol/srp'
import { memoryStorage } from '../storage/memory.ts'
import type { KeyValueStorage } from '../storage/storage.ts'
import { webStorage } from '../storage/web-storage.ts'
import type { Lock, Platform } from './platform.ts'

/** Any runtime with the web's standards: browsers, workers, Deno, Bun. Parts that are missing are done without. */
export function webPlatform(): Platform {
  return {
    fetch: (url, request) => fetch(url, request),
    clock: {
      now: () => Date.now(),
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    random: byteLength => crypto.getRandomValues(new Uint8Array(byteLength)),
    srp: portableSrpEngine(crypto.subtle),
    lock: webLock,
    defaultStorage: persistentStorage,
    report: error => console.error(error),
  }
}

/** A browser that forbids storage throws at the mere mention of it; the session then lives in memory. */
function persistentStorage(): KeyValueStorage {
  try {
    return typeof localStorage === 'object' ? webStorage(localStorage) : memoryStorage()
  } catch {
    return memoryStorage()
  }
}

/** How long another tab's write to `localStorage` may take to arrive here after it gave up its lock. */
const storageDelay = 50

/** Web Locks. Who had to wait for the lock gives the storage of the tab before it a moment to arrive. */
const webLock: Lock = async (name, waitMilliseconds, run) => {
  const locks = typeof navigator === 'object' ? navigator.locks : undefined
  if (!locks) return run()
  let started: ReturnType<typeof run> | undefined
  try {
    await locks.request(name, { ifAvailable: true }, lock => (lock ? (started = run()) : undefined))
    if (started) return await started
    const signal = AbortSignal.timeout(waitMilliseconds)
    await locks.request(name, { signal }, async () => {
      await new Promise(resolve => setTimeout(resolve, storageDelay))
      started = run()
      return started
    })
  } catch (error) {
    // The lock could not be had in time, or at all: the call goes on without it.
    if (started) throw error
  }
  return started ?? run()
}
