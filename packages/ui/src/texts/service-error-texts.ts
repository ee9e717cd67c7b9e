import type { UserPoolErrorName } from '@latchkey/protocol'
import type { ErrorTextId } from './texts.ts'

/** What a person is told of each exception of the service. */
const textOfException: Readonly<Record<UserPoolErrorName, ErrorTextId>> = {
  AccessDeniedException: 'notAuthorized',
  AliasExistsException: 'aliasExists',
  CodeDeliveryFailureException: 'codeDeliveryFailure',
  CodeMismatchException: 'codeMismatch',
  ConcurrentModificationException: 'network',
  DeviceKeyExistsException: 'unknown',
  DuplicateProviderException: 'unknown',
  EnableSoftwareTokenMFAException: 'codeMismatch',
  ExpiredCodeException: 'expiredCode',
  FeatureUnavailableInTierException: 'notSupported',
  ForbiddenException: 'notAuthorized',
  GroupExistsException: 'unknown',
  InternalErrorException: 'network',
  InternalServerException: 'network',
  InvalidEmailRoleAccessPolicyException: 'codeDeliveryFailure',
  InvalidLambdaResponseException: 'refused',
  InvalidOAuthFlowException: 'unknown',
  InvalidParameterException: 'invalidParameter',
  InvalidPasswordException: 'invalidPassword',
  InvalidSmsRoleAccessPolicyException: 'codeDeliveryFailure',
  InvalidSmsRoleTrustRelationshipException: 'codeDeliveryFailure',
  InvalidUserPoolConfigurationException: 'unknown',
  LimitExceededException: 'limitExceeded',
  MFAMethodNotFoundException: 'mfaMethodNotFound',
  ManagedLoginBrandingExistsException: 'unknown',
  NotAuthorizedException: 'notAuthorized',
  OperationNotEnabledException: 'notSupported',
  PasswordHistoryPolicyViolationException: 'passwordUsedBefore',
  PasswordResetRequiredException: 'passwordResetRequired',
  PreconditionNotMetException: 'unknown',
  RefreshTokenReuseException: 'sessionExpired',
  ResourceNotFoundException: 'unknown',
  ScopeDoesNotExistException: 'unknown',
  ServiceQuotaExceededException: 'limitExceeded',
  SoftwareTokenMFANotFoundException: 'mfaMethodNotFound',
  TermsExistsException: 'unknown',
  TierChangeNotAllowedException: 'unknown',
  TooManyFailedAttemptsException: 'limitExceeded',
  TooManyRequestsException: 'limitExceeded',
  UnauthorizedException: 'notAuthorized',
  UnexpectedLambdaException: 'refused',
  UnsupportedIdentityProviderException: 'notSupported',
  UnsupportedOperationException: 'notSupported',
  UnsupportedTokenTypeException: 'unknown',
  UnsupportedUserStateException: 'notAuthorized',
  UserImportInProgressException: 'unknown',
  UserLambdaValidationException: 'refused',
  UserNotConfirmedException: 'userNotConfirmed',
  UserNotFoundException: 'userNotFound',
  UserPoolAddOnNotEnabledException: 'notSupported',
  UserPoolTaggingException: 'unknown',
  UsernameExistsException: 'usernameExists',
  WebAuthnChallengeNotFoundException: 'passkeyFailed',
  WebAuthnClientMismatchException: 'passkeyFailed',
  WebAuthnConfigurationMissingException: 'notSupported',
  WebAuthnCredentialNotSupportedException: 'passkeyFailed',
  WebAuthnNotEnabledException: 'notSupported',
  WebAuthnOriginNotAllowedException: 'passkeyFailed',
  WebAuthnRelyingPartyMismatchException: 'passkeyFailed',
}

/**
 * The id of the text for an exception of the service, by its name. A screen that asks for name and password tells
 * `NotAuthorizedException` and `UserNotFoundException` as `wrongCredentials` instead.
 */
export function errorTextOf(exception: UserPoolErrorName): ErrorTextId {
  return textOfException[exception]
}
