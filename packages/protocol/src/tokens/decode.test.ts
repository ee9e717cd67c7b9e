import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import type { IdTokenClaims } from './claims.ts'
import { decodeClaims } from './decode.ts'

const tokenOf = (payload: string) => `e30.${Buffer.from(payload).toString('base64url')}.c2ln`

test('claims of a token made elsewhere are read, in any script', async () => {
  const token = await new SignJWT({ name: 'Zoë 山田 🔑', 'custom:n': '1' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('3f0c5c1e')
    .setExpirationTime(1_800_000_000)
    .sign(new Uint8Array(32))
  expect(decodeClaims<IdTokenClaims>(token)).toEqual({
    name: 'Zoë 山田 🔑',
    'custom:n': '1',
    sub: '3f0c5c1e',
    exp: 1_800_000_000,
  })
})

test.each([
  ['an opaque text', 'opaque'],
  ['an encrypted token of five parts', 'e30.e30.e30.e30.e30'],
  ['two parts', 'e30.e30'],
  ['padding', `e30.${Buffer.from('{"a":1}').toString('base64')}.c2ln`],
  ['an array', tokenOf('[]')],
  ['a number', tokenOf('7')],
  ['null', tokenOf('null')],
  ['half a JSON text', tokenOf('{"sub":')],
])('%s has no claims', (_, token) => {
  expect(decodeClaims(token)).toBeUndefined()
})

test('bytes that are not UTF-8 have no claims', () => {
  const payload = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])
  expect(decodeClaims(`e30.${payload.toString('base64url')}.c2ln`)).toBeUndefined()
})
