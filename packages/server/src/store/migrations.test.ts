import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { migrations } from './migrations.ts'
import { sqliteDialect } from './sqlite/dialect.ts'

describe('a database of the first version', () => {
  it('gets what later ones add, and keeps its rows', () => {
    const database = new DatabaseSync(':memory:')
    const [first, ...later] = migrations
    for (const { sql } of first?.statements(sqliteDialect) ?? []) database.exec(sql)
    database.exec(
      "insert into sessions (pool_id, session_id, sub, client_id, scope, device_key, authenticated_at, expires_at, revoked_at) values ('pool', 'session', 'ada', 'client', 'openid', '', 1, 2, 0)",
    )
    for (const migration of later) {
      for (const { sql } of migration.statements(sqliteDialect)) database.exec(sql)
    }
    expect(database.prepare('select session_id, origin from sessions').all()).toEqual([
      { session_id: 'session', origin: '' },
    ])
    expect(database.prepare('select count(*) as rows from oauth_transactions').get()).toEqual({ rows: 0 })
    database.close()
  })
})
