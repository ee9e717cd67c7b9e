import { describe, expect, it } from 'vitest'
import { failureOf, reportOf } from './failure.ts'

/** An error as the driver reports one of PostgreSQL's. */
const databaseError = (code: string) =>
  Object.assign(new Error('Key (value)=(ada@example.com) already exists.'), { code, table: 'user_names' })

describe('a failure', () => {
  it.each([
    ['40001', 'conflict'],
    ['40P01', 'conflict'],
    ['23505', 'conflict'],
    ['57P01', 'lost'],
    ['08006', 'lost'],
    ['53300', 'lost'],
    ['0A000', 'lost'],
    ['25006', 'lost'],
    ['42P01', 'refused'],
    ['22021', 'refused'],
    ['28P01', 'refused'],
  ])('of state %s before COMMIT is %s', (state, kind) => {
    expect(failureOf(databaseError(state), false).kind).toBe(kind)
  })

  it.each([
    ['40001', 'conflict'],
    ['57P01', 'unknown'],
    ['08006', 'unknown'],
    ['40003', 'unknown'],
  ])('of state %s during COMMIT is %s', (state, kind) => {
    expect(failureOf(databaseError(state), true).kind).toBe(kind)
  })

  it('of the network is a lost connection, and an unknown outcome once COMMIT was sent', () => {
    const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    expect(failureOf(error, false)).toEqual({ kind: 'lost', reason: 'read ECONNRESET' })
    expect(failureOf(error, true)).toEqual({ kind: 'unknown' })
  })

  it.each(['40001', '23505', '22021', '42P01', '57P01'])(
    'of state %s is reported without the values in PostgreSQL’s text',
    state => {
      const report = reportOf(failureOf(databaseError(state), false))
      expect(report.name).toBe('StoreError')
      expect(`${report.message} ${report.stack} ${JSON.stringify(report)}`).not.toContain('ada@')
      expect(report.cause).toBeUndefined()
    },
  )
})
