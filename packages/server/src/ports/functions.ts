/** A Lambda trigger as Amazon's handlers are written: the event in, the whole event with its response out. */
export type TriggerHandler = (event: unknown, context: unknown) => unknown

/** Runs functions by their ARN. */
export interface Functions {
  /**
   * Runs a function.
   *
   * @param arn `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:ALIAS]`
   * @throws FunctionError
   */
  invoke(arn: string, event: object): Promise<unknown>
  close(): Promise<void>
}

export type FunctionErrorKind =
  /** There is no function of this name. */
  | 'missing'
  /** The function threw; the message is its own. */
  | 'threw'
  /** The function did not answer in time, or could not run. */
  | 'failed'

export class FunctionError extends Error {
  override readonly name = 'FunctionError'
  readonly kind: FunctionErrorKind

  constructor(kind: FunctionErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

/** Amazon gives a trigger five seconds. */
export const triggerMilliseconds = 5000
