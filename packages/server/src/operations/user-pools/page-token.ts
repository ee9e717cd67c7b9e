import { errors } from '../../errors.ts'

/** A place in a list as an opaque token. */
export function pageToken(cursor: readonly string[]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** @throws ServiceError `InvalidParameterException` for a token that is not ours */
export function parsePageToken(token: string | undefined): string[] {
  if (token === undefined) return []
  try {
    const cursor: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    if (Array.isArray(cursor) && cursor.every(part => typeof part === 'string')) return cursor
  } catch {
    // Falls through to the refusal: it is not JSON.
  }
  throw errors.invalidParameter('Invalid pagination token.')
}
