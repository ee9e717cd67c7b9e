import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRefreshToken, refreshTokenText } from './refresh-tokens.ts'
import type { UserPool } from './user-pool.ts'

const key = createSecretKey(Buffer.alloc(32, 7))
const pool = { id: 'us-east-1_people' } as UserPool
const tokens = fc.record({ sessionId: fc.uuid(), generation: fc.integer({ min: 1, max: 0xffff_ffff }) })

describe('a refresh token', () => {
  it('says which session it is of, and which of its tokens it is', () => {
    fc.assert(
      fc.property(tokens, token => {
        const text = refreshTokenText(key, pool, token)
        // What RevokeToken and the token endpoint take, in one word.
        expect(text).toMatch(/^[\w-]{70}$/)
        expect(readRefreshToken(key, pool, text)).toEqual(token)
      }),
    )
  })

  it('is none once a bit of it is changed', () => {
    fc.assert(
      fc.property(tokens, fc.integer({ min: 0, max: 52 * 8 - 1 }), (token, bit) => {
        const bytes = Buffer.from(refreshTokenText(key, pool, token), 'base64url')
        bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7))
        expect(readRefreshToken(key, pool, bytes.toString('base64url'))).toBeUndefined()
      }),
    )
  })

  it.each(['', 'a', 'A'.repeat(70), 'A'.repeat(5000), 'ä'.repeat(70)])('is not %s', text => {
    expect(readRefreshToken(key, pool, text)).toBeUndefined()
  })

  it('is worth nothing in another pool, and to another key', () => {
    const token = { sessionId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', generation: 1 }
    const text = refreshTokenText(key, pool, token)
    expect(readRefreshToken(key, { ...pool, id: 'us-east-1_others' }, text)).toBeUndefined()
    expect(readRefreshToken(createSecretKey(Buffer.alloc(32, 8)), pool, text)).toBeUndefined()
  })

  it('has a last generation', () => {
    const token = { sessionId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', generation: 2 ** 32 }
    expect(() => refreshTokenText(key, pool, token)).toThrow(RangeError)
  })
})
