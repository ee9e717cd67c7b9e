/** Where the well-known providers of identities answer. */
export interface ProviderEndpoints {
  readonly google: OpenIdEndpoints
  readonly apple: OpenIdEndpoints
  readonly facebook: {
    /** Of its authentication tokens (Limited Login), which are id tokens. */
    readonly issuer: string
    readonly authorize: string
    readonly token: string
    /** The Graph API: `/app` and `/me`. */
    readonly graph: string
  }
  readonly amazon: {
    readonly authorize: string
    readonly token: string
    readonly tokenInfo: string
    readonly profile: string
  }
  readonly twitter: { readonly verifyCredentials: string }
}

interface OpenIdEndpoints {
  /** Its discovery document is below it (OpenID Connect Discovery, 4). */
  readonly issuer: string
  /** Other values of `iss` in its tokens. */
  readonly aliases?: readonly string[]
}

/** The providers themselves. */
export const publicEndpoints: ProviderEndpoints = {
  google: { issuer: 'https://accounts.google.com', aliases: ['accounts.google.com'] },
  apple: { issuer: 'https://appleid.apple.com' },
  facebook: {
    issuer: 'https://www.facebook.com',
    authorize: 'https://www.facebook.com/dialog/oauth',
    token: 'https://graph.facebook.com/oauth/access_token',
    graph: 'https://graph.facebook.com',
  },
  amazon: {
    authorize: 'https://www.amazon.com/ap/oa',
    token: 'https://api.amazon.com/auth/o2/token',
    tokenInfo: 'https://api.amazon.com/auth/o2/tokeninfo',
    profile: 'https://api.amazon.com/user/profile',
  },
  twitter: { verifyCredentials: 'https://api.twitter.com/1.1/account/verify_credentials.json' },
}

/** Where the provider simulator of local mode is, under a server's origin. */
export const simulatorPath = '/_latchkey/simulator'

/** The providers that the simulator of local mode plays. */
export function simulatedEndpoints(origin: string): ProviderEndpoints {
  const base = `${origin}${simulatorPath}`
  return {
    google: { issuer: `${base}/google` },
    apple: { issuer: `${base}/apple` },
    facebook: {
      issuer: `${base}/facebook`,
      authorize: `${base}/facebook/authorize`,
      token: `${base}/facebook/token`,
      graph: `${base}/facebook/graph`,
    },
    amazon: {
      authorize: `${base}/amazon/authorize`,
      token: `${base}/amazon/token`,
      tokenInfo: `${base}/amazon/tokeninfo`,
      profile: `${base}/amazon/profile`,
    },
    twitter: { verifyCredentials: `${base}/twitter/verify_credentials.json` },
  }
}
