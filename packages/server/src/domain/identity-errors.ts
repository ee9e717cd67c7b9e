import { identityPoolErrors as texts } from '@latchkey/protocol'
import { ServiceError } from '../errors.ts'

type Situation = keyof typeof texts

const refusal = (situation: Situation) => () =>
  new ServiceError(texts[situation].name, texts[situation].message)

const about = (situation: Situation) => (id: string) =>
  new ServiceError(
    texts[situation].name,
    texts[situation].message.replace("'ID'", () => `'${id}'`),
  )

/** The refusals of identity pools, with the texts that Amazon's clients are known to show. */
export const identityErrors = {
  guestsRefused: refusal('guestsRefused'),
  tokenExpired: (now: number, expiresAt: number) =>
    new ServiceError(
      texts.tokenExpired.name,
      texts.tokenExpired.message.replace('NOW', String(now)).replace('EXP', String(expiresAt)),
    ),
  tokenUnverified: refusal('tokenUnverified'),
  tokenMalformed: refusal('tokenMalformed'),
  tokenForeign: refusal('tokenForeign'),
  tokenAudience: refusal('tokenAudience'),
  tokenIssuer: refusal('tokenIssuer'),
  unsupportedProvider: refusal('unsupportedProvider'),
  loginsMismatch: refusal('loginsMismatch'),
  identityForbidden: about('identityForbidden'),
  identityNotFound: about('unknownIdentity'),
  identityPoolNotFound: about('unknownIdentityPool'),
  loginRefused: refusal('loginRefused'),
  noRoles: refusal('noRoles'),
  classicFlowDisabled: refusal('classicFlowDisabled'),
  providerTrouble: () =>
    new ServiceError('ExternalServiceException', 'The provider of the login could not be asked.'),
  stsTrouble: () => new ServiceError('ExternalServiceException', 'The STS could not be asked.'),
  invalidParameter: (message: string) => new ServiceError('InvalidParameterException', message),
  identityPoolIdTaken: (id: string) =>
    new ServiceError('ResourceConflictException', `IdentityPool '${id}' already exists.`),
  loginsClash: () =>
    new ServiceError(
      'ResourceConflictException',
      'The logins belong to identities that cannot be merged: an identity has one login per provider.',
    ),
  developerUserTaken: () =>
    new ServiceError(
      'DeveloperUserAlreadyRegisteredException',
      'The provided developer user identifier is already registered with Cognito under a different identity ID.',
    ),
  developerUserNotFound: (user: string) =>
    new ServiceError('ResourceNotFoundException', `Developer user identifier '${user}' not found.`),
  lookupMismatch: () =>
    new ServiceError(
      'ResourceConflictException',
      'The identity and the developer user do not belong together.',
    ),
  roleDenied: () =>
    new ServiceError('NotAuthorizedException', 'The role mapping of this identity pool denies access.'),
  customRoleDenied: () =>
    new ServiceError('NotAuthorizedException', 'The role in CustomRoleArn is not open to this identity.'),
} as const
