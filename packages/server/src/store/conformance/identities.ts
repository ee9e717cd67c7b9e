import assert from 'node:assert/strict'
import type { Engine } from '../unit.ts'
import { findIdentityPool, readIdentity, settleIdentity } from '../units/identities.ts'
import { deleteIdentity, listIdentityPage, unlinkLogins } from '../units/identity-administration.ts'
import {
  changeIdentityPool,
  createIdentityPoolRow,
  deleteIdentityPoolRows,
  listIdentityPoolRows,
  readIdentityPool,
} from '../units/identity-pools.ts'
import type {
  IdentityLogin,
  Resolution,
  ResolutionRequest,
  ResolutionState,
} from '../units/identity-state.ts'
import { assertSame, atOnce, type ConformanceCase, count } from './case.ts'
import { identityPoolRow, now } from './rows.ts'

const login = (provider: string, subject = 'ada'): IdentityLogin => ({ provider, subject })

/** The plainest rule that makes, links and merges: the named identity wins, then the first owner. */
function decide({ named, owners }: ResolutionState, request: ResolutionRequest): Resolution {
  const kept = named ?? owners[0]
  const known = [...(named?.logins ?? []), ...owners.flatMap(owner => owner.logins)]
  return {
    kind: 'resolved',
    identityId: kept?.id ?? request.newIdentityId,
    creates: kept === undefined,
    links: request.logins.filter(
      ({ provider, subject }) => !known.some(each => each.provider === provider && each.subject === subject),
    ),
    absorbs: owners.filter(owner => owner.id !== kept?.id).map(owner => owner.id),
  }
}

async function settle(
  engine: Engine,
  newIdentityId: string,
  logins: IdentityLogin[],
  identityId?: string,
): Promise<string> {
  const request: ResolutionRequest = { identityId, logins, newIdentityId }
  const resolution = await engine.write(() => settleIdentity('pool', request, now, decide))
  assert.equal(resolution.kind, 'resolved')
  return resolution.kind === 'resolved' ? resolution.identityId : ''
}

export const identities: readonly ConformanceCase[] = [
  {
    name: 'An identity pool is created once, changed without loss, listed in pages, and deleted once',
    async run(engine) {
      const created = await atOnce(8, () => engine.write(() => createIdentityPoolRow(identityPoolRow('one'))))
      assert.equal(
        count(created, each => each),
        1,
      )
      await engine.write(() => createIdentityPoolRow(identityPoolRow('two')))
      await atOnce(10, () =>
        engine.write(() =>
          changeIdentityPool('one', now, row => ({
            ...row,
            roles: JSON.stringify([...rolesOf(row.roles), 0]),
          })),
        ),
      )
      const stored = await engine.read(() => readIdentityPool('one'))
      assert.equal(rolesOf(stored?.roles ?? '').length, 10)
      const page = await engine.read(() => listIdentityPoolRows({ after: 'one', limit: 5 }))
      assertSame(
        page.map(row => row.identity_pool_id),
        ['two'],
      )
      assert.equal(await engine.write(() => deleteIdentityPoolRows('one')), true)
      assert.equal(await engine.write(() => deleteIdentityPoolRows('one')), false)
    },
  },
  {
    name: 'A login has one identity, however many callers bring it at once',
    async run(engine) {
      const ids = await atOnce(15, index => settle(engine, `identity-${index}`, [login('google')]))
      assert.equal(new Set(ids).size, 1)
      const page = await engine.read(() => listIdentityPage('pool', { after: '', limit: 60 }, false))
      assertSame(
        page.map(({ id, logins }) => [id, logins]),
        [[ids[0], [login('google')]]],
      )
      assert.equal(await engine.read(() => findIdentityPool(ids[0] ?? '')), 'pool')
    },
  },
  {
    name: 'A guest that signs in keeps its id',
    async run(engine) {
      const guest = await settle(engine, 'guest', [])
      assert.equal(await settle(engine, 'unused', [login('google')], guest), 'guest')
      assert.equal(await settle(engine, 'unused', [login('google')]), 'guest')
    },
  },
  {
    name: 'A merge moves every login and disables the identity that gave them, however many merge at once',
    async run(engine) {
      await settle(engine, 'one', [login('google'), login('mail')])
      await settle(engine, 'two', [login('apple'), login('phone')])
      const merged = await atOnce(10, () => settle(engine, 'unused', [login('google'), login('apple')]))
      assert.equal(new Set(merged).size, 1)
      const [kept = ''] = merged
      const winner = await engine.read(() => readIdentity('pool', kept))
      const loser = await engine.read(() => readIdentity('pool', kept === 'one' ? 'two' : 'one'))
      assertSame(winner?.logins, [login('apple'), login('google'), login('mail'), login('phone')])
      assert.equal(winner?.enabled, true)
      assertSame([loser?.enabled, loser?.logins], [false, []])
      const page = await engine.read(() => listIdentityPage('pool', { after: '', limit: 60 }, true))
      assertSame(
        page.map(({ id }) => id),
        [kept],
      )
    },
  },
  {
    name: 'A login is unlinked by who can prove one of the identity, and the last one closes it',
    async run(engine) {
      const id = await settle(engine, 'one', [login('google'), login('mail')])
      const unlink = (proven: IdentityLogin[], providers: string[]) =>
        engine.write(() => unlinkLogins('pool', id, proven, providers, now))
      assert.equal(await unlink([login('google', 'eve')], ['mail']), false)
      assert.equal(await unlink([login('google')], ['mail']), true)
      assertSame((await engine.read(() => readIdentity('pool', id)))?.logins, [login('google')])
      assert.equal(await unlink([login('google')], ['google']), true)
      assert.equal((await engine.read(() => readIdentity('pool', id)))?.enabled, false)
      assert.equal(await settle(engine, 'new', [login('google')]), 'new')
    },
  },
  {
    name: 'A deleted identity leaves its logins free',
    async run(engine) {
      await settle(engine, 'one', [login('google')])
      await engine.write(() => deleteIdentity('one'))
      await engine.write(() => deleteIdentity('one'))
      assert.equal(await engine.read(() => findIdentityPool('one')), undefined)
      assert.equal(await settle(engine, 'two', [login('google')]), 'two')
    },
  },
]

const rolesOf = (json: string): unknown[] => {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value : []
}
