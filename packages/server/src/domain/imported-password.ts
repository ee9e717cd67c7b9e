import { pbkdf2, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { CreateUserImportJobRequest } from '@latchkey/protocol/user-pools'

/** The algorithms of CreateUserImportJob. */
export type HashAlgorithm = NonNullable<CreateUserImportJobRequest['PasswordHashingAlgorithm']>

/**
 * The forms of hashes: bcrypt's own, and the PHC string format (`$scrypt$ln=17,r=8,p=1$SALT$HASH`) for the others.
 * Costs have a bound: whoever makes the file must not make every sign-in take minutes.
 */
const forms: Readonly<Record<HashAlgorithm, RegExp>> = {
  BCRYPT: /^\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/,
  PBKDF2_SHA256: /^\$pbkdf2-sha256\$(?:i=)?(\d{1,7})\$([A-Za-z0-9+/.]+={0,2})\$([A-Za-z0-9+/.]+={0,2})$/,
  SCRYPT: /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/,
  ARGON2ID: /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
}

/** What the hash of an imported password is sealed for. */
export const importedContext = (sub: string) => `imported password ${sub}`

const mostMemory = 256 * 1024 * 1024
const mostIterations = 2_000_000

/** Whether a hash is one of an algorithm, and can be checked in bearable time and memory. */
export function isHashOf(algorithm: HashAlgorithm, hash: string): boolean {
  const parts = forms[algorithm].exec(hash)
  if (!parts) return false
  const [first = 0, second = 0, third = 0] = parts.slice(1).map(Number)
  switch (algorithm) {
    case 'BCRYPT':
      return true
    case 'PBKDF2_SHA256':
      return first > 0 && first <= mostIterations
    case 'SCRYPT':
      return (
        first >= 1 &&
        first <= 20 &&
        second > 0 &&
        third > 0 &&
        third <= 16 &&
        128 * 2 ** first * second <= mostMemory
      )
    case 'ARGON2ID':
      return (
        first >= 8 && first * 1024 <= mostMemory && second > 0 && second <= 20 && third > 0 && third <= 16
      )
  }
}

const runPbkdf2 = promisify(pbkdf2)
const runScrypt = promisify<
  string,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt)

/** Whether a password is the one of an imported hash. */
export async function matchesHash(
  algorithm: HashAlgorithm,
  hash: string,
  password: string,
): Promise<boolean> {
  const parts = forms[algorithm].exec(hash)
  if (!parts || !isHashOf(algorithm, hash)) return false
  switch (algorithm) {
    case 'BCRYPT': {
      const { bcryptVerify } = await import('hash-wasm')
      return await bcryptVerify({ password, hash })
    }
    case 'ARGON2ID': {
      const { argon2Verify } = await import('hash-wasm')
      return await argon2Verify({ password, hash })
    }
    case 'PBKDF2_SHA256': {
      const [, iterations = '', salt = '', expected = ''] = parts
      const wanted = bytes(expected)
      return same(await runPbkdf2(password, bytes(salt), Number(iterations), wanted.length, 'sha256'), wanted)
    }
    case 'SCRYPT': {
      const [, log = '', r = '', p = '', salt = '', expected = ''] = parts
      const wanted = bytes(expected)
      const cost = { N: 2 ** Number(log), r: Number(r), p: Number(p), maxmem: 2 * mostMemory }
      return same(await runScrypt(password, bytes(salt), wanted.length, cost), wanted)
    }
  }
}

/** Base64, in passlib's alphabet too, which has a dot for the plus. */
const bytes = (text: string) => Buffer.from(text.replaceAll('.', '+'), 'base64')

const same = (left: Uint8Array, right: Uint8Array) =>
  left.length === right.length && timingSafeEqual(left, right)
