import type { UserPoolErrorName } from './names.ts'

/** A situation's error as it travels. Words in capitals stand for the thing itself (`ID`, `NAME`, `MESSAGE`). */
export interface ErrorText<Name extends string> {
  readonly name: Name
  readonly message: string
}

// A client that names no situation need not carry the texts.
/* @__NO_SIDE_EFFECTS__ */
const of = <Name extends UserPoolErrorName>(name: Name, message: string): ErrorText<Name> => ({
  name,
  message,
})

/** The situations in which the user-pool API refuses, with the texts that existing clients match on. */
export const userPoolErrors = {
  wrongPassword: of('NotAuthorizedException', 'Incorrect username or password.'),
  unknownUser: of('UserNotFoundException', 'User does not exist.'),
  unknownUserForClient: of('UserNotFoundException', 'Username/client id combination not found.'),
  lockedOut: of('NotAuthorizedException', 'Password attempts exceeded'),
  userDisabled: of('NotAuthorizedException', 'User is disabled.'),
  userNotConfirmed: of('UserNotConfirmedException', 'User is not confirmed.'),
  passwordResetRequired: of('PasswordResetRequiredException', 'Password reset required for the user'),
  temporaryPasswordExpired: of(
    'NotAuthorizedException',
    'Temporary password has expired and must be reset by an administrator.',
  ),
  usernameTaken: of('UsernameExistsException', 'User already exists'),
  usernameAttributeTaken: of('UsernameExistsException', 'An account with the given NAME already exists.'),
  aliasTaken: of('AliasExistsException', 'An account with the NAME already exists.'),
  signUpClosed: of('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
  wrongCode: of('CodeMismatchException', 'Invalid verification code provided, please try again.'),
  codeExpired: of('ExpiredCodeException', 'Invalid code provided, please request a code again.'),
  attemptLimit: of('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
  wrongMfaCode: of('CodeMismatchException', 'Invalid code received for user'),
  wrongOneTimeCode: of('CodeMismatchException', 'Invalid code or auth state for the user.'),
  totpSetUpMismatch: of('EnableSoftwareTokenMFAException', 'Code mismatch'),
  totpReused: of('ExpiredCodeException', 'Your software token has already been used once.'),
  totpDisabled: of(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool',
  ),
  invalidSession: of('NotAuthorizedException', 'Invalid session for the user.'),
  sessionExpired: of('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
  sessionReused: of('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'),
  cannotConfirm: of('NotAuthorizedException', 'User cannot be confirmed. Current status is STATUS'),
  alreadyConfirmed: of('InvalidParameterException', 'User is already confirmed.'),
  noRecoveryMedium: of(
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  ),
  cannotReset: of('NotAuthorizedException', 'User password cannot be reset in the current state.'),
  passwordTooShort: of(
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
  ),
  passwordNeedsUppercase: of(
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have uppercase characters',
  ),
  passwordNeedsLowercase: of(
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have lowercase characters',
  ),
  passwordNeedsNumber: of(
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have numeric characters',
  ),
  passwordNeedsSymbol: of(
    'InvalidPasswordException',
    'Password did not conform with policy: Password must have symbol characters',
  ),
  passwordFlowDisabled: of(
    'InvalidParameterException',
    'USER_PASSWORD_AUTH flow not enabled for this client',
  ),
  srpFlowDisabled: of('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'),
  customFlowDisabled: of('InvalidParameterException', 'CUSTOM_AUTH is not enabled for the client.'),
  adminFlowDisabled: of('InvalidParameterException', 'Auth flow not enabled for this client'),
  missingParameter: of('InvalidParameterException', 'Missing required parameter NAME'),
  secretHashMissing: of(
    'NotAuthorizedException',
    'Client ID is configured with secret but SECRET_HASH was not received',
  ),
  secretHashWrong: of('NotAuthorizedException', 'Unable to verify secret hash for client ID'),
  unknownClient: of('ResourceNotFoundException', 'User pool client ID does not exist.'),
  unknownPool: of('ResourceNotFoundException', 'User pool ID does not exist.'),
  accessTokenExpired: of('NotAuthorizedException', 'Access Token has expired'),
  accessTokenRevoked: of('NotAuthorizedException', 'Access Token has been revoked'),
  accessTokenInvalid: of('NotAuthorizedException', 'Invalid Access Token'),
  accessTokenScopes: of('NotAuthorizedException', 'Access Token does not have required scopes'),
  refreshTokenInvalid: of('NotAuthorizedException', 'Invalid Refresh Token'),
  refreshTokenExpired: of('NotAuthorizedException', 'Refresh Token has expired'),
  refreshTokenRevoked: of('NotAuthorizedException', 'Refresh Token has been revoked'),
  attributeRequired: of(
    'InvalidParameterException',
    'Attributes did not conform to the schema: NAME: The attribute is required\n',
  ),
  emailFormat: of('InvalidParameterException', 'Invalid email address format.'),
  phoneFormat: of('InvalidParameterException', 'Invalid phone number format.'),
  usernameShouldBeEmail: of('InvalidParameterException', 'Username should be an email.'),
  attributeNotWritable: of('NotAuthorizedException', 'A client attempted to write unauthorized attribute'),
  unknownDevice: of('ResourceNotFoundException', 'Device does not exist.'),
  triggerRefused: of('UserLambdaValidationException', 'NAME failed with error MESSAGE.'),
  triggerOutput: of('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
  tooManyRequests: of('TooManyRequestsException', 'Rate exceeded'),
} as const
