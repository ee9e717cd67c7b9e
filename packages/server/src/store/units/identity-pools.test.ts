import { expect, it } from 'vitest'
import { resolveIdentity } from '../../domain/identity-resolution.ts'
import { testEnvironment } from '../../testing/environment.ts'
import { findIdentityPool, settleIdentity } from './identities.ts'
import { createIdentityPoolRow, deleteIdentityPoolRows } from './identity-pools.ts'

it('deletes with a pool every trace of its identities, and only of its own', async () => {
  const { environment } = await testEnvironment()
  const { engine } = environment
  const login = { provider: 'pool', subject: 'ada' }
  for (const [poolId, identityId] of [
    ['doomed', 'lost'],
    ['kept', 'left'],
  ] as const) {
    const row = { name: 'x', configuration: '{}', roles: '{}', created_at: 1, modified_at: 1 }
    await engine.write(() => createIdentityPoolRow({ ...row, identity_pool_id: poolId }))
    const request = { identityId: undefined, logins: [login], newIdentityId: identityId }
    await engine.write(() => settleIdentity(poolId, request, 1, resolveIdentity))
  }
  expect(await engine.read(() => findIdentityPool('lost'))).toBe('doomed')

  expect(await engine.write(() => deleteIdentityPoolRows('doomed'))).toBe(true)
  expect(await engine.read(() => findIdentityPool('lost'))).toBeUndefined()
  expect(await engine.read(() => findIdentityPool('left'))).toBe('kept')
  expect(await engine.write(() => deleteIdentityPoolRows('doomed'))).toBe(false)

  // The login is free again: nothing of the old pool holds it.
  const request = { identityId: undefined, logins: [login], newIdentityId: 'new' }
  expect(await engine.write(() => settleIdentity('doomed', request, 1, resolveIdentity))).toMatchObject({
    identityId: 'new',
    creates: true,
  })
})
