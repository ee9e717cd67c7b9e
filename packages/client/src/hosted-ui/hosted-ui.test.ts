import { toBase64Url } from '@latchkey/protocol'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readConfiguration } from '../configuration/read.ts'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import { IdentityProvider } from '../federation/identity-provider.ts'
import type { Fetch, HostedUIPage } from '../platform/platform.ts'
import type { ClientOptions } from '../session/client.ts'
import { initialize } from '../session/initialize.ts'
import { releaseSignInWait } from '../session/waiting.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { connectionLost, fakeConfiguration } from '../testing/fake-service.ts'
import { settled, world } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { expoBrowser, handleAuthResponse, hostedUI, inAppBrowser, showHostedUI } from './index.ts'

afterEach(() => vi.unstubAllGlobals())

const OAuth = {
  WebDomain: 'shop.auth.us-east-1.amazoncognito.com',
  AppClientId: 'hosted-client',
  SignInRedirectURI: 'com.shop://callback',
  SignOutRedirectURI: 'com.shop://bye',
  Scopes: ['openid', 'email'],
}

/** A user pool's domain, as far as its token endpoint: the network is made up, the client is not. */
function hostedWorld(overrides: ClientOptions & { readonly OAuth?: object } = {}) {
  const asked: HostedUIPage[] = []
  const sent: { url: string; form: Record<string, string>; headers: Record<string, string> }[] = []
  let closed = 0
  const pages = {
    answer: (state: string): string | undefined => `com.shop://callback?code=c&state=${state}`,
    leaves: false,
  }
  const tokens = { answer: undefined as (() => { status: number; body: string }) | undefined, issued: 0 }
  const made = world({
    configuration: { ...fakeConfiguration, Auth: { Default: { OAuth: overrides.OAuth ?? OAuth } } },
    features: { hostedUI },
    browser: () => ({
      leaves: pages.leaves,
      show: async page => {
        asked.push(page)
        return pages.answer(new URL(page.url).searchParams.get('state') ?? '')
      },
      close: () => void closed++,
    }),
    ...overrides,
  })
  const jwt = (claims: object) =>
    `eyJhbGciOiJSUzI1NiJ9.${toBase64Url(new TextEncoder().encode(JSON.stringify(claims)))}.AA`
  const issue = () => {
    const iat = Math.floor(made.clock.now() / 1000)
    const common = {
      sub: 'sub-ada',
      iat,
      exp: iat + 3600,
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abcDEF123',
    }
    const nonce = new URL(asked.at(-1)?.url ?? 'https://x').searchParams.get('nonce') ?? undefined
    return JSON.stringify({
      access_token: jwt({ ...common, username: 'ada', n: ++tokens.issued }),
      id_token: jwt({ ...common, aud: 'hosted-client', 'cognito:username': 'ada', nonce, n: tokens.issued }),
      refresh_token: `refresh-${tokens.issued}`,
      expires_in: 3600,
      token_type: 'Bearer',
    })
  }
  const fetch: Fetch = async (url, request) => {
    if (!url.includes('/oauth2/')) return made.service.fetch(url, request)
    sent.push({ url, form: Object.fromEntries(new URLSearchParams(request.body)), headers: request.headers })
    const { status, body } = tokens.answer?.() ?? {
      status: 200,
      body: url.endsWith('/revoke') ? '' : issue(),
    }
    return { status, headers: new Headers({ 'content-type': 'application/json' }), text: async () => body }
  }
  Object.assign(made.client.platform, { fetch })
  const relaunch = (more?: ClientOptions) => {
    const again = made.relaunch(more)
    Object.assign(again.platform, { fetch })
    return again
  }
  return { ...made, asked, sent, pages, tokens, relaunch, closed: () => closed }
}

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )
const parametersOf = (page: HostedUIPage | undefined) =>
  Object.fromEntries(new URL(page?.url ?? '').searchParams)

