import { AWSMobileClient, type ClientOptions, memoryStorage } from '@latchkey/client'
import { loopbackBrowser } from '@latchkey/client/hosted-ui'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kindOf } from './app.ts'
import { type OpenIDProvider, startOpenIDProvider, textBrowser } from './openid-provider.ts'

let provider: OpenIDProvider

beforeAll(async () => {
  provider = await startOpenIDProvider({ redirect_uris: ['http://127.0.0.1/callback'] })
})
afterAll(() => provider.close())

const identityPool = { PoolId: 'us-east-1:11111111-2222-4333-8444-555555555555' }

/** As the guides show Auth0: every address by its own key. */
const byAddresses = () => ({
  AppClientId: provider.clientId,
  Issuer: provider.issuer,
  SignInURI: `${provider.issuer}/auth`,
  TokenURI: `${provider.issuer}/token`,
  SignInRedirectURI: 'http://127.0.0.1/callback',
  Scopes: ['openid', 'offline_access'],
  SignInURIQueryParameters: { prompt: 'consent' },
})

/** The same by its issuer alone. */
const byDiscovery = () => {
  const { SignInURI: _, TokenURI: __, ...rest } = byAddresses()
  return rest
}

function app(OAuth: object, more: ClientOptions = {}, login = 'ada') {
  const browser = textBrowser(login)
  const storage = memoryStorage()
  const options = {
    configuration: {
      Auth: { Default: { OAuth } },
      CredentialsProvider: { CognitoIdentity: { Default: identityPool } },
    },
    storage,
    browser: loopbackBrowser({ open: url => browser.open(url) }),
    ...more,
  }
  const client = new AWSMobileClient(options)
  const states: string[] = []
  client.addUserStateListener(state => states.push(state))
  return { client, browser, states, relaunch: () => new AWSMobileClient(options) }
}

describe.each([
  ['discovery', byDiscovery],
  ['addresses', byAddresses],
])('another provider’s pages, found by %s', (_, OAuth) => {
  test('sign a person in over loopback, with PKCE, state and nonce; the access token may be opaque (amplify-js#4550)', async () => {
    const { client, browser, states } = app(OAuth())
    const result = await client.showSignIn({ hostedUIOptions: { customState: 'cart 7' } })
    expect(result).toMatchObject({ userState: 'signedIn', customState: 'cart 7' })
    const asked = browser.visited[0]!.searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: 'shop',
      code_challenge_method: 'S256',
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    const { idToken, accessToken } = await client.getTokens()
    expect(idToken?.claims).toMatchObject({
      sub: 'ada',
      aud: 'shop',
      iss: provider.issuer,
      nonce: asked.get('nonce'),
    })
    expect(accessToken.claims).toBeUndefined()
    expect(client.username).toBe('ada')
    expect(states.slice(-1)).toEqual(['signedIn'])
  })

  test('begin a session that outlives a relaunch, is renewed there and ends where the provider ends it', async () => {
    const { client, relaunch } = app(OAuth(), {}, 'ben')
    await client.showSignIn({ hostedUIOptions: {} })
    const first = await client.getTokens()
    const again = relaunch()
    expect(await again.initialize()).toMatchObject({ userState: 'signedIn', details: { username: 'ben' } })
    provider.grants.length = 0
    const renewed = await again.getTokens({ forceRefresh: true })
    expect(renewed.accessToken.tokenString).not.toBe(first.accessToken.tokenString)
    expect(renewed.idToken?.claims?.sub).toBe('ben')
    expect(provider.grants).toEqual(['refresh_token'])
    // The former client's refresh token was rotated away: its session is over, by the provider's own word.
    await expect(client.getTokens({ forceRefresh: true, whenSignedOut: 'reject' })).resolves.toMatchObject({
      idToken: { claims: { sub: 'ben' } },
    })
  })
})

describe('the provider’s answer', () => {
  test('of another state is securityFailed, and nobody is signed in', async () => {
    const { client } = app(byDiscovery(), {
      browser: () => ({ show: async () => 'http://127.0.0.1/callback?code=x&state=stolen', close: () => {} }),
    })
    expect(await client.showSignIn({ hostedUIOptions: {} }).catch(kindOf)).toBe('securityFailed')
    expect(client.currentUserState).toBe('signedOut')
  })

  test('that the person refused, or a window that was closed, is userCancelledSignIn', async () => {
    for (const answer of [
      (state: string) =>
        `http://127.0.0.1/callback?error=access_denied&state=${state}&iss=${provider.issuer}`,
      () => undefined,
    ]) {
      const { client, states } = app(byDiscovery(), {
        browser: () => ({
          show: async ({ url }) => answer(new URL(url).searchParams.get('state') ?? ''),
          close: () => {},
        }),
      })
      await client.initialize()
      expect(await client.showSignIn({ hostedUIOptions: {} }).catch(kindOf)).toBe('userCancelledSignIn')
      expect(states).toEqual(['signedOut'])
    }
  })

  test('with a code that is none is refused', async () => {
    const { client } = app(byDiscovery(), {
      browser: () => ({
        show: async ({ url }) =>
          `http://127.0.0.1/callback?code=none&state=${new URL(url).searchParams.get('state')}&iss=${provider.issuer}`,
        close: () => {},
      }),
    })
    expect(await client.showSignIn({ hostedUIOptions: {} }).catch(kindOf)).toBe('notAuthorized')
  })
})

test('a provider that cannot be reached is a matter of the network, and the person stays as they were', async () => {
  const { client } = app({ ...byDiscovery(), Issuer: 'http://localhost:9' })
  expect(await client.showSignIn({ hostedUIOptions: {} }).catch(kindOf)).toBe('network')
  expect(client.currentUserState).toBe('signedOut')
})

test('what is missing in the configuration is named', async () => {
  const { client } = app({ Issuer: 'https://login.example' })
  await expect(client.showSignIn({ hostedUIOptions: {} })).rejects.toMatchObject({
    kind: 'invalidConfiguration',
    message: expect.stringContaining('Auth.Default.OAuth.AppClientId'),
  })
})

test('who is signed in is not shown the pages again', async () => {
  const { client } = app(byDiscovery())
  await client.showSignIn({ hostedUIOptions: {} })
  expect(await client.showSignIn({ hostedUIOptions: {} }).catch(kindOf)).toBe('invalidState')
})

test('signing out revokes the refresh token at the provider and forgets the person', async () => {
  const { client, relaunch } = app(byDiscovery(), {}, 'cleo')
  await client.showSignIn({ hostedUIOptions: {} })
  const again = relaunch()
  await again.initialize()
  await client.signOut({ showSignOutPage: false })
  expect(client.currentUserState).toBe('signedOut')
  expect(await again.getTokens({ forceRefresh: true, whenSignedOut: 'reject' }).catch(kindOf)).toBe(
    'notSignedIn',
  )
})
