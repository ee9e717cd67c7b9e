/** The stored session, as another tab may have left it. */
import type { Client } from './client.ts'
import { readRecord, type SessionRecord } from './records.ts'
import { readTokens, type Session, type Tokens } from './session.ts'

/**
 * Reads the stored session after all writes before.
 *
 * @returns `null` where it has vanished; `undefined` where the storage fails or tells nothing that is understood
 */
export function readKept(client: Client): Promise<SessionRecord | null | undefined> {
  const reading = client.writing
    .then(() => readRecord<SessionRecord>(client, 'session'))
    .catch(() => undefined)
  client.writing = reading
  return reading
}

/** Takes over a stored session as it is. */
export function restore(client: Client, kept: SessionRecord): void {
  const { version: _, pool: __, clockOffset, tokens, expiration = 0, ...rest } = kept
  client.clockOffset = clockOffset
  client.session = {
    ...rest,
    usernameTyped: kept.usernameTyped,
    tokens: tokens && readTokens(tokens, expiration),
  }
  client.stored = true
}

/** The same person's tokens, if they are not those at hand and no older. */
export function newerTokens(kept: SessionRecord, { username, tokens }: Session): Tokens | undefined {
  const newer =
    kept.username === username &&
    kept.tokens?.refreshToken !== undefined &&
    kept.tokens.accessToken !== tokens?.accessToken.tokenString &&
    (kept.expiration ?? 0) >= (tokens?.expiration.getTime() ?? 0)
  return newer && kept.tokens ? readTokens(kept.tokens, kept.expiration ?? 0) : undefined
}
