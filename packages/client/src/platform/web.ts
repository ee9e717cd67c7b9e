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
    storage: persistentStorage,
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

const webLock: Lock = async (name, waitMilliseconds, run) => {
  const locks = typeof navigator === 'object' ? navigator.locks : undefined
  if (!locks) return run()
  let held = false
  const signal = AbortSignal.timeout(waitMilliseconds)
  try {
    return (await locks.request(name, { signal }, () => {
      held = true
      return run()
    })) as Awaited<ReturnType<typeof run>>
  } catch (error) {
    if (held) throw error
    return run()
  }
}
