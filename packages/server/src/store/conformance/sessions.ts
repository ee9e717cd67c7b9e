import assert from 'node:assert/strict'
import type { Engine } from '../unit.ts'
import { clearAttempts, writeAttempts } from '../units/codes.ts'
import { openFreshSession } from '../units/fresh-session.ts'
import { addGroupMember } from '../units/groups.ts'
import { createResource } from '../units/pool-resources.ts'
import {
  openSession,
  readSession,
  readSessionWithUser,
  repeatRefreshToken,
  replaceRefreshToken,
  revokeSession,
  revokeUserSessions,
  spend,
} from '../units/sessions.ts'
import { changeUser, createUser, readUser } from '../units/users.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { now, resourceRow, sessionRow, userRecord } from './rows.ts'

const open = (engine: Engine, id = 'session', sub = 'ada') =>
  engine.write(() => openSession(sessionRow(id, sub)))
const openFresh = (engine: Engine, id = 'proof', tries = '') =>
  engine.writeOne(() => openFreshSession(sessionRow(id), tries))

/** Presents the first refresh token of a session, as it was read before. */
async function rotate(engine: Engine, at: number, grace: number): Promise<'rotated' | 'repeated' | 'reused'> {
  const first = sessionRow('session')
  if (await engine.writeOne(() => replaceRefreshToken(first, at, grace))) return 'rotated'
  return await engine.write(() => repeatRefreshToken('pool', 'session', 1, at, grace))
}

