import { AWSMobileClientError, type ErrorDetails, type ErrorKind } from './error.ts'

/** An error of the client's own. */
export function failure(kind: ErrorKind, message?: string, details?: ErrorDetails): AWSMobileClientError {
  return new AWSMobileClientError(kind, message, details)
}
