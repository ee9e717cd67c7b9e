import assert from 'node:assert/strict'
import type { Engine } from '../unit.ts'
import { estimateUsers, listUsers, type UserFilter } from '../units/user-lists.ts'
import { createUser, deleteUser } from '../units/users.ts'
import { assertSame, type ConformanceCase } from './case.ts'
import { userRecord } from './rows.ts'

/** All users of a filter, gathered page by page. */
async function subsOf(engine: Engine, filter: UserFilter, limit: number): Promise<string[]> {
  const subs: string[] = []
  let cursor: readonly string[] = []
  for (;;) {
    const page = await engine.read(() => listUsers('pool', filter, cursor, limit))
    subs.push(...page.map(({ row }) => row.sub))
    const last = page.at(-1)
    if (!last) return subs
    cursor = last.cursor
  }
}

const emails = [
  'a_b@x.org',
  'A@x.org',
  'a%@x.org',
  'a@x.org',
  'a-z@x.org',
  'ab@x.org',
  'a\u{1f511}@x.org',
  'b@x.org',
]

async function fill(engine: Engine): Promise<void> {
  for (const [index, email] of emails.entries()) {
    await engine.write(() => createUser(userRecord(`sub-${index}`, `user-${index}`, email)))
  }
  const other = userRecord('sub-other', 'other', 'a@x.org')
  await engine.write(() => createUser({ ...other, row: { ...other.row, pool_id: 'other' } }))
}

export const userLists: readonly ConformanceCase[] = [
  {
    name: 'All users of a pool are listed in pages of any size, each once',
    async run(engine) {
      await fill(engine)
      const expected = emails.map((_, index) => `sub-${index}`)
      for (const limit of [1, 3, 60]) assertSame(await subsOf(engine, { kind: 'all' }, limit), expected)
      assert.equal(await engine.read(() => estimateUsers('pool')), emails.length)
    },
  },
  {
    name: 'A prefix finds exactly what begins with it, byte for byte, wildcards and all planes included',
    async run(engine) {
      await fill(engine)
      for (const prefix of ['a', 'A', 'a_', 'a%', 'a@', 'a\u{1f511}', 'z', '']) {
        const expected = emails.flatMap((email, index) => (email.startsWith(prefix) ? [`sub-${index}`] : []))
        for (const limit of [1, 2, 60]) {
          const found = await subsOf(engine, { kind: 'prefix', attribute: 'email', value: prefix }, limit)
          assertSame(found.toSorted(), expected, `prefix ${JSON.stringify(prefix)}`)
        }
      }
    },
  },
  {
    name: 'A value finds all who have it, and a deleted user no longer',
    async run(engine) {
      for (const sub of ['1', '2', '3']) {
        await engine.write(() => createUser(userRecord(sub, `user-${sub}`, 'shared@x.org')))
      }
      const filter: UserFilter = { kind: 'exact', attribute: 'email', value: 'shared@x.org' }
      assertSame(await subsOf(engine, filter, 2), ['1', '2', '3'])
      await engine.write(() => deleteUser('pool', '2'))
      assertSame(await subsOf(engine, filter, 2), ['1', '3'])
      assertSame(await subsOf(engine, { ...filter, attribute: 'sub', value: '3' }, 2), ['3'])
    },
  },
  {
    name: 'The beginning of a sub finds all of them, page by page',
    async run(engine) {
      for (const sub of ['aa1', 'ab1', 'ab2', 'ac1']) {
        await engine.write(() => createUser(userRecord(sub, `user-${sub}`)))
      }
      const by = (value: string) => subsOf(engine, { kind: 'prefix', attribute: 'sub', value }, 1)
      assertSame(await by('ab'), ['ab1', 'ab2'])
      assertSame(await by('b'), [])
      assertSame(await by(''), ['aa1', 'ab1', 'ab2', 'ac1'])
    },
  },
  {
    name: 'Users are listed by status and by whether they are enabled',
    async run(engine) {
      for (const [sub, enabled, status] of [
        ['1', 1, 'CONFIRMED'],
        ['2', 0, 'CONFIRMED'],
        ['3', 0, 'UNCONFIRMED'],
      ] as const) {
        const record = userRecord(sub, `user-${sub}`)
        await engine.write(() => createUser({ ...record, row: { ...record.row, enabled, status } }))
      }
      const by = (column: 'status' | 'enabled', value: string | number) =>
        subsOf(engine, { kind: 'column', column, value }, 1)
      assertSame(await by('status', 'CONFIRMED'), ['1', '2'])
      assertSame(await by('enabled', 0), ['2', '3'])
    },
  },
]
