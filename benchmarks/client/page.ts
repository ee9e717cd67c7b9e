/** What runs in Chromium: the contenders behind one interface, on a clock that the benchmark puts forward. */
import { Auth0Client } from '@auth0/auth0-spa-js'
import { AWSMobileClient } from '@latchkey/client'
import { portableSrpEngine } from '@latchkey/protocol/srp'
import { GoTrueClient } from '@supabase/auth-js'
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import { Amplify } from 'aws-amplify'
import { fetchAuthSession, signIn } from 'aws-amplify/auth'
import { User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { exchangeOfAmplify, exchangeOfIdentityJs, exchangeOfLatchkey } from './srp-exchanges.ts'

export interface Place {
  readonly url: string
  readonly userPoolId: string
  readonly clientId: string
  readonly identityPoolId: string
  /** What the server calls itself in tokens. */
  readonly issuer: string
}

interface Contender {
  open(place: Place, identityPool: boolean): void
  signIn(username: string, password: string): Promise<unknown>
  tokens(): Promise<unknown>
  credentials?(): Promise<unknown>
  /** Whether a refresh token is still there. */
  kept(): Promise<boolean>
}

let client: AWSMobileClient
let pool: CognitoUserPool
let goTrue: GoTrueClient
let userManager: UserManager
let auth0: Auth0Client
let place: Place

const inStorage = async () => Object.keys(localStorage).some(key => key.endsWith('refreshToken'))

interface Tokens {
  readonly AccessToken: string
  readonly IdToken: string
  readonly RefreshToken: string
  readonly ExpiresIn: number
}

/** Tokens as the redirects of the OpenID clients would bring them, without the walk through a page. */
async function tokensOf(USERNAME: string, PASSWORD: string): Promise<Tokens> {
  const response = await fetch(place.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: place.clientId,
      AuthParameters: { USERNAME, PASSWORD },
    }),
  })
  return ((await response.json()) as { AuthenticationResult: Tokens }).AuthenticationResult
}

const claimsOf = (token: string) =>
  JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')))

const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const scope = 'openid profile email offline_access'

