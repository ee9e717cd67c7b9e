/** The names of the service's exceptions without "Exception", in lower camel case. */
export type ServiceErrorKind =
  | 'aliasExists'
  | 'codeDeliveryFailure'
  | 'codeMismatch'
  | 'expiredCode'
  | 'groupExists'
  | 'internalError'
  | 'invalidLambdaResponse'
  | 'invalidOAuthFlow'
  | 'invalidParameter'
  | 'invalidPassword'
  | 'invalidUserPoolConfiguration'
  | 'limitExceeded'
  | 'mfaMethodNotFound'
  | 'notAuthorized'
  | 'passwordResetRequired'
  | 'resourceNotFound'
  | 'scopeDoesNotExist'
  | 'softwareTokenMFANotFound'
  | 'tooManyFailedAttempts'
  | 'tooManyRequests'
  | 'unexpectedLambda'
  | 'userLambdaValidation'
  | 'userNotConfirmed'
  | 'userNotFound'
  | 'usernameExists'

/** What the client itself finds. */
export type ClientErrorKind =
  | 'aborted'
  | 'badRequest'
  | 'cognitoIdentityPoolNotConfigured'
  | 'deviceNotRemembered'
  | 'errorLoadingPage'
  | 'expiredRefreshToken'
  | 'federationProviderExists'
  | 'guestAccessNotAllowed'
  | 'idTokenAndAcceessTokenNotIssued'
  | 'idTokenNotIssued'
  | 'identityIdUnavailable'
  | 'invalidConfiguration'
  | 'invalidState'
  | 'network'
  | 'notSignedIn'
  | 'securityFailed'
  | 'storage'
  | 'throttled'
  | 'timeout'
  | 'unableToSignIn'
  | 'unknown'
  | 'userCancelledSignIn'
  | 'userPoolNotConfigured'

/** Why a call failed: AWSMobileClient's 43 names, and five for what lies outside the service. */
export type ErrorKind = ServiceErrorKind | ClientErrorKind

export interface ErrorDetails {
  readonly cause?: unknown
  readonly serviceName?: string | undefined
  readonly statusCode?: number | undefined
  readonly retryable?: boolean | undefined
  readonly customState?: string | undefined
}

const brand = Symbol.for('@latchkey/client.AWSMobileClientError')

/**
 * The one class that this package throws. Switch on `kind`, which is stable; `message` is for logs. It never
 * holds a password, a code or a token.
 */
export class AWSMobileClientError extends Error {
  readonly [brand] = true
  override readonly name = 'AWSMobileClientError'
  declare readonly kind: ErrorKind
  /** The service's own name of the error, such as `NotAuthorizedException`; only where the service answered. */
  declare readonly serviceName: string | undefined
  /** The HTTP status, where there was an answer. */
  declare readonly statusCode: number | undefined
  /** Whether the same call may well succeed later without any change. */
  declare readonly retryable: boolean
  /** What the app gave the hosted UI to bring back, where that came back with an error. */
  declare readonly customState: string | undefined

  constructor(kind: ErrorKind, message: string = kind, details: ErrorDetails = {}) {
    super(message, details)
    Object.assign(this, details, { kind, retryable: details.retryable ?? false })
  }
}

/**
 * Whether something caught is this package's error, and of the given kind. It works across copies and versions
 * of the package, where `instanceof` does not.
 */
export function isAWSMobileClientError(error: unknown, kind?: ErrorKind): error is AWSMobileClientError {
  const found = error as Partial<AWSMobileClientError> | null | undefined
  return found?.[brand] === true && (!kind || found.kind === kind)
}