describe('the address of the sign-in page', () => {
  test('is the user pool’s, with the hosted UI’s own app client (aws-sdk-ios#4049)', async () => {
    const { client, asked } = hostedWorld()
    await showHostedUI(client)
    expect(asked[0]?.url).toMatch(/^https:\/\/shop\.auth\.us-east-1\.amazoncognito\.com\/oauth2\/authorize\?/)
    expect(parametersOf(asked[0])).toMatchObject({
      client_id: 'hosted-client',
      redirect_uri: 'com.shop://callback',
      scope: 'openid email',
    })
  })

  test.each([
    [IdentityProvider.facebook, 'Facebook'],
    [IdentityProvider.google, 'Google'],
    [IdentityProvider.amazon, 'LoginWithAmazon'],
    [IdentityProvider.apple, 'SignInWithApple'],
    [IdentityProvider.twitter, 'api.twitter.com'],
    ['Corporation', 'Corporation'],
  ])('goes straight to %s', async (identityProvider, named) => {
    const { client, asked } = hostedWorld()
    await showHostedUI(client, { identityProvider })
    expect(parametersOf(asked[0]).identity_provider).toBe(named)
  })

  test('prefers idpIdentifier to identityProvider', async () => {
    const { client, asked } = hostedWorld()
    await showHostedUI(client, { identityProvider: 'Google', idpIdentifier: 'example.com' })
    expect(parametersOf(asked[0])).toMatchObject({ idp_identifier: 'example.com' })
    expect(parametersOf(asked[0])).not.toHaveProperty('identity_provider')
  })

  test('has the scopes and parameters of the call before those of the file, encoded once', async () => {
    const parameters = { lang: 'de', hint: 'a b&c=ä' }
    const { client, asked } = hostedWorld({ OAuth: { ...OAuth, SignInURIQueryParameters: { lang: 'fr' } } })
    await showHostedUI(client, { scopes: ['email'], signInURIQueryParameters: parameters })
    expect(parametersOf(asked[0])).toMatchObject({ ...parameters, scope: 'email' })
    // Without `openid` there is no id token to carry it.
    expect(parametersOf(asked[0])).not.toHaveProperty('nonce')
  })
})

describe('a session of the hosted UI', () => {
  test('belongs to the user pool for the identity pool, or to whom the app says (Auth0)', async () => {
    for (const [name, login] of [
      [undefined, 'cognito-idp.us-east-1.amazonaws.com/us-east-1_abcDEF123'],
      ['shop.auth0.com', 'shop.auth0.com'],
    ] as const) {
      const { client, service, relaunch } = hostedWorld()
      await showHostedUI(client, name ? { federationProviderName: name } : {})
      await getAWSCredentials(client)
      await client.writing
      const again = relaunch()
      await getAWSCredentials(again)
      expect(service.requests.map(({ input }) => Object.keys(input.Logins as object))).toEqual([
        [login],
        [login],
        [login],
      ])
    }
  })

  test('tells the identity pool nothing where federation is disabled', async () => {
    const { client, service } = hostedWorld()
    await showHostedUI(client, { disableFederation: true })
    await getAWSCredentials(client)
    expect(service.requests.map(({ input }) => input.Logins)).toEqual([undefined, undefined])
    expect(client.state.standing.userState).toBe('signedIn')
  })

  test('is renewed at the token endpoint with its parameters, five minutes before the end, after a relaunch too (aws-sdk-ios#2095)', async () => {
    const { client, sent, clock, relaunch } = hostedWorld()
    await showHostedUI(client, { tokenURIQueryParameters: { audience: 'shop' } })
    await client.writing
    const again = relaunch()
    await initialize(again)
    clock.advance(3_600_000 - 301_000)
    await getTokens(again)
    expect(sent).toHaveLength(1)
    clock.advance(2_000)
    await Promise.all(Array.from({ length: 100 }, () => getTokens(again)))
    expect(sent.map(({ form }) => form)).toEqual([
      expect.objectContaining({
        grant_type: 'authorization_code',
        audience: 'shop',
        client_id: 'hosted-client',
      }),
      {
        grant_type: 'refresh_token',
        refresh_token: 'refresh-1',
        audience: 'shop',
        client_id: 'hosted-client',
      },
    ])
  })

  test('is renewed by the second try where the first is lost', async () => {
    const { client, tokens, sent } = hostedWorld()
    await showHostedUI(client)
    let lost = 0
    tokens.answer = () => {
      tokens.answer = undefined
      lost++
      throw connectionLost
    }
    await getTokens(client, { forceRefresh: true })
    expect([lost, sent.length]).toEqual([1, 3])
  })

  test('ends by invalid_grant alone: calls wait, and the same person’s sign-in frees them', async () => {
    const { client, tokens, clock, told } = hostedWorld()
    await showHostedUI(client)
    clock.advance(3_600_000)
    for (const [kind, answer] of [
      ['network', () => ({ status: 503, body: '{"error":"invalid_grant"}' })],
      ['network', () => ({ status: 200, body: '<html></html>' })],
      [
        'network',
        () => {
          throw connectionLost
        },
      ],
      ['badRequest', () => ({ status: 400, body: '{"error":"invalid_request"}' })],
      ['throttled', () => ({ status: 429, body: '' })],
    ] as const) {
      tokens.answer = answer
      expect(await kindOf(getTokens(client, { whenSignedOut: 'reject' }))).toBe(kind)
      expect(client.state.standing.userState).toBe('signedIn')
    }
    tokens.answer = () => ({ status: 400, body: '{"error":"invalid_grant"}' })
    told.length = 0
    const waiting = getTokens(client)
    await settled()
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
    tokens.answer = undefined
    await showHostedUI(client)
    expect((await waiting).accessToken.claims?.username).toBe('ada')
  })

  test('is not ended by a program that forgot the feature: it is told so, and signs out without a page', async () => {
    const { client, clock, asked, service, relaunch } = hostedWorld()
    await showHostedUI(client)
    const again = relaunch({ features: { readConfiguration } })
    expect((await initialize(again)).userState).toBe('signedIn')
    clock.advance(3_600_000)
    await expect(getTokens(again)).rejects.toMatchObject({
      kind: 'invalidConfiguration',
      message: expect.stringContaining('hostedUI'),
    })
    expect(again.state.standing.userState).toBe('signedIn')
    expect(service.requests).toEqual([])
    await signOut(again)
    expect(again.state.standing.userState).toBe('signedOut')
    expect(asked).toHaveLength(1)
  })

  test('cancelled in the invalid state leaves the state, the provider and those who wait (aws-sdk-android#2742)', async () => {
    const { client, tokens, clock, pages, closed } = hostedWorld()
    await showHostedUI(client)
    clock.advance(3_600_000)
    tokens.answer = () => ({ status: 400, body: '{"error":"invalid_grant"}' })
    const waiting = kindOf(getTokens(client))
    await settled()
    pages.answer = () => undefined
    expect(await kindOf(showHostedUI(client))).toBe('userCancelledSignIn')
    expect(client.state.standing).toMatchObject({
      userState: 'signedOutUserPoolsTokenInvalid',
      provider: 'hostedUI',
    })
    expect(client.waits.size).toBe(1)
    releaseSignInWait(client)
    expect(await waiting).toBe('unableToSignIn')
    expect(closed()).toBe(2)
  })

  test('of another pool’s issuer is not begun', async () => {
    const { client } = hostedWorld({
      configuration: {
        CognitoUserPool: { Default: { PoolId: 'us-east-1_other', AppClientId: 'client1' } },
        Auth: { Default: { OAuth } },
      },
    })
    expect(await kindOf(showHostedUI(client))).toBe('securityFailed')
  })
})

