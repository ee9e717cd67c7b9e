import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cleanUp } from '../housekeeping.ts'
import { createServer } from '../server.ts'
import { poolRow } from '../store/conformance/rows.ts'
import { readKeys } from '../store/units/keys.ts'
import { createPool } from '../store/units/pools.ts'
import { testEnvironment } from '../testing/environment.ts'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'
import { PoolKeys } from './pool-keys.ts'

const hour = 3_600_000

describe('a rotation of signing keys', () => {
  let test: TestServer
  let userPoolId: string
  let clientId: string
  beforeEach(async () => {
    test = await startTestServer()
    ;({ userPoolId, clientId } = await createTestPool(
      test,
      {},
      { AccessTokenValidity: 24, IdTokenValidity: 24 },
    ))
    await signUpPerson(test, clientId, 'ada')
  })
  afterEach(() => test.close())

  const publishedKeys = async () => {
    const response = await test.server.fetch(
      new Request(`http://localhost/${userPoolId}/.well-known/jwks.json`),
    )
    return (await response.json()) as { keys: { kid: string }[] }
  }
  const isVerified = async (token: string) =>
    jwtVerify(token, createLocalJWKSet(await publishedKeys()), {
      currentDate: new Date(test.clock.now),
    }).then(
      () => true,
      () => false,
    )
  const works = (AccessToken: string) =>
    test.userPools('GetUser', { AccessToken }).then(
      () => true,
      () => false,
    )

  it('signs with new keys at once, and old tokens stay good until they expire', async () => {
    const old = await signInPerson(test, clientId, 'ada')
    expect((await publishedKeys()).keys).toHaveLength(2)
    expect(await test.server.rotateKeys(userPoolId)).toBe(true)
    const fresh = await signInPerson(test, clientId, 'ada')
    for (const use of ['idToken', 'accessToken'] as const) {
      expect(decodeProtectedHeader(fresh[use]).kid).not.toBe(decodeProtectedHeader(old[use]).kid)
      expect([await isVerified(old[use]), await isVerified(fresh[use])]).toEqual([true, true])
    }
    expect((await publishedKeys()).keys).toHaveLength(4)
    test.clock.now += 24 * hour - 2000
    expect([await works(old.accessToken), await isVerified(old.idToken)]).toEqual([true, true])
    test.clock.now += 2 * hour
    expect((await publishedKeys()).keys).toHaveLength(2)
  })

  it('under load: every token that was handed out verifies, before, during and after', async () => {
    const tokens: string[] = []
    const load = async () => {
      for (let count = 0; count < 5; count++)
        tokens.push((await signInPerson(test, clientId, 'ada')).accessToken)
    }
    await Promise.all([
      load(),
      load(),
      test.server.rotateKeys(userPoolId),
      load(),
      test.server.rotateKeys(userPoolId),
    ])
    await load()
    expect(tokens).toHaveLength(20)
    expect(await Promise.all(tokens.map(isVerified))).toEqual(tokens.map(() => true))
    expect(await Promise.all(tokens.map(works))).toEqual(tokens.map(() => true))
  })

  it('is of a pool that is there', async () => {
    expect(await test.server.rotateKeys('us-east-1_nowhere00')).toBe(false)
  })
})

describe('nodes that share a database', () => {
  it('verify what another one signed with a new key, and rotate once when both find it due', async () => {
    const { environment, clock } = await testEnvironment()
    const rootKey = environment.random(32)
    const { engine, now, random } = environment
    const [one, other] = [
      new PoolKeys({ engine, rootKey, now, random }),
      new PoolKeys({ engine, rootKey, now, random }),
    ]
    const first = await one.signingKey('pool', 'access')
    expect((await other.signingKey('pool', 'access')).keyId).toBe(first.keyId)
    clock.now += 2000
    await one.rotate('pool')
    const second = await one.signingKey('pool', 'access')
    expect(second.keyId).not.toBe(first.keyId)
    expect((await other.publicKey('pool', 'access', second.keyId))?.kid).toBe(second.keyId)
    expect((await other.publicKey('pool', 'access', first.keyId))?.kid).toBe(first.keyId)
    clock.now += 90 * 24 * hour
    expect(await other.publicKey('pool', 'access', first.keyId)).toBeUndefined()
    const due = clock.now - 30 * 24 * hour
    await Promise.all([one.rotate('pool', due), other.rotate('pool', due)])
    for (const purpose of ['sign-id', 'sign-access']) {
      expect(await engine.read(() => readKeys('pool', purpose))).toHaveLength(3)
    }
    expect(await one.rotate('pool', due)).toBe(false)
    await engine.close()
  })

  it('renew keys that are as old as the operator says, and no younger ones', async () => {
    const { environment, clock } = await testEnvironment()
    const { engine, keys } = environment
    await engine.write(() => createPool(poolRow('us-east-1_aaaaaaaaa')))
    const first = await keys.signingKey('us-east-1_aaaaaaaaa', 'id')
    const keyId = async () => (await keys.signingKey('us-east-1_aaaaaaaaa', 'id')).keyId
    clock.now += 29 * 24 * hour
    await cleanUp(environment, undefined, 30)
    expect(await keyId()).toBe(first.keyId)
    clock.now += 2 * 24 * hour
    await cleanUp(environment, undefined, undefined)
    expect(await keyId()).toBe(first.keyId)
    await cleanUp(environment, undefined, 30)
    expect(await keyId()).not.toBe(first.keyId)
    await engine.close()
  })
})

describe('the root key', () => {
  it('must be the one that the database was sealed by: a server with another refuses to start', async () => {
    const path = mkdtempSync(join(tmpdir(), 'latchkey-root-'))
    const storage = { kind: 'directory', path } as const
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
    await (await createServer({ local: true, storage, rootKey: key(1) })).close()
    await expect(createServer({ local: true, storage, rootKey: key(2) })).rejects.toMatchObject({
      code: 'rootKeyInvalid',
      message: expect.stringContaining('is not the one that this database was sealed by'),
    })
    await (await createServer({ local: true, storage, rootKey: key(1) })).close()
    rmSync(path, { recursive: true })
  })
})
