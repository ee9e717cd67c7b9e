import type { AttemptRow, CodeRow } from '../schema.ts'
import { statement } from '../statement.ts'
import { all, first, type Unit } from '../unit.ts'

const upsertCode = statement(
  (
    database,
    p: {
      pool_id: string
      sub: string
      purpose: string
      code_hash: string
      destination: string
      expires_at: number
    },
  ) =>
    database
      .insertInto('codes')
      .values({
        pool_id: p.pool_id,
        sub: p.sub,
        purpose: p.purpose,
        code_hash: p.code_hash,
        destination: p.destination,
        expires_at: p.expires_at,
      })
      .onConflict(conflict =>
        conflict
          .columns(['pool_id', 'sub', 'purpose'])
          .doUpdateSet({ code_hash: p.code_hash, destination: p.destination, expires_at: p.expires_at }),
      ),
)
const selectCode = statement((database, p: { pool_id: string; sub: string; purpose: string }) =>
  database
    .selectFrom('codes')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub)
    .where('purpose', '=', p.purpose),
)
const deleteCode = statement((database, p: { pool_id: string; sub: string; purpose: string }) =>
  database
    .deleteFrom('codes')
    .where('pool_id', '=', p.pool_id)
    .where('sub', '=', p.sub)
    .where('purpose', '=', p.purpose)
    .returning('sub'),
)
const selectAttempts = statement((database, p: { pool_id: string; subject: string }) =>
  database
    .selectFrom('attempts')
    .selectAll()
    .where('pool_id', '=', p.pool_id)
    .where('subject', '=', p.subject),
)
const upsertAttempts = statement(
  (database, p: { pool_id: string; subject: string; failures: number; first_at: number; last_at: number }) =>
    database
      .insertInto('attempts')
      .values({
        pool_id: p.pool_id,
        subject: p.subject,
        failures: p.failures,
        first_at: p.first_at,
        last_at: p.last_at,
      })
      .onConflict(conflict =>
        conflict
          .columns(['pool_id', 'subject'])
          .doUpdateSet({ failures: p.failures, first_at: p.first_at, last_at: p.last_at }),
      ),
)
const deleteAttempts = statement((database, p: { pool_id: string; subject: string }) =>
  database.deleteFrom('attempts').where('pool_id', '=', p.pool_id).where('subject', '=', p.subject),
)

/** Stores the code that is now valid for a purpose; an older one dies. */
export function* putCode(code: CodeRow): Unit<void> {
  yield* all(upsertCode, { ...code })
}

export function* readCode(poolId: string, sub: string, purpose: string): Unit<CodeRow | undefined> {
  return yield* first(selectCode, { pool_id: poolId, sub, purpose })
}

/** Takes a code away; `false` when somebody else was faster. */
export function* consumeCode(poolId: string, sub: string, purpose: string): Unit<boolean> {
  return (yield* first(deleteCode, { pool_id: poolId, sub, purpose })) !== undefined
}

export function* readAttempts(poolId: string, subject: string): Unit<AttemptRow | undefined> {
  return yield* first(selectAttempts, { pool_id: poolId, subject })
}

export function* writeAttempts(row: AttemptRow): Unit<void> {
  yield* all(upsertAttempts, { ...row })
}

export function* clearAttempts(poolId: string, subject: string): Unit<void> {
  yield* all(deleteAttempts, { pool_id: poolId, subject })
}
