import { timingSafeEqual } from 'node:crypto'
import { keyedHash, type SealKey } from '../keys/seal.ts'
import type { UserPool } from './user-pool.ts'

/** What a refresh token says: the session that it prolongs, and which of its tokens it is. */
export interface RefreshToken {
  readonly sessionId: string
  /** From 1; each rotation adds one. */
  readonly generation: number
}

const sessionLength = 16
const generationLength = 4
const tagLength = 32
const mostGenerations = 0xffff_ffff

/**
 * Makes a refresh token: the session's id and the token's generation under an HMAC-SHA256 of the pool's own. There is
 * one for each generation, so that a repeat within the grace time gets the same successor, and nothing of it is stored.
 *
 * @param key the pool's key for refresh tokens
 * @param token `sessionId` is a UUID
 */
export function refreshTokenText(key: SealKey, pool: UserPool, token: RefreshToken): string {
  if (token.generation > mostGenerations) throw new RangeError('A session has no more refresh tokens.')
  const content = Buffer.alloc(sessionLength + generationLength)
  content.write(token.sessionId.replaceAll('-', ''), 'hex')
  content.writeUInt32BE(token.generation, sessionLength)
  return Buffer.concat([content, tagOf(key, pool, content)]).toString('base64url')
}

/** Reads a refresh token; `undefined` for what this pool never gave. */
export function readRefreshToken(key: SealKey, pool: UserPool, text: string): RefreshToken | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== sessionLength + generationLength + tagLength) return undefined
  const content = bytes.subarray(0, sessionLength + generationLength)
  if (!timingSafeEqual(tagOf(key, pool, content), bytes.subarray(content.length))) return undefined
  const id = content.toString('hex', 0, sessionLength)
  return {
    sessionId: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
    generation: content.readUInt32BE(sessionLength),
  }
}

function tagOf(key: SealKey, { id }: UserPool, content: Uint8Array): Buffer {
  return keyedHash(key, `refresh token ${id} `, content)
}

/** A session's columns when it has no refresh token. */
export const noRefreshTokens = {
  refresh_generation: 0,
  refresh_expires_at: 0,
  refresh_rotations: '',
} as const

/**
 * A session's columns when it begins with a refresh token.
 *
 * @param expiresAt when the tokens of all generations expire, in milliseconds
 */
export function firstRefreshToken(expiresAt: number) {
  return { ...noRefreshTokens, refresh_generation: 1, refresh_expires_at: expiresAt } as const
}