export const sessions: readonly ConformanceCase[] = [
  {
    name: 'What may be used once is used once, however many try at once',
    async run(engine) {
      const outcomes = await atOnce(50, () => engine.write(() => spend('pool', 'challenge', now)))
      assert.equal(
        count(outcomes, fresh => fresh),
        1,
      )
      assert.equal(await engine.write(() => spend('other', 'challenge', now)), true)
    },
  },
  {
    name: 'What opens a session opens one, however many try at once, and is spent with it',
    async run(engine) {
      const outcomes = await atOnce(50, () => openFresh(engine))
      assert.equal(
        count(outcomes, opened => opened),
        1,
      )
      assertSame(await engine.read(() => readSession('pool', 'proof')), sessionRow('proof'))
      assert.equal(await engine.write(() => spend('pool', 'proof', now)), false)
    },
  },
  {
    name: 'What was spent opens no session',
    async run(engine) {
      await engine.write(() => spend('pool', 'proof', now))
      assert.equal(await openFresh(engine), false)
      assert.equal(await engine.read(() => readSession('pool', 'proof')), undefined)
    },
  },
  {
    name: 'No session is opened for a user who has changed since, or whose groups have',
    async run(engine) {
      const openSeen = (id: string, version: number, groupCount: number) =>
        engine.writeOne(() => openFreshSession(sessionRow(id), '', { version, groupCount }))
      assert.equal(await openSeen('nobody', 0, 0), false)
      await engine.write(() => createUser(userRecord('ada', 'ada')))
      assert.equal(await openSeen('unchanged', 0, 0), true)
      const same = userRecord('ada', 'ada')
      await engine.write(() => changeUser('pool', 'ada', () => same))
      assert.equal(await openSeen('changed', 0, 0), false)
      assert.equal((await engine.read(() => readUser('pool', 'ada')))?.version, 1)
      await engine.write(function* () {
        yield* createResource(resourceRow('group', 'editors'))
        yield* addGroupMember('pool', 'editors', 'ada')
      })
      assert.equal(await openSeen('grouped', 1, 0), false)
      assert.equal(await openSeen('seen', 1, 1), true)
    },
  },
  {
    name: 'Where tries are counted, no session is opened until they are forgotten',
    async run(engine) {
      const tries = { pool_id: 'pool', subject: 'sign-in ada', failures: 1, first_at: now, last_at: now }
      await engine.write(() => writeAttempts(tries))
      assert.equal(await openFresh(engine, 'proof', 'sign-in ada'), false)
      assert.equal(await openFresh(engine, 'other', 'sign-in bob'), true)
      await engine.write(() => clearAttempts('pool', 'sign-in ada'))
      assert.equal(await openFresh(engine, 'proof', 'sign-in ada'), true)
    },
  },
  {
    name: 'A session comes with its user and the number of the user’s groups, and not without the user',
    async run(engine) {
      const read = () => engine.read(() => readSessionWithUser('pool', 'session'))
      await open(engine)
      assert.equal(await read(), undefined)
      await engine.write(function* () {
        yield* createUser(userRecord('ada', 'lovelace'))
        yield* createResource(resourceRow('group', 'admins'))
        yield* addGroupMember('pool', 'admins', 'ada')
      })
      const found = await read()
      assert.deepEqual(
        [found?.session_id, found?.sub, found?.username, found?.group_count],
        ['session', 'ada', 'lovelace', 1],
      )
    },
  },
  {
    name: 'A refresh token that is rotated many times at once has one successor',
    async run(engine) {
      await open(engine)
      const outcomes = await atOnce(50, () => rotate(engine, now, 10_000))
      assert.equal(
        count(outcomes, kind => kind === 'rotated'),
        1,
      )
      assert.equal(
        count(outcomes, kind => kind === 'repeated'),
        49,
      )
      const session = await engine.read(() => readSession('pool', 'session'))
      assert.deepEqual([session?.refresh_generation, session?.revoked_at], [2, 0])
    },
  },
  {
    name: 'Without a grace time one of many rotations at once gets through, whatever their clocks say',
    async run(engine) {
      await open(engine)
      const outcomes = await atOnce(20, index => rotate(engine, now - (index % 3), 0))
      assert.equal(
        count(outcomes, kind => kind === 'rotated'),
        1,
      )
      assert.equal(
        count(outcomes, kind => kind === 'reused'),
        19,
      )
    },
  },
  {
    name: 'A rotated refresh token that comes back after the grace time ends its whole family',
    async run(engine) {
      await open(engine)
      await open(engine, 'other')
      await rotate(engine, now, 1000)
      assert.equal(await rotate(engine, now + 1000, 1000), 'repeated')
      assert.equal(await rotate(engine, now + 1001, 1000), 'reused')
      assert.equal((await engine.read(() => readSession('pool', 'session')))?.revoked_at, now + 1001)
      assert.equal((await engine.read(() => readSession('pool', 'other')))?.revoked_at, 0)
    },
  },
  {
    name: 'Each generation of refresh tokens has a grace time of its own',
    async run(engine) {
      await open(engine)
      for (const at of [now, now + 600]) {
        const session = await engine.read(() => readSession('pool', 'session'))
        assert.ok(session)
        assert.equal(await engine.writeOne(() => replaceRefreshToken(session, at, 1000)), true)
      }
      const repeat = (generation: number, at: number) =>
        engine.write(() => repeatRefreshToken('pool', 'session', generation, at, 1000))
      assertSame(
        [await repeat(1, now + 1000), await repeat(2, now + 1600), await repeat(1, now + 1001)],
        ['repeated', 'repeated', 'reused'],
      )
    },
  },
  {
    name: 'A revoked session is revoked for every reader at once, and stays so as of the first time',
    async run(engine) {
      await open(engine)
      await engine.write(() => revokeSession('pool', 'session', now + 1))
      assert.equal((await engine.read(() => readSession('pool', 'session')))?.revoked_at, now + 1)
      await engine.write(() => revokeSession('pool', 'session', now + 2))
      assert.equal((await engine.read(() => readSession('pool', 'session')))?.revoked_at, now + 1)
    },
  },
  {
    name: 'All sessions of a user end together, and nobody else’s',
    async run(engine) {
      await open(engine, 'one')
      await open(engine, 'two')
      await open(engine, 'three', 'bob')
      await engine.write(() => revokeUserSessions('pool', 'ada', now + 1))
      const revoked = await Promise.all(
        ['one', 'two', 'three'].map(
          async id => (await engine.read(() => readSession('pool', id)))?.revoked_at,
        ),
      )
      assertSame(revoked, [now + 1, now + 1, 0])
    },
  },
  {
    name: 'A rotation that races a revocation leaves no live token',
    async run(engine) {
      await open(engine)
      await Promise.all([
        rotate(engine, now, 10_000),
        engine.write(() => revokeUserSessions('pool', 'ada', now + 1)),
      ])
      assert.equal((await engine.read(() => readSession('pool', 'session')))?.revoked_at, now + 1)
    },
  },
]
