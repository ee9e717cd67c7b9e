export type StoreErrorCode =
  | 'dataDirectoryLocked'
  | 'schemaTooNew'
  | 'rootKeyInvalid'
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
