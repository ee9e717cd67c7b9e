import { generateKeyPairSync } from 'node:crypto'
import { jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import { signJwt } from './sign-jwt.ts'

it('makes a JWT that jose verifies, with the header that Cognito has', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const token = signJwt({ keyId: 'key', privateKey, publicJwk: {} }, { sub: 'Zoë 🔑', exp: 4_000_000_000 })
  const { payload, protectedHeader } = await jwtVerify(token, publicKey, { algorithms: ['RS256'] })
  expect(payload).toEqual({ sub: 'Zoë 🔑', exp: 4_000_000_000 })
  expect(protectedHeader).toEqual({ kid: 'key', alg: 'RS256' })
})
