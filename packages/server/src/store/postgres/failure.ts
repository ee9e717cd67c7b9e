import { StoreError } from '../store-error.ts'

/**
 * What a failure means for the unit it happened in. PostgreSQL names its own failures by SQLSTATE; what has none
 * came from the network or from the driver.
 */
export type Failure =
  /** The transaction lost against another one: nothing was written, and it may win the next time. */
  | { readonly kind: 'conflict'; readonly state: string }
  /** The connection is of no more use, and nothing was committed by it. */
  | { readonly kind: 'lost'; readonly reason: string }
  /** The connection went while COMMIT was under way. */
  | { readonly kind: 'unknown' }
  /** PostgreSQL refused, and would do so again. */
  | { readonly kind: 'refused'; readonly error: StoreError }

/** The SQLSTATE of a transaction that lost against another one. */
const serializationFailure = '40001'

/** Serialization failure, deadlock, and a plain insert that was overtaken by an equal one. */
const conflicts = new Set([serializationFailure, '40P01', '23505'])

/**
 * States that belong to the connection: a plan or prepared statement that the server no longer takes (another
 * node changed the schema, or a pooler gave us another connection), or a server that only reads since a fail-over.
 */
const staleConnection = new Set(['0A000', '26000', '25006'])

/** Authentication and an unknown database: their texts name the user and the database, which is what helps. */
const explained = /^(28|3D)/

/** Connection exceptions, operator intervention, insufficient resources. */
const connectionStates = /^(08|57P|53)/

interface DatabaseFailure {
  readonly code: string
  readonly message: string
  readonly constraint?: string
  readonly table?: string
}

function isDatabaseFailure(error: unknown): error is DatabaseFailure {
  return error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code))
}

/** @param committing whether COMMIT had been sent */
export function failureOf(error: unknown, committing: boolean): Failure {
  if (!isDatabaseFailure(error)) {
    const reason = error instanceof Error ? error.message : 'the driver gave no reason'
    return committing ? { kind: 'unknown' } : { kind: 'lost', reason }
  }
  const { code: state } = error
  if (conflicts.has(state)) return { kind: 'conflict', state }
  if (committing && (connectionStates.test(state) || state === '40003')) return { kind: 'unknown' }
  if (connectionStates.test(state) || staleConnection.has(state)) {
    return { kind: 'lost', reason: `SQLSTATE ${state}` }
  }
  return { kind: 'refused', error: refusal(error) }
}

/** PostgreSQL's own texts and details repeat values, which belong in no log: only names of its schema are kept. */
function refusal({ code, message, table, constraint }: DatabaseFailure): StoreError {
  const place = constraint ?? table
  const what = explained.test(code) ? message : `SQLSTATE ${code}${place ? ` at ${place}` : ''}`
  return new StoreError('databaseRefused', `PostgreSQL refused: ${what}.`)
}

/** What the caller is told about a failure that was not mended. */
export function reportOf(failure: Failure): StoreError {
  switch (failure.kind) {
    case 'conflict':
      return failure.state === '23505'
        ? new StoreError('databaseRefused', 'PostgreSQL refused: SQLSTATE 23505 (a key is taken).')
        : new StoreError('databaseBusy', 'Too many changes of the same rows at once; nothing was written.')
    case 'lost':
      return new StoreError('databaseUnavailable', `PostgreSQL cannot be reached: ${failure.reason}.`)
    case 'unknown':
      return new StoreError(
        'outcomeUnknown',
        'The connection to PostgreSQL was lost during a commit: the change may or may not have happened.',
      )
    case 'refused':
      return failure.error
  }
}
