export type StoreErrorCode =
  | 'dataDirectoryLocked'
  | 'schemaTooNew'
  | 'rootKeyInvalid'
  /** Several nodes share the database, so the key must be given. */
  | 'rootKeyMissing'
  /** Not reachable or not answering; nothing was written. */
  | 'databaseUnavailable'
  /** The connection was lost during a commit: the change may or may not have happened. */
  | 'outcomeUnknown'
  /** Lost against other writers again and again; nothing was written. */
  | 'databaseBusy'
  /** A backup that is not sound, or not ours. */
  | 'databaseDamaged'
  /** The database refused a statement; nothing was written. */
  | 'databaseRefused'
  | 'notFound'
  | 'alreadyExists'

/** What a store reports, by a stable code. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