describe('an answer that comes after the page has left', () => {
  test('is taken once, though it is given twice (auth0-react#355), and again when the network failed', async () => {
    const { client, asked, pages, sent, tokens, relaunch } = hostedWorld()
    pages.leaves = true
    pages.answer = () => undefined
    await kindOf(showHostedUI(client, { customState: 'cart 7' }))
    const { state } = parametersOf(asked[0])
    const url = `com.shop://callback?code=c&state=${state}`
    const again = relaunch()
    tokens.answer = () => {
      throw connectionLost
    }
    expect(await kindOf(handleAuthResponse(again, url))).toBe('network')
    tokens.answer = undefined
    const [first, second] = await Promise.all([
      handleAuthResponse(again, url),
      handleAuthResponse(again, url),
    ])
    expect(first).toBe(second)
    expect(first).toMatchObject({ userState: 'signedIn', customState: 'cart 7' })
    expect(sent).toHaveLength(2)
    expect(await handleAuthResponse(relaunch(), url)).toBeUndefined()
  })

  test('of the page is known after the page’s address has lost it, until the person signs out', async () => {
    const { client, asked, pages, relaunch } = hostedWorld()
    pages.leaves = true
    pages.answer = () => undefined
    await kindOf(showHostedUI(client))
    const { state } = parametersOf(asked[0])
    const page = { href: `com.shop://callback?code=c&state=${state}` }
    vi.stubGlobal('location', page)
    const again = relaunch()
    const result = await handleAuthResponse(again)
    expect(result).toMatchObject({ userState: 'signedIn' })
    page.href = 'com.shop://callback'
    expect(await handleAuthResponse(again)).toBe(result)
    await signOut(again, { invalidateTokens: false })
    expect(await handleAuthResponse(again)).toBeUndefined()
  })

  test('with an error rejects by its kind', async () => {
    const { client, asked, pages } = hostedWorld()
    pages.leaves = true
    pages.answer = () => undefined
    await kindOf(showHostedUI(client))
    const { state } = parametersOf(asked[0])
    const url = `com.shop://callback?error=invalid_request&error_description=PreSignUp+failed&state=${state}`
    await expect(handleAuthResponse(client, url)).rejects.toMatchObject({
      kind: 'badRequest',
      message: 'invalid_request: PreSignUp failed',
    })
  })

  test('comes too late after an hour, and other addresses are none of ours (amplify-js#3054)', async () => {
    const { client, asked, pages, clock, relaunch } = hostedWorld()
    pages.leaves = true
    pages.answer = () => undefined
    await kindOf(showHostedUI(client))
    const { state } = parametersOf(asked[0])
    clock.advance(3_600_001)
    expect(await handleAuthResponse(relaunch(), `com.shop://callback?code=c&state=${state}`)).toBeUndefined()
    for (const url of [
      'com.shop://callback?code=c',
      'com.shop://other',
      'no address',
      `com.shop://x?state=${state}`,
    ]) {
      expect(await handleAuthResponse(client, url)).toBeUndefined()
    }
  })
})

