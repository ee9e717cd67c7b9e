import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { memoryStorage } from '../storage/memory.ts'
import type { Platform } from './platform.ts'
import { webPlatform } from './web.ts'

/** Node: OpenSSL's arithmetic, and a session that lives in memory unless a storage is given. */
export function nodePlatform(): Platform {
  return {
    ...webPlatform(),
    srp: nodeSrpEngine,
    defaultStorage: memoryStorage,
    lock: (_name, _wait, run) => run(),
  }
}
