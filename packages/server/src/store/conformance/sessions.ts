import assert from 'node:assert/strict'
import type { Engine } from '../unit.ts'
import {
  openSession,
  readRefreshToken,
  readSession,
  revokeSession,
  revokeUserSessions,
  rotateRefreshToken,
  spend,
} from '../units/sessions.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { now, sessionRow, tokenRow } from './rows.ts'

const open = (engine: Engine, id = 'session', sub = 'ada') =>
  engine.write(() => openSession(sessionRow(id, sub), tokenRow(`${id}-token`, id)))
const first = tokenRow('session-token', 'session')

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
    name: 'A refresh token that is rotated many times at once has one successor',
    async run(engine) {
      await open(engine)
      const outcomes = await atOnce(50, () =>
        engine.write(() => rotateRefreshToken(first, 'successor', now, 10_000)),
      )
      assert.equal(
        count(outcomes, ({ kind }) => kind === 'rotated'),
        1,
      )
      assert.equal(
        count(outcomes, ({ kind }) => kind === 'repeated'),
        49,
      )
      const successor = await engine.read(() => readRefreshToken('pool', 'successor'))
      assert.equal(successor?.token.rotated_at, 0)
      assert.equal(successor?.session.revoked_at, 0)
      assert.equal(
        (await engine.read(() => readRefreshToken('pool', 'session-token')))?.token.rotated_at,
        now,
      )
    },
  },
  {
    name: 'Without a grace time one of many rotations at once gets through, whatever their clocks say',
    async run(engine) {
      await open(engine)
      const outcomes = await atOnce(20, index =>
        engine.write(() => rotateRefreshToken(first, 'successor', now - (index % 3), 0)),
      )
      assert.equal(
        count(outcomes, ({ kind }) => kind === 'rotated'),
        1,
      )
      assert.equal(
        count(outcomes, ({ kind }) => kind === 'reused'),
        19,
      )
    },
  },
  {
    name: 'A rotated refresh token that comes back after the grace time ends its whole family',
    async run(engine) {
      await open(engine)
      await open(engine, 'other')
      await engine.write(() => rotateRefreshToken(first, 'successor', now, 1000))
      const again = (at: number) => engine.write(() => rotateRefreshToken(first, 'successor', at, 1000))
      assertSame(await again(now + 1000), { kind: 'repeated' })
      assertSame(await again(now + 1001), { kind: 'reused' })
      const successor = await engine.read(() => readRefreshToken('pool', 'successor'))
      assert.equal(successor?.session.revoked_at, now + 1001)
      assert.equal((await engine.read(() => readSession('pool', 'other')))?.revoked_at, 0)
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
        engine.write(() => rotateRefreshToken(first, 'successor', now, 10_000)),
        engine.write(() => revokeUserSessions('pool', 'ada', now + 1)),
      ])
      const successor = await engine.read(() => readRefreshToken('pool', 'successor'))
      assert.equal(successor?.session.revoked_at, now + 1)
    },
  },
  {
    name: 'A session without its refresh token, or the other way round, is never seen',
    async run(engine) {
      const seen: boolean[] = []
      await Promise.all([
        open(engine),
        atOnce(20, async () => {
          const [session, token] = await engine.read(function* () {
            return [yield* readSession('pool', 'session'), yield* readRefreshToken('pool', 'session-token')]
          })
          seen.push((session === undefined) === (token === undefined))
        }),
      ])
      assertSame(
        seen,
        seen.map(() => true),
      )
    },
  },
]