describe('signing out of the hosted UI', () => {
  test('revokes, and shows the user pool’s page', async () => {
    const { client, asked, sent } = hostedWorld()
    await showHostedUI(client)
    await signOut(client)
    expect(sent.at(-1)).toMatchObject({
      url: expect.stringMatching(/\/oauth2\/revoke$/),
      form: { token: 'refresh-1' },
    })
    expect(asked[1]?.url).toBe(
      'https://shop.auth.us-east-1.amazoncognito.com/logout?client_id=hosted-client&logout_uri=com.shop%3A%2F%2Fbye',
    )
    expect(client.state.standing.userState).toBe('signedOut')
  })

  test('shows no page after a private session, where none is wanted, and with invalidateTokens: false (aws-sdk-ios#2715)', async () => {
    for (const [shown, options, signedOut] of [
      [{ signInPrivateSession: true }, {}, 1],
      [{}, { showSignOutPage: false }, 1],
      [{}, { invalidateTokens: false }, 0],
    ] as const) {
      const { client, asked, sent } = hostedWorld()
      await showHostedUI(client, shown)
      expect(asked[0]?.privateSession).toBe('signInPrivateSession' in shown)
      await signOut(client, options)
      expect(asked).toHaveLength(1)
      expect(sent.filter(({ url }) => url.endsWith('/revoke'))).toHaveLength(signedOut)
      expect(client.state.standing.userState).toBe('signedOut')
    }
  })

  test('with its page closed stays signed in, wholly (aws-sdk-ios#2886)', async () => {
    const { client, pages } = hostedWorld()
    await showHostedUI(client)
    pages.answer = () => undefined
    expect(await kindOf(signOut(client))).toBe('userCancelledSignIn')
    expect(client.state.standing.userState).toBe('signedIn')
    expect((await getTokens(client)).refreshToken?.tokenString).toBe('refresh-1')
  })

  test('offline signs out here all the same, where the page leaves (aws-sdk-android#2359)', async () => {
    const { client, pages, tokens } = hostedWorld()
    await showHostedUI(client)
    pages.leaves = true
    tokens.answer = () => {
      throw connectionLost
    }
    await signOut(client)
    expect(client.state.standing.userState).toBe('signedOut')
  })

  test('gives another provider what the app says, as Auth0 wants it, without SignOutRedirectURI', async () => {
    const { SignOutRedirectURI: _, ...rest } = OAuth
    const auth0 = {
      ...rest,
      SignInURI: 'https://shop.auth0.com/authorize',
      TokenURI: 'https://shop.auth0.com/oauth2/token',
      SignOutURI: 'https://shop.auth0.com/v2/logout',
      Issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abcDEF123',
      SignOutURIQueryParameters: { client_id: 'hosted-client', returnTo: 'com.shop://bye' },
    }
    const { client, asked } = hostedWorld({ OAuth: auth0 })
    await showHostedUI(client)
    await signOut(client)
    expect(asked[1]?.url).toBe(
      'https://shop.auth0.com/v2/logout?client_id=hosted-client&returnTo=com.shop%3A%2F%2Fbye',
    )
  })
})

describe('React Native', () => {
  const page = { url: 'https://a.example/', redirectURI: 'com.shop://callback', privateSession: true }

  test('shows the pages in the system’s session, by Expo’s module', async () => {
    const calls: unknown[] = []
    const browser = expoBrowser({
      openAuthSessionAsync: async (...input) => {
        calls.push(input)
        return calls.length === 1
          ? { type: 'success', url: 'com.shop://callback?code=c' }
          : { type: 'dismiss' }
      },
    })
    expect(await browser('redirect').show(page)).toBe('com.shop://callback?code=c')
    expect(await browser('redirect').show(page)).toBeUndefined()
    expect(calls[0]).toEqual([page.url, page.redirectURI, { preferEphemeralSession: true }])
  })

  test('and by InAppBrowser', async () => {
    const browser = inAppBrowser({
      openAuth: async (url, redirect, { ephemeralWebSession }) => ({
        type: ephemeralWebSession ? 'success' : 'cancel',
        url: `${redirect}?from=${url}`,
      }),
    })
    expect(await browser('popup').show(page)).toBe('com.shop://callback?from=https://a.example/')
    expect(await browser('popup').show({ ...page, privateSession: false })).toBeUndefined()
  })
})
