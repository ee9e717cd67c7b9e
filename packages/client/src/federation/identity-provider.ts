/** Identities that the app's own back end vouches for. */
export const developerProvider = 'cognito-identity.amazonaws.com'

/** The names of well-known providers among an identity pool's logins. Any other name will do as well. */
export const IdentityProvider = {
  facebook: 'graph.facebook.com',
  google: 'accounts.google.com',
  twitter: 'api.twitter.com',
  amazon: 'www.amazon.com',
  apple: 'appleid.apple.com',
  /** Identities that the app's own back end vouches for. */
  developer: developerProvider,
} as const
