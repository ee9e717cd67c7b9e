/** The hosted UI in Hermes: the system's session comes back with a code, which becomes tokens. */
import './hosted-ui-globals.js'
import { AWSMobileClient, memoryStorage } from '@latchkey/client'
import { expoBrowser, pureSrpEngine } from '@latchkey/client/react-native'

declare function print(text: string): void

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abcDEF123'
const encode = (claims: object) => btoa(JSON.stringify(claims)).replace(/=/g, '')
const asked: string[] = []
let issued = 0
let nonce = ''

const tokens = (body: string) => {
  asked.push(String(new URLSearchParams(body).get('grant_type')))
  issued++
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, sub: 's', aud: 'client1', iat: now, exp: now + 3600 }
  const idToken = { ...claims, 'cognito:username': 'ada', ...(issued === 1 && { nonce }) }
  return {
    access_token: `e30.${encode({ ...claims, username: 'ada', n: issued })}.AA`,
    id_token: `${encode({ alg: 'RS256' })}.${encode(idToken)}.AA`,
    refresh_token: 'r',
    token_type: 'Bearer',
    expires_in: 3600,
  }
}

/** A mock of `expo-web-browser`, which needs a device. */
const webBrowser = {
  openAuthSessionAsync: async (url: string, redirectUrl: string) => {
    const { searchParams, pathname } = new URL(url)
    asked.push(pathname, String(searchParams.get('code_challenge_method')))
    nonce = String(searchParams.get('nonce'))
    return { type: 'success', url: `${redirectUrl}?code=c&state=${searchParams.get('state')}` }
  },
}

async function walk() {
  let seed = 1
  const client = new AWSMobileClient({
    configuration: {
      CognitoUserPool: { Default: { PoolId: 'us-east-1_abcDEF123', AppClientId: 'client1' } },
      Auth: {
        Default: {
          OAuth: {
            WebDomain: 'auth.example.com',
            AppClientId: 'client1',
            SignInRedirectURI: 'shop://in',
            SignOutRedirectURI: 'shop://out',
            Scopes: ['openid'],
          },
        },
      },
    },
    storage: memoryStorage(),
    srp: pureSrpEngine,
    // For tests alone: an app gives what its platform has.
    random: length => Uint8Array.from({ length }, () => (seed = (seed * 16_807) % 2_147_483_647) & 255),
    browser: expoBrowser(webBrowser),
    fetch: async (_url, request) => ({
      status: 200,
      headers: new Headers({ 'content-type': 'application/json' }),
      text: async () => JSON.stringify(tokens(request.body ?? '')),
    }),
  })
  const { userState } = await client.showSignIn({ hostedUIOptions: {} })
  const before = await client.getTokens()
  const after = await client.getTokens({ forceRefresh: true })
  return {
    userState,
    username: client.username,
    asked,
    renewed: before.accessToken.tokenString !== after.accessToken.tokenString,
  }
}

walk().then(
  seen => print(JSON.stringify(seen)),
  error => print(`failed: ${error?.stack ?? error} ${error?.cause?.stack ?? ''}`),
)
