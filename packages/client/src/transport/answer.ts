import { AWSMobileClientError, type ErrorKind, type ServiceErrorKind } from '../errors/error.ts'

/** The service's names that are kinds of their own; a text, because it travels to browsers. */
const kinds =
  ' aliasExists codeDeliveryFailure codeMismatch expiredCode groupExists internalError invalidLambdaResponse' +
  ' invalidOAuthFlow invalidParameter invalidPassword invalidUserPoolConfiguration limitExceeded mfaMethodNotFound' +
  ' notAuthorized passwordResetRequired resourceNotFound scopeDoesNotExist softwareTokenMFANotFound' +
  ' tooManyFailedAttempts tooManyRequests unexpectedLambda userLambdaValidation userNotConfirmed userNotFound' +
  ' usernameExists '

/** `CodeMismatchException` → `codeMismatch`; a run of capitals at the start is lowered as one word. */
export function kindOf(serviceName: string): ServiceErrorKind | 'unknown' {
  const kind = serviceName
    .replace(/Exception$/, '')
    .replace(/^([A-Z]+(?=[A-Z][a-z])|[A-Z])/, capitals => capitals.toLowerCase())
  return kinds.includes(` ${kind} `) ? (kind as ServiceErrorKind) : 'unknown'
}

/**
 * The error that an answer of status 400 or more means. Only a body or header that names an exception is the
 * service's own; anything else came from something on the way and decides nothing.
 */
export function serviceError(
  status: number,
  header: string | null,
  body: Record<string, unknown> | undefined,
): AWSMobileClientError {
  const named = header ?? (typeof body?.__type === 'string' ? body.__type : '')
  // As a bare name, after a namespace and a hash, before a colon and an address.
  const serviceName = /([A-Za-z]+)(:|$)/.exec(named)?.[1]
  if (!serviceName) return unexpectedAnswer(status)
  const text = body?.message ?? body?.Message
  const kind: ErrorKind = status >= 500 ? 'internalError' : kindOf(serviceName)
  return new AWSMobileClientError(kind, typeof text === 'string' && text ? text : serviceName, {
    serviceName,
    statusCode: status,
    retryable: kind === 'internalError' || kind === 'tooManyRequests',
  })
}

/** An answer that is not the service's. */
export function unexpectedAnswer(statusCode: number): AWSMobileClientError {
  const kind = statusCode === 429 ? 'throttled' : 'network'
  return new AWSMobileClientError(kind, `unexpected answer ${statusCode}`, { statusCode, retryable: true })
}
