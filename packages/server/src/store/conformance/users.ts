import assert from 'node:assert/strict'
import { putCode, readCode } from '../units/codes.ts'
import { addGroupMember, listGroupsOfUser } from '../units/groups.ts'
import { createResource } from '../units/pool-resources.ts'
import { openSession, readSession, readSessionWithUser } from '../units/sessions.ts'
import { listUsers } from '../units/user-lists.ts'
import {
  changeUser,
  createUser,
  deleteUser,
  findUser,
  NameTakenError,
  readUser,
  type UserRecord,
} from '../units/users.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { codeRow, resourceRow, sessionRow, userRecord } from './rows.ts'

const withAlias = (record: UserRecord, email: string): UserRecord => ({
  ...record,
  names: [...record.names, { kind: 'email', value: email }],
})

const byEmail = (value: string) => listUsers('pool', { kind: 'exact', attribute: 'email', value }, [], 10)

export const users: readonly ConformanceCase[] = [
  {
    name: 'A user is found by every one of its names, the strongest kind first',
    async run(engine) {
      await engine.write(() => createUser(withAlias(userRecord('1', 'ada'), 'shared')))
      await engine.write(() => createUser(userRecord('2', 'shared', 'b@example.com')))
      const find = async (value: string, kinds: string[]) =>
        (await engine.read(() => findUser('pool', value, kinds)))?.sub
      assert.equal(await find('ada', ['username', 'email']), '1')
      assert.equal(await find('shared', ['username', 'email']), '2')
      assert.equal(await find('shared', ['email', 'username']), '1')
      assert.equal(await find('ada', ['email']), undefined)
      assert.equal(await find('Ada', ['username']), undefined)
    },
  },
  {
    name: 'A name belongs to one user, whoever asks for it at once; the others leave no trace',
    async run(engine) {
      const outcomes = await atOnce(20, index =>
        engine
          .write(() =>
            createUser(withAlias(userRecord(`sub-${index}`, 'ada', `${index}@x.org`), `${index}@x.org`)),
          )
          .then(
            () => 'created',
            (error: unknown) => {
              if (error instanceof NameTakenError) return 'taken'
              throw error
            },
          ),
      )
      assert.equal(
        count(outcomes, outcome => outcome === 'created'),
        1,
      )
      const winner = outcomes.indexOf('created')
      assert.equal((await engine.read(() => findUser('pool', 'ada', ['username'])))?.sub, `sub-${winner}`)
      for (const index of outcomes.keys()) {
        const expected = index === winner ? 1 : 0
        assert.equal((await engine.read(() => byEmail(`${index}@x.org`))).length, expected)
        const alias = await engine.read(() => findUser('pool', `${index}@x.org`, ['email']))
        assert.equal(alias === undefined ? 0 : 1, expected)
      }
    },
  },
  {
    name: 'A conflict names the owner of the name',
    async run(engine) {
      await engine.write(() => createUser(userRecord('1', 'ada')))
      await assert.rejects(
        engine.write(() => createUser(userRecord('2', 'ada', 'other@example.com'))),
        error => error instanceof NameTakenError && error.conflict.owner === '1',
      )
    },
  },
  {
    name: 'The same name is free in another pool and for another kind',
    async run(engine) {
      const record = userRecord('1', 'ada')
      await engine.write(() => createUser(record))
      await engine.write(() => createUser({ ...record, row: { ...record.row, pool_id: 'other' } }))
      await engine.write(() =>
        createUser({ ...userRecord('2', 'bob'), names: [{ kind: 'email', value: 'ada' }] }),
      )
      assert.equal((await engine.read(() => findUser('pool', 'ada', ['email'])))?.sub, '2')
    },
  },
  {
    name: 'Of many changes of one user at once none is lost',
    async run(engine) {
      await engine.write(() => createUser(userRecord('1', 'ada')))
      await atOnce(20, index =>
        engine.write(() =>
          changeUser('pool', '1', row => {
            const settings = JSON.stringify({ ...JSON.parse(row.settings), [index]: true })
            return { ...userRecord('1', 'ada'), row: { ...row, settings } }
          }),
        ),
      )
      const stored = await engine.read(() => readUser('pool', '1'))
      assert.equal(Object.keys(JSON.parse(stored?.settings ?? '{}')).length, 20)
    },
  },
  {
    name: 'A change moves names and search entries; what was given up is free',
    async run(engine) {
      await engine.write(() => createUser(withAlias(userRecord('1', 'ada', 'old@x.org'), 'old@x.org')))
      const after = withAlias(userRecord('1', 'ada', 'new@x.org'), 'new@x.org')
      assertSame(await engine.write(() => changeUser('pool', '1', () => after)), after)
      assert.equal(await engine.read(() => findUser('pool', 'old@x.org', ['email'])), undefined)
      assert.equal((await engine.read(() => findUser('pool', 'new@x.org', ['email'])))?.sub, '1')
      assertSame(await engine.read(() => byEmail('old@x.org')), [])
      assert.equal((await engine.read(() => byEmail('new@x.org'))).length, 1)
      await engine.write(() => createUser(withAlias(userRecord('2', 'bob', 'old@x.org'), 'old@x.org')))
    },
  },
  {
    name: 'A change that asks for a taken name changes nothing',
    async run(engine) {
      await engine.write(() => createUser(withAlias(userRecord('1', 'ada', 'a@x.org'), 'a@x.org')))
      await engine.write(() => createUser(withAlias(userRecord('2', 'bob', 'b@x.org'), 'b@x.org')))
      const before = await engine.read(() => readUser('pool', '2'))
      const wanted = withAlias(userRecord('2', 'bob', 'a@x.org'), 'a@x.org')
      await assert.rejects(
        engine.write(() => changeUser('pool', '2', () => wanted)),
        error => error instanceof NameTakenError && error.conflict.owner === '1',
      )
      assertSame(await engine.read(() => readUser('pool', '2')), before)
      assert.equal((await engine.read(() => findUser('pool', 'b@x.org', ['email'])))?.sub, '2')
      assert.equal((await engine.read(() => byEmail('b@x.org'))).length, 1)
    },
  },
  {
    name: 'Of users that ask for one alias at once, one gets it',
    async run(engine) {
      await atOnce(8, index => engine.write(() => createUser(userRecord(`${index}`, `user-${index}`))))
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          engine.write(() =>
            changeUser('pool', `${index}`, row => ({
              ...withAlias(userRecord(`${index}`, `user-${index}`), 'shared@x.org'),
              row,
            })),
          ),
        ),
      )
      const owner = (await engine.read(() => findUser('pool', 'shared@x.org', ['email'])))?.sub
      assert.equal(
        count(outcomes, outcome => outcome.status === 'fulfilled'),
        1,
      )
      assert.equal(owner, String(outcomes.findIndex(outcome => outcome.status === 'fulfilled')))
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof NameTakenError)
      }
    },
  },
  {
    name: 'A refusal by the function of a change reaches the caller unchanged',
    async run(engine) {
      await engine.write(() => createUser(userRecord('1', 'ada')))
      const refusal = new Error('refused')
      const change = () => {
        throw refusal
      }
      await assert.rejects(
        engine.write(() => changeUser('pool', '1', change)),
        error => error === refusal,
      )
      assert.equal(await engine.write(() => changeUser('pool', 'nobody', change)), undefined)
    },
  },
  {
    name: 'A user goes with names, search entries, codes, memberships and sessions; others stay',
    async run(engine) {
      await engine.write(function* () {
        yield* createResource(resourceRow('group', 'admins'))
        for (const name of ['ada', 'bob']) {
          yield* createUser(userRecord(name, name))
          yield* putCode(codeRow(name, 'hash'))
          yield* addGroupMember('pool', 'admins', name)
          yield* openSession(sessionRow(`session-${name}`, name))
        }
      })
      const deletions = await atOnce(5, () => engine.write(() => deleteUser('pool', 'ada')))
      assert.equal(
        count(deletions, deleted => deleted),
        1,
      )
      for (const [name, left] of [
        ['ada', false],
        ['bob', true],
      ] as const) {
        const traces = [
          await engine.read(() => readUser('pool', name)),
          await engine.read(() => findUser('pool', name, ['username'])),
          (await engine.read(() => byEmail(`${name}@example.com`)))[0],
          await engine.read(() => readCode('pool', name, 'signUp')),
          (await engine.read(() => listGroupsOfUser('pool', name)))[0],
          await engine.read(() => readSession('pool', `session-${name}`)),
          await engine.read(() => readSessionWithUser('pool', `session-${name}`)),
        ]
        assertSame(
          traces.map(trace => trace !== undefined),
          traces.map(() => left),
        )
      }
      await engine.write(() => createUser(userRecord('new', 'ada')))
    },
  },
]
