/**
 * Every error name of the user-pool and identity-pool APIs and of the framework in front of them, with the
 * status it travels under. Amazon answers 400 to all but its own failures; the model's 403, 404 and 429 are
 * never seen on the wire.
 */
const badRequest = 400

/** Errors of `AWSCognitoIdentityProviderService`. */
export const userPoolErrorStatus = {
  AccessDeniedException: badRequest,
  AliasExistsException: badRequest,
  CodeDeliveryFailureException: badRequest,
  CodeMismatchException: badRequest,
  ConcurrentModificationException: badRequest,
  DeviceKeyExistsException: badRequest,
  DuplicateProviderException: badRequest,
  EnableSoftwareTokenMFAException: badRequest,
  ExpiredCodeException: badRequest,
  FeatureUnavailableInTierException: badRequest,
  ForbiddenException: badRequest,
  GroupExistsException: badRequest,
  InternalErrorException: 500,
  InternalServerException: 500,
  InvalidEmailRoleAccessPolicyException: badRequest,
  InvalidLambdaResponseException: badRequest,
  InvalidOAuthFlowException: badRequest,
  InvalidParameterException: badRequest,
  InvalidPasswordException: badRequest,
  InvalidSmsRoleAccessPolicyException: badRequest,
  InvalidSmsRoleTrustRelationshipException: badRequest,
  InvalidUserPoolConfigurationException: badRequest,
  LimitExceededException: badRequest,
  MFAMethodNotFoundException: badRequest,
  ManagedLoginBrandingExistsException: badRequest,
  NotAuthorizedException: badRequest,
  OperationNotEnabledException: badRequest,
  PasswordHistoryPolicyViolationException: badRequest,
  PasswordResetRequiredException: badRequest,
  PreconditionNotMetException: badRequest,
  RefreshTokenReuseException: badRequest,
  ResourceNotFoundException: badRequest,
  ScopeDoesNotExistException: badRequest,
  ServiceQuotaExceededException: badRequest,
  SoftwareTokenMFANotFoundException: badRequest,
  TermsExistsException: badRequest,
  TierChangeNotAllowedException: badRequest,
  TooManyFailedAttemptsException: badRequest,
  TooManyRequestsException: badRequest,
  UnauthorizedException: badRequest,
  UnexpectedLambdaException: badRequest,
  UnsupportedIdentityProviderException: badRequest,
  UnsupportedOperationException: badRequest,
  UnsupportedTokenTypeException: badRequest,
  UnsupportedUserStateException: badRequest,
  UserImportInProgressException: badRequest,
  UserLambdaValidationException: badRequest,
  UserNotConfirmedException: badRequest,
  UserNotFoundException: badRequest,
  UserPoolAddOnNotEnabledException: badRequest,
  UserPoolTaggingException: badRequest,
  UsernameExistsException: badRequest,
  WebAuthnChallengeNotFoundException: badRequest,
  WebAuthnClientMismatchException: badRequest,
  WebAuthnConfigurationMissingException: badRequest,
  WebAuthnCredentialNotSupportedException: badRequest,
  WebAuthnNotEnabledException: badRequest,
  WebAuthnOriginNotAllowedException: badRequest,
  WebAuthnRelyingPartyMismatchException: badRequest,
} as const

/** Errors of `AWSCognitoIdentityService`. */
export const identityPoolErrorStatus = {
  ConcurrentModificationException: badRequest,
  DeveloperUserAlreadyRegisteredException: badRequest,
  ExternalServiceException: badRequest,
  InternalErrorException: 500,
  InvalidIdentityPoolConfigurationException: badRequest,
  InvalidParameterException: badRequest,
  LimitExceededException: badRequest,
  NotAuthorizedException: badRequest,
  ResourceConflictException: badRequest,
  ResourceNotFoundException: badRequest,
  TooManyRequestsException: badRequest,
} as const

/** Errors of the framework, before an operation is reached. */
export const frameworkErrorStatus = {
  AccessDeniedException: badRequest,
  ExpiredTokenException: badRequest,
  IncompleteSignatureException: badRequest,
  InvalidSignatureException: badRequest,
  MissingAuthenticationTokenException: badRequest,
  SerializationException: badRequest,
  UnknownOperationException: badRequest,
  UnrecognizedClientException: badRequest,
  /** What identity pools call input that the service model refuses. */
  ValidationException: badRequest,
} as const

export type UserPoolErrorName = keyof typeof userPoolErrorStatus
export type IdentityPoolErrorName = keyof typeof identityPoolErrorStatus
export type FrameworkErrorName = keyof typeof frameworkErrorStatus
