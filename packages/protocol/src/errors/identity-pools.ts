import type { IdentityPoolErrorName } from './names.ts'
import type { ErrorText } from './user-pools.ts'

/* @__NO_SIDE_EFFECTS__ */
const of = <Name extends IdentityPoolErrorName>(name: Name, message: string): ErrorText<Name> => ({
  name,
  message,
})

/** The situations in which the identity-pool API refuses. `ID`, `NOW` and `EXP` stand for the thing itself. */
export const identityPoolErrors = {
  guestsRefused: of(
    'NotAuthorizedException',
    'Unauthenticated access is not supported for this identity pool.',
  ),
  tokenExpired: of('NotAuthorizedException', 'Invalid login token. Token expired: NOW >= EXP'),
  tokenUnverified: of('NotAuthorizedException', "Invalid login token. Couldn't verify signed token."),
  tokenMalformed: of(
    'NotAuthorizedException',
    'Invalid login token. Not a valid OpenId Connect identity token.',
  ),
  tokenForeign: of('NotAuthorizedException', 'Invalid login token. Not a Cognito token.'),
  tokenAudience: of('NotAuthorizedException', 'Invalid login token. Incorrect token audience.'),
  tokenIssuer: of('NotAuthorizedException', "Invalid login token. Issuer doesn't match providerName"),
  unsupportedProvider: of(
    'NotAuthorizedException',
    'Token is not from a supported provider of this identity pool.',
  ),
  loginsMismatch: of(
    'NotAuthorizedException',
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  ),
  identityForbidden: of('NotAuthorizedException', "Access to Identity 'ID' is forbidden."),
  unknownIdentity: of('ResourceNotFoundException', "Identity 'ID' not found."),
  unknownIdentityPool: of('ResourceNotFoundException', "IdentityPool 'ID' not found."),
  loginRefused: of('NotAuthorizedException', 'Invalid login token.'),
  noRoles: of(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  ),
  classicFlowDisabled: of(
    'InvalidParameterException',
    'Basic (classic) flow is not enabled, please use enhanced flow.',
  ),
} as const
