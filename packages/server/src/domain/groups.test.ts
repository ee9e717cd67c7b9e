import { expect, it } from 'vitest'
import { openSqlite } from '../store/sqlite/engine.ts'
import { migrateSqlite } from '../store/sqlite/migrate.ts'
import { addGroupMember } from '../store/units/groups.ts'
import { createResource } from '../store/units/pool-resources.ts'
import { groupsOfUser } from './groups.ts'
import { newResource } from './resource.ts'

it('orders the groups of a user by precedence, those without one last, and by name among equals', async () => {
  const engine = openSqlite(':memory:')
  await migrateSqlite(engine, 0)
  const groups = {
    none: {},
    zero: { Precedence: 0 },
    b: { Precedence: 2, RoleArn: 'role' },
    a: { Precedence: 2 },
  }
  await engine.write(function* () {
    for (const [name, body] of Object.entries(groups)) {
      yield* createResource(newResource('pool', 'group', name, body, 0))
      yield* addGroupMember('pool', name, 'ada')
    }
    yield* createResource(newResource('pool', 'group', 'foreign', {}, 0))
  })
  expect(await engine.read(() => groupsOfUser('pool', 'ada'))).toEqual([
    { name: 'zero', precedence: 0 },
    { name: 'a', precedence: 2 },
    { name: 'b', precedence: 2, roleArn: 'role' },
    { name: 'none' },
  ])
  await engine.close()
})
