import assert from 'node:assert/strict'
import {
  addGroupMember,
  countOtherGroups,
  deleteGroup,
  listGroupMembers,
  listGroupsOfUser,
  removeGroupMember,
} from '../units/groups.ts'
import {
  changeResource,
  createResource,
  deleteResource,
  deleteResourcesUnder,
  listResources,
  putResource,
  readResource,
} from '../units/pool-resources.ts'
import { createUser } from '../units/users.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { now, resourceRow, userRecord } from './rows.ts'

export const resources: readonly ConformanceCase[] = [
  {
    name: 'A resource is created once, changed by a function of what is stored, and deleted once',
    async run(engine) {
      const created = await atOnce(10, () =>
        engine.write(() => createResource(resourceRow('kind', 'one', '0'))),
      )
      assert.equal(
        count(created, each => each),
        1,
      )
      await atOnce(15, () =>
        engine.write(() => changeResource('pool', 'kind', 'one', now, row => String(Number(row.body) + 1))),
      )
      assert.equal((await engine.read(() => readResource('pool', 'kind', 'one')))?.body, '15')
      const deleted = await atOnce(5, () => engine.write(() => deleteResource('pool', 'kind', 'one')))
      assert.equal(
        count(deleted, row => row?.body === '15'),
        1,
      )
      assert.equal(await engine.write(() => changeResource('pool', 'kind', 'one', now, () => '')), undefined)
    },
  },
  {
    name: 'A resource that is put in place of another keeps its time of creation',
    async run(engine) {
      await engine.write(() => putResource(resourceRow('kind', 'one', 'old')))
      const next = { ...resourceRow('kind', 'one', 'new'), created_at: now + 1, modified_at: now + 1 }
      const stored = await engine.write(() => putResource(next))
      assertSame(stored, { ...next, created_at: now })
      assertSame(await engine.read(() => readResource('pool', 'kind', 'one')), stored)
    },
  },
  {
    name: 'Resources are listed and deleted by the beginning of their ids, a page at a time',
    async run(engine) {
      for (const id of ['a/1', 'a/2', 'a/3', 'a', 'a0', 'A/1', 'b']) {
        await engine.write(() => createResource(resourceRow('kind', id)))
      }
      await engine.write(() => createResource(resourceRow('other', 'a/1')))
      const page = async (after: string) =>
        (await engine.read(() => listResources('pool', 'kind', { after, limit: 2 }, 'a/'))).map(row => row.id)
      assertSame(await page(''), ['a/1', 'a/2'])
      assertSame(await page('a/2'), ['a/3'])
      await engine.write(() => deleteResourcesUnder('pool', 'kind', 'a/'))
      const left = await engine.read(() => listResources('pool', 'kind', { after: '', limit: 10 }))
      assertSame(
        left.map(row => row.id),
        ['A/1', 'a', 'a0', 'b'],
      )
      assert.notEqual(await engine.read(() => readResource('pool', 'other', 'a/1')), undefined)
    },
  },
  {
    name: 'Nobody joins a group that is not there, and a group goes with its memberships, not with its members',
    async run(engine) {
      assert.equal(await engine.write(() => addGroupMember('pool', 'admins', '1')), false)
      await engine.write(function* () {
        for (const name of ['admins', 'writers']) yield* createResource(resourceRow('group', name))
        for (const sub of ['1', '2', '3']) {
          yield* createUser(userRecord(sub, `user-${sub}`))
          yield* addGroupMember('pool', 'admins', sub)
        }
        yield* addGroupMember('pool', 'writers', '1')
      })
      const members = async (after: string) =>
        (await engine.read(() => listGroupMembers('pool', 'admins', { after, limit: 2 }))).map(row => row.sub)
      assertSame([await members(''), await members('2')], [['1', '2'], ['3']])
      assert.equal(await engine.write(() => removeGroupMember('pool', 'admins', '2')), true)
      assertSame(await members(''), ['1', '3'])
      const groups = async () => (await engine.read(() => listGroupsOfUser('pool', '1'))).map(row => row.id)
      assertSame(await groups(), ['admins', 'writers'])
      assert.equal(await engine.read(() => countOtherGroups('pool', '1', 'admins')), 1)
      assert.equal(await engine.write(() => deleteGroup('pool', 'admins')), true)
      assert.equal(await engine.write(() => deleteGroup('pool', 'admins')), false)
      assertSame(await groups(), ['writers'])
    },
  },
  {
    name: 'A group that is deleted while somebody joins it keeps no member behind',
    async run(engine) {
      await engine.write(function* () {
        yield* createResource(resourceRow('group', 'admins'))
        for (let sub = 0; sub < 6; sub += 1) yield* createUser(userRecord(`${sub}`, `user-${sub}`))
      })
      await Promise.all([
        atOnce(6, index => engine.write(() => addGroupMember('pool', 'admins', `${index}`))),
        engine.write(() => deleteGroup('pool', 'admins')),
      ])
      await engine.write(() => createResource(resourceRow('group', 'admins')))
      const members = await engine.read(() => listGroupMembers('pool', 'admins', { after: '', limit: 10 }))
      assertSame(members, [])
    },
  },
]