const contenders: Record<string, Contender> = {
  latchkey: {
    open({ url, userPoolId, clientId, identityPoolId }, identityPool) {
      client = new AWSMobileClient({
        configuration: {
          CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Endpoint: url } },
          ...(identityPool && {
            CredentialsProvider: { CognitoIdentity: { Default: { PoolId: identityPoolId, Endpoint: url } } },
          }),
        },
      })
    },
    signIn: (username, password) => client.signIn({ username, password }),
    tokens: () => client.getTokens({ whenSignedOut: 'reject' }),
    credentials: () => client.getAWSCredentials({ whenSignedOut: 'reject' }),
    kept: async () => (await client.initialize()).userState === 'signedIn',
  },
  'aws-amplify': {
    open({ url, userPoolId, clientId, identityPoolId }, identityPool) {
      Amplify.configure({
        Auth: {
          Cognito: {
            userPoolId,
            userPoolClientId: clientId,
            userPoolEndpoint: url,
            ...(identityPool && { identityPoolId, identityPoolEndpoint: url, allowGuestAccess: true }),
          } as never,
        },
      })
    },
    signIn: (username, password) => signIn({ username, password }),
    tokens: async () => {
      const { tokens } = await fetchAuthSession()
      if (!tokens) throw new Error('signed out')
      return tokens
    },
    credentials: () => fetchAuthSession(),
    kept: inStorage,
  },
  'amazon-cognito-identity-js': {
    open({ url, userPoolId, clientId }) {
      pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint: url })
    },
    signIn: (Username, Password) =>
      new Promise((resolve, reject) =>
        new CognitoUser({ Username, Pool: pool }).authenticateUser(
          new AuthenticationDetails({ Username, Password }),
          { onSuccess: resolve, onFailure: reject },
        ),
      ),
    tokens: () =>
      new Promise((resolve, reject) => {
        const user = pool.getCurrentUser()
        if (!user) reject(new Error('signed out'))
        else
          user.getSession((error: Error | null, session: unknown) =>
            error ? reject(error) : resolve(session),
          )
      }),
    kept: inStorage,
  },
  'oidc-client-ts': {
    open(given) {
      place = given
      const endpoints = `${place.url}/${place.userPoolId}/oauth2`
      userManager = new UserManager({
        authority: place.issuer,
        metadata: {
          issuer: place.issuer,
          authorization_endpoint: `${endpoints}/authorize`,
          token_endpoint: `${endpoints}/token`,
        },
        client_id: place.clientId,
        redirect_uri: location.origin,
        scope: 'aws.cognito.signin.user.admin',
        automaticSilentRenew: false,
        userStore: new WebStorageStateStore({ store: localStorage }),
      })
    },
    async signIn(username, password) {
      const { AccessToken, IdToken, RefreshToken, ExpiresIn } = await tokensOf(username, password)
      await userManager.storeUser(
        new User({
          access_token: AccessToken,
          id_token: IdToken,
          refresh_token: RefreshToken,
          token_type: 'Bearer',
          scope: 'aws.cognito.signin.user.admin',
          profile: claimsOf(IdToken),
          expires_at: secondsFromNow(ExpiresIn),
        }),
      )
    },
    async tokens() {
      const user = await userManager.getUser()
      if (!user) throw new Error('signed out')
      return user.expired ? userManager.signinSilent() : user
    },
    kept: async () => Boolean((await userManager.getUser())?.refresh_token),
  },
  '@auth0/auth0-spa-js': {
    open(given) {
      place = given
      auth0 = new Auth0Client({
        // The site stands there for Auth0's paths, and hands what it is asked to the server.
        domain: `${location.origin}/auth0/${place.userPoolId}`,
        issuer: place.issuer,
        clientId: place.clientId,
        cacheLocation: 'localstorage',
        useRefreshTokens: true,
        // The page's clock is two hours ahead of the server's.
        leeway: 3 * 3600,
      })
    },
    async signIn(username, password) {
      const { AccessToken, IdToken, RefreshToken, ExpiresIn } = await tokensOf(username, password)
      const body = {
        access_token: AccessToken,
        id_token: IdToken,
        refresh_token: RefreshToken,
        expires_in: ExpiresIn,
        audience: 'default',
        scope,
        client_id: place.clientId,
        decodedToken: { claims: claimsOf(IdToken), user: { sub: claimsOf(IdToken).sub } },
      }
      localStorage.setItem(
        `@@auth0spajs@@::${place.clientId}::default::${scope}`,
        JSON.stringify({ body, expiresAt: secondsFromNow(ExpiresIn) }),
      )
    },
    tokens: () => auth0.getTokenSilently(),
    kept: async () => Object.values(localStorage).some(value => String(value).includes('"refresh_token"')),
  },
  '@supabase/auth-js': {
    open() {
      goTrue = new GoTrueClient({ url: location.origin, storageKey: 'goTrue', autoRefreshToken: false })
    },
    async signIn() {
      // Its own server is not here: the session lies in storage as it would after a sign-in.
      const at = Math.floor(Date.now() / 1000)
      const session = {
        access_token: 'e30.e30.AA',
        refresh_token: 'r',
        expires_in: 3600,
        expires_at: at + 3600,
      }
      localStorage.setItem(
        'goTrue',
        JSON.stringify({ ...session, token_type: 'bearer', user: { id: 'ada' } }),
      )
    },
    async tokens() {
      const { data } = await goTrue.getSession()
      if (!data.session) throw new Error('signed out')
      return data.session
    },
    kept: async () => localStorage.getItem('goTrue') !== null,
  },
}

/** Calls a second, one after the other, as the median of five rounds. */
async function rate(call: () => unknown): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < 6; round++) {
    let calls = 0
    const began = performance.now()
    while (performance.now() - began < 300) {
      for (let index = 0; index < 20; index++) await call()
      calls += 20
    }
    if (round > 0) rates.push((calls / (performance.now() - began)) * 1000)
  }
  return rates.sort((a, b) => a - b)[2]!
}

const hexadecimal = (bytes: number) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('')

const exchanges: Record<string, (B: string, salt: string) => Promise<void>> = {
  latchkey: (B, salt) =>
    exchangeOfLatchkey(portableSrpEngine(crypto.subtle), crypto.getRandomValues(new Uint8Array(32)), B, salt),
  'aws-amplify': exchangeOfAmplify,
  'amazon-cognito-identity-js': exchangeOfIdentityJs,
}

/** Milliseconds of one SRP exchange's arithmetic, in turns: the fastest of 20, whatever else the machine does. */
async function srp(): Promise<Record<string, number>> {
  const fastest: Record<string, number> = {}
  for (let round = 0; round < 20; round++) {
    for (const [name, exchange] of Object.entries(exchanges)) {
      const [B, salt] = [hexadecimal(383), hexadecimal(16)]
      const began = performance.now()
      await exchange(B, salt)
      fastest[name] = Math.min(fastest[name] ?? Number.POSITIVE_INFINITY, performance.now() - began)
    }
  }
  return fastest
}

declare global {
  interface Window {
    contenders: typeof contenders
    rate: typeof rate
    srp: typeof srp
    snapshot: () => unknown
  }
}

Object.assign(window, { contenders, rate, srp, snapshot: () => client.currentTokens })
