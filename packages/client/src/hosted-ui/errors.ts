import * as oauth from 'oauth4webapi'
import { AWSMobileClientError, isAWSMobileClientError } from '../errors/error.ts'

/** What went wrong in OAuth, as this package's error; texts are the provider's own. */
export function oauthError(error: unknown, customState?: string): AWSMobileClientError {
  if (isAWSMobileClientError(error)) return error
  if (error instanceof oauth.AuthorizationResponseError) {
    // Who refuses at the provider's page has changed their mind.
    const kind = error.error === 'access_denied' ? 'userCancelledSignIn' : 'badRequest'
    return named(kind, error.error, error.error_description, undefined, customState)
  }
  if (error instanceof oauth.ResponseBodyError) {
    const { error: name, error_description: text, status } = error
    return named(name === 'invalid_grant' ? 'notAuthorized' : 'badRequest', name, text, status, customState)
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return named('badRequest', 'invalid_client', undefined, error.status)
  }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    // The error itself holds the answer's code, or the token's claims: its name says enough.
    return new AWSMobileClientError('securityFailed', error.message, { cause: error.code })
  }
  return new AWSMobileClientError('unknown', 'The hosted UI failed', { cause: error })
}

function named(
  kind: 'badRequest' | 'notAuthorized' | 'userCancelledSignIn',
  name: string,
  text?: string,
  statusCode?: number,
  customState?: string,
) {
  return new AWSMobileClientError(kind, text ? `${name}: ${text}` : name, {
    serviceName: name,
    statusCode,
    customState,
  })
}
