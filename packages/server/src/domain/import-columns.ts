import { flagValue } from './attributes.ts'
import { schemaOf, type UserPool } from './user-pool.ts'

const nameColumn = 'cognito:username'
const mfaColumn = 'cognito:mfa_enabled'
/** Beside the columns of GetCSVHeader, in the file of a job that names an algorithm. */
export const hashColumn = 'cognito:password_hash'

/** Not the file's to say. */
const leftOut = new Set(['sub', 'identities'])

/** The columns of a file of users: every attribute of the pool, between the name and the second factor. */
export function importColumns(pool: UserPool): string[] {
  const attributes = [...schemaOf(pool).keys()].filter(name => !leftOut.has(name))
  return [nameColumn, ...attributes, mfaColumn]
}

/** A line of the file: empty values are absent. */
export interface ImportedUser {
  readonly username: string
  readonly attributes: Record<string, string>
  readonly mfaEnabled: boolean
  /** Empty where there is none. */
  readonly passwordHash: string
}

/** Reads a line by the columns of the header. */
export function readImportedUser(columns: readonly string[], values: readonly string[]): ImportedUser {
  const attributes: Record<string, string> = {}
  let username = ''
  let mfaEnabled = false
  let passwordHash = ''
  for (const [index, column] of columns.entries()) {
    const value = values[index] ?? ''
    if (column === nameColumn) username = value
    else if (column === mfaColumn) mfaEnabled = value.toLowerCase() === 'true'
    else if (column === hashColumn) passwordHash = value
    else if (value !== '') attributes[column] = flagValue(column, value)
  }
  return { username, attributes, mfaEnabled, passwordHash }
}
