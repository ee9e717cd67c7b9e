import { createHash } from 'node:crypto'
import type { Environment } from '../environment.ts'
import { PoolKeys } from '../keys/pool-keys.ts'
import { CategoryLimits } from '../operate/category-limits.ts'
import { silentLog } from '../operate/log.ts'
import { Inbox } from '../ports/delivery.ts'
import { guardedUpstream } from '../ports/guarded-upstream.ts'
import { KeptDocuments } from '../ports/kept-documents.ts'
import { localFunctions } from '../ports/local-functions.ts'
import { loginProviderSettings } from '../ports/login-providers.ts'
import { OpenIdIssuers } from '../ports/open-id-issuers.ts'
import { openSqlite } from '../store/sqlite/engine.ts'
import { migrateSqlite } from '../store/sqlite/migrate.ts'

/** An environment in memory, with a clock that the test moves and the same randomness in every run. */
export async function testEnvironment() {
  const clock = { now: Date.UTC(2026, 10, 7, 8, 9, 5) }
  const now = () => clock.now
  const random = repeatableRandom('latchkey')
  const engine = openSqlite(':memory:')
  await migrateSqlite(engine, now())
  const inbox = new Inbox(now)
  const upstream = guardedUpstream({ allowLoopback: true })
  const environment: Environment = {
    engine,
    keys: new PoolKeys({ engine, rootKey: random(32), now, random }),
    now,
    random,
    delivery: inbox,
    functions: localFunctions({}),
    upstream,
    issuers: new OpenIdIssuers(upstream, now),
    documents: new KeptDocuments(upstream, now),
    loginProviders: loginProviderSettings(),
    categoryLimits: new CategoryLimits(now),
    log: silentLog,
    region: 'us-east-1',
    accountId: '000000000000',
    issuer: () => 'http://latchkey.test',
    serverSecret: random(32),
  }
  return { environment, clock, inbox }
}

/** Bytes that look random and are the same for the same seed. */
function repeatableRandom(seed: string): (length: number) => Uint8Array {
  let counter = 0
  return length => {
    const bytes = new Uint8Array(length)
    for (let offset = 0; offset < length; offset += 32) {
      const block = createHash('sha256').update(`${seed} ${counter++}`).digest()
      bytes.set(block.subarray(0, length - offset), offset)
    }
    return bytes
  }
}
