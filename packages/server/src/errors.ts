/**
 * Every refusal as a value: Cognito's exception name, which clients switch on, and the text that its public
 * clients are known to show. Texts carry no secret and nothing about other users.
 */
export class ServiceError extends Error {
  /** The wire name, such as `NotAuthorizedException`. */
  override readonly name: string

  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
  }
}

const refusal = (name: string, message: string) => (): ServiceError => new ServiceError(name, message)

const notAuthorized = (message: string) => refusal('NotAuthorizedException', message)

export const errors = {
  incorrectUsernameOrPassword: notAuthorized('Incorrect username or password.'),
  passwordAttemptsExceeded: notAuthorized('Password attempts exceeded'),
  userIsDisabled: notAuthorized('User is disabled.'),
  temporaryPasswordExpired: notAuthorized(
    'Temporary password has expired and must be reset by an administrator.',
  ),
  signUpNotPermitted: notAuthorized('SignUp is not permitted for this user pool'),
  invalidSession: notAuthorized('Invalid session for the user.'),
  sessionExpired: notAuthorized('Invalid session for the user, session is expired.'),
  sessionUsed: notAuthorized('Invalid session for the user, session can only be used once.'),
  invalidRefreshToken: notAuthorized('Invalid Refresh Token'),
  refreshTokenExpired: notAuthorized('Refresh Token has expired'),
  refreshTokenRevoked: notAuthorized('Refresh Token has been revoked'),
  refreshTokenReused: refusal('RefreshTokenReuseException', 'Refresh token reuse detected'),
  invalidAccessToken: notAuthorized('Invalid Access Token'),
  accessTokenExpired: notAuthorized('Access Token has expired'),
  accessTokenRevoked: notAuthorized('Access Token has been revoked'),
  scopeMissing: notAuthorized('Access Token does not have required scopes'),
  scopeNotGranted: refusal('ScopeDoesNotExistException', 'A scope was not granted.'),
  secretHashMissing: (clientId: string) =>
    new ServiceError(
      'NotAuthorizedException',
      `Client ${clientId} is configured with secret but SECRET_HASH was not received`,
    ),
  secretHashWrong: (clientId: string) =>
    new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`),
  attributeNotWritable: notAuthorized('A client attempted to write unauthorized attribute'),
  cannotConfirm: (status: string) =>
    new ServiceError('NotAuthorizedException', `User cannot be confirmed. Current status is ${status}`),
  cannotResendInvitation: (username: string) =>
    new ServiceError(
      'UnsupportedUserStateException',
      `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`,
    ),
  cannotResetInThisState: notAuthorized('User password cannot be reset in the current state.'),
  userNotFound: refusal('UserNotFoundException', 'User does not exist.'),
  usernameClientNotFound: refusal('UserNotFoundException', 'Username/client id combination not found.'),
  userNotConfirmed: refusal('UserNotConfirmedException', 'User is not confirmed.'),
  passwordResetRequired: refusal('PasswordResetRequiredException', 'Password reset required for the user'),
  userExists: refusal('UsernameExistsException', 'User already exists'),
  /** Of a name that an administrator gives. */
  userAccountExists: refusal('UsernameExistsException', 'User account already exists'),
  accountExists: (attribute: string) =>
    new ServiceError('UsernameExistsException', `An account with the given ${attribute} already exists.`),
  aliasExists: (attribute: string) =>
    new ServiceError('AliasExistsException', `An account with the ${attribute} already exists.`),
  codeMismatch: refusal('CodeMismatchException', 'Invalid verification code provided, please try again.'),
  mfaCodeMismatch: refusal('CodeMismatchException', 'Invalid code received for user'),
  firstFactorCodeMismatch: refusal('CodeMismatchException', 'Invalid code or auth state for the user.'),
  totpUsed: refusal('ExpiredCodeException', 'Your software token has already been used once.'),
  totpSetUpMismatch: refusal('EnableSoftwareTokenMFAException', 'Code mismatch'),
  totpNotEnabled: refusal(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool',
  ),
  codeExpired: refusal('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
  attemptLimitExceeded: refusal(
    'LimitExceededException',
    'Attempt limit exceeded, please try after some time.',
  ),
  userAlreadyConfirmed: refusal('InvalidParameterException', 'User is already confirmed.'),
  noRecoveryMedium: refusal(
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  ),
  flowNotEnabled: (flow: string) =>
    new ServiceError(
      'InvalidParameterException',
      flow === 'USER_PASSWORD_AUTH'
        ? 'USER_PASSWORD_AUTH flow not enabled for this client'
        : `${flow} is not enabled for the client.`,
    ),
  adminFlowNotEnabled: refusal('InvalidParameterException', 'Auth flow not enabled for this client'),
  missingParameter: (name: string) =>
    new ServiceError('InvalidParameterException', `Missing required parameter ${name}`),
  invalidParameter: (message: string) => new ServiceError('InvalidParameterException', message),
  notVerifiable: refusal(
    'InvalidParameterException',
    'Invalid attribute name. Only phone_number and email can be verified.',
  ),
  noDomain: refusal(
    'InvalidParameterException',
    'Cannot perform specific action because there does not exist a valid use pool domain associated with the user pool',
  ),
  requiredCustomAttribute: refusal(
    'InvalidParameterException',
    'Required custom attributes are not supported currently.',
  ),
  invalidPassword: (reason: string) =>
    new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${reason}`),
  poolNotFound: (poolId: string) =>
    new ServiceError('ResourceNotFoundException', `User pool ${poolId} does not exist.`),
  clientNotFound: (clientId: string) =>
    new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`),
  invalidLambdaResponse: refusal('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
  deliveryFailed: (cause: unknown) =>
    new ServiceError('CodeDeliveryFailureException', 'The code could not be delivered.', { cause }),
  unsupportedTokenType: refusal('UnsupportedTokenTypeException', 'Unsupported token type'),
  unauthorizedClient: refusal('UnauthorizedException', 'Invalid client secret'),
  revocationDisabled: refusal(
    'UnsupportedOperationException',
    'Token revocation is not enabled for this client',
  ),
} as const
