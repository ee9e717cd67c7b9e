import { createHash, webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { secretHash } from '../secret-hash.ts'
import {
  createSrpKeyPair,
  proveSrpPassword,
  srpDerivedKey,
  srpPrivateKey,
  srpScramblingParameter,
  srpSharedSecret,
} from './client.ts'
import { createDeviceVerifier } from './device.ts'
import { fromBytes, pad } from './encoding.ts'
import { portableSrpEngine } from './engine.ts'
import { g, k, N } from './group.ts'
import { nodeSrpEngine } from './node.ts'
import { srpTimestamp } from './timestamp.ts'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()
const digest = (value: bigint) => sha256(pad(value)).toString('hex')
const timestamp = 'Sat Nov 7 08:09:05 UTC 2026'
const identity = {
  poolName: 'abcDEF123',
  userId: '3f0c5c1e-1111-4222-8333-444455556666',
  password: 'Passw0rd!',
}
const salt = fromBytes(sha256('vector salt').subarray(0, 16))
const secretBlock = toBase64(Buffer.from('secret-block-for-test'))

describe.each([
  ['portable', portableSrpEngine(webcrypto.subtle as SubtleCrypto)],
  ['OpenSSL', nodeSrpEngine],
])('with the %s engine', (_, engine) => {
  const keyPair = createSrpKeyPair(engine, sha256('vector a'))
  const x = srpPrivateKey(engine, identity, salt)
  const serverValue = async () => {
    const verifier = await engine.power(g, await x)
    return (k * verifier + (await engine.power(g, fromBytes(sha256('vector b'))))) % N
  }

  test('the published values of a person’s sign-in come out', async () => {
    const { publicValue, privateExponent } = await keyPair
    const B = await serverValue()
    const u = await srpScramblingParameter(engine, publicValue, B)
    const S = await srpSharedSecret(engine, { publicValue, privateExponent }, B, u, await x)
    expect(salt.toString(16)).toBe('9bd47d892258c4edb74ef4824f8fc23b')
    expect((await x).toString(16)).toBe('da1111d93e66f5b4d935cafcdff22bbd48de30a61e28195b8e63a1c93dfb57fd')
    expect(digest(await engine.power(g, await x))).toBe(
      '15865443ebb0ffc246b2acd1f33b54654070aa235edceecaeeb6adc359a6324f',
    )
    expect(digest(publicValue)).toBe('7a1e055cb55bc3c9d667a5c3d76ba0c017ba46fcd550ef436493ac1ad4be467c')
    expect(digest(B)).toBe('aac0b94f24240d6f495503665d57e8de1b62f20c30d6ef57bb88780ca4fb1829')
    expect(u.toString(16)).toBe('de788f8111ca09af348342c84bbfa9e32c74c6e1367237fdef82fa5fdb132ae9')
    expect(digest(S!)).toBe('cdb5ba1667347d7c6c3b4e3d41bfac4a70a64754a5c35325e279d13824a27d4d')
    expect(Buffer.from(await srpDerivedKey(engine, S!, u)).toString('hex')).toBe(
      'dcd7906a90ec4841d57cda50d23b887f',
    )
  })

  test('the published claim signature comes out, from either alphabet of the secret block', async () => {
    const SRP_B = (await serverValue()).toString(16)
    const challenge = { SALT: salt.toString(16), SRP_B, SECRET_BLOCK: secretBlock }
    const expected = { outcome: 'proven', signature: 'o1/CplGLrHhNCzg+FWdLfXPV4PNktaIZjBAaXv+QvI0=' }
    expect(await proveSrpPassword(engine, await keyPair, identity, challenge, timestamp)).toEqual(expected)
    const url = { ...challenge, SECRET_BLOCK: secretBlock.replaceAll('=', '') }
    expect(await proveSrpPassword(engine, await keyPair, identity, url, timestamp)).toEqual(expected)
  })

  test.each([
    ['zero', '0'],
    ['N', N.toString(16)],
    ['twice N', (2n * N).toString(16)],
  ])('a server value of %s is refused', async (_, SRP_B) => {
    const challenge = { SALT: '1f', SRP_B, SECRET_BLOCK: secretBlock }
    expect(await proveSrpPassword(engine, await keyPair, identity, challenge, timestamp)).toEqual({
      outcome: 'unsafeServerValue',
    })
  })

  test('a server value that cancels the verifier is refused', async () => {
    const SRP_B = ((k * (await engine.power(g, await x))) % N).toString(16)
    const challenge = { SALT: salt.toString(16), SRP_B, SECRET_BLOCK: secretBlock }
    expect(await proveSrpPassword(engine, await keyPair, identity, challenge, timestamp)).toEqual({
      outcome: 'unsafeServerValue',
    })
  })

  test.each([
    ['SALT', { SALT: 'xyz', SRP_B: 'ab', SECRET_BLOCK: 'YWI=' }],
    ['SRP_B', { SALT: '1f', SRP_B: '', SECRET_BLOCK: 'YWI=' }],
    ['SECRET_BLOCK', { SALT: '1f', SRP_B: 'ab', SECRET_BLOCK: '?' }],
  ])('a challenge with a broken %s is refused', async (_, challenge) => {
    expect(await proveSrpPassword(engine, await keyPair, identity, challenge, timestamp)).toEqual({
      outcome: 'malformedChallenge',
    })
  })

  test('the published device verifier comes out', async () => {
    const device = {
      groupKey: '-aBcDeF12',
      key: 'us-east-1_11111111-2222-4333-8444-555555555555',
      password: 'device-password',
    }
    const verifier = await createDeviceVerifier(engine, device, sha256('vector device salt').subarray(0, 16))
    expect(verifier.Salt).toBe('CokFqsh8fiBMy6Cx/dsdZA==')
    expect(sha256(fromBase64(verifier.PasswordVerifier)!).toString('hex')).toBe(
      'cdac5b8a5c310c9d8d3ea9d66aa6c94a5ab1c7d353d5aa084d0720d5ea2d46b9',
    )
  })

  test('the published secret hash comes out', async () => {
    expect(await secretHash(engine, 'secret', 'alice', 'clientid')).toBe(
      'j2l6E5kmgeDN73FksD70ykn5SUu7VoeTU/VtrFXYMm0=',
    )
  })
})

test.each([
  [Date.UTC(2026, 10, 7, 8, 9, 5), timestamp],
  [Date.UTC(2027, 0, 31, 23, 59, 59), 'Sun Jan 31 23:59:59 UTC 2027'],
  [0, 'Thu Jan 1 00:00:00 UTC 1970'],
])('the timestamp of %d is %j', (time, expected) => {
  expect(srpTimestamp(time)).toBe(expected)
})
