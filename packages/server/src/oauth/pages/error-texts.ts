import type { ErrorTextId } from '@latchkey/ui/views'
import { ServiceError } from '../../errors.ts'

/** What a person is told, by the refusal's name. */
const textOfName: Readonly<Record<string, ErrorTextId>> = {
  AliasExistsException: 'aliasExists',
  CodeDeliveryFailureException: 'codeDeliveryFailure',
  CodeMismatchException: 'codeMismatch',
  EnableSoftwareTokenMFAException: 'codeMismatch',
  ExpiredCodeException: 'expiredCode',
  InvalidParameterException: 'invalidParameter',
  InvalidPasswordException: 'invalidPassword',
  LimitExceededException: 'limitExceeded',
  NotAuthorizedException: 'notAuthorized',
  PasswordHistoryPolicyViolationException: 'passwordUsedBefore',
  PasswordResetRequiredException: 'passwordResetRequired',
  SoftwareTokenMFANotFoundException: 'mfaMethodNotFound',
  TooManyRequestsException: 'limitExceeded',
  UserLambdaValidationException: 'refused',
  UserNotConfirmedException: 'userNotConfirmed',
  UserNotFoundException: 'userNotFound',
  UsernameExistsException: 'usernameExists',
}

/** @throws the error itself when it is no refusal */
export function errorTextOf(error: unknown): ErrorTextId {
  if (!(error instanceof ServiceError)) throw error
  return textOfName[error.name] ?? 'unknown'
}
