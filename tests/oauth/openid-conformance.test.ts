import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AuthorizationServer,
  callback,
  password,
  startAuthorizationServer,
} from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'

/** The test modules of the OpenID Foundation's plans, by their names, as far as this server has what they test. */

let server: AuthorizationServer
let app: RelyingParty
let sub: string
beforeAll(async () => {
  server = await startAuthorizationServer()
  const poolId = await server.createPool()
  const person = await server.createPerson(poolId, 'ada', {
    name: 'Ada Lovelace',
    given_name: 'Ada',
    family_name: 'Lovelace',
    birthdate: '1815-12-10',
    phone_number: '+441234567890',
    phone_number_verified: 'true',
  })
  sub = person.sub
  app = new RelyingParty(server, poolId, await server.createClient(poolId, { GenerateSecret: true }))
})
afterAll(() => server.close())

const errorOf = (back: URL) => back.searchParams.get('error')

describe('oidcc-basic-certification-test-plan', () => {
  it('oidcc-server', async () => {
    const back = await app.authorize({ nonce: 'nonce-of-the-app' })
    expect(`${back.origin}${back.pathname}`).toBe(callback)
    expect(back.searchParams.get('state')).toBe('state-of-the-app')
    expect(back.searchParams.get('iss')).toBe(app.issuer)
    const { status, headers, body } = await app.redeem(back.searchParams.get('code') ?? '')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    const keys = createRemoteJWKSet(new URL(`${app.issuer}/.well-known/jwks.json`))
    const { payload, protectedHeader } = await jwtVerify(body['id_token'] ?? '', keys, {
      issuer: app.issuer,
      audience: app.client.id,
      algorithms: ['RS256'],
    })
    expect(payload).toMatchObject({ sub, nonce: 'nonce-of-the-app', token_use: 'id' })
    expect(protectedHeader.kid).toHaveLength(44)
  })

  it('oidcc-response-type-missing', async () => {
    const back = await app.authorize({ response_type: undefined })
    expect([errorOf(back), back.searchParams.get('state')]).toEqual(['invalid_request', 'state-of-the-app'])
  })

  it('oidcc-userinfo-get', async () => {
    const { body } = await app.redeem(await app.code())
    expect((await app.userInfo(body['access_token'] ?? '')).body).toMatchObject({ sub })
  })

  it('oidcc-userinfo-post-header', async () => {
    const { body } = await app.redeem(await app.code())
    expect((await app.userInfo(body['access_token'] ?? '', { method: 'POST' })).body).toMatchObject({ sub })
  })

  it('oidcc-userinfo-post-body', async () => {
    const { body } = await app.redeem(await app.code())
    const answer = await app.call('/oauth2/userInfo', { access_token: body['access_token'] })
    expect(answer.body).toMatchObject({ sub })
  })

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { body } = await app.redeem(await app.code({ nonce: undefined }))
    expect(decodeJwt(body['id_token'] ?? '')).not.toHaveProperty('nonce')
  })

  it.each([
    ['oidcc-scope-profile', 'openid profile', ['birthdate', 'family_name', 'given_name', 'name']],
    ['oidcc-scope-email', 'openid email', ['email', 'email_verified']],
    ['oidcc-scope-phone', 'openid phone', ['phone_number', 'phone_number_verified']],
    [
      'oidcc-scope-all',
      'openid profile email phone',
      [
        'birthdate',
        'email',
        'email_verified',
        'family_name',
        'given_name',
        'name',
        'phone_number',
        'phone_number_verified',
      ],
    ],
    ['oidcc-ensure-other-scope-order-succeeds', 'email openid', ['email', 'email_verified']],
  ])('%s', async (_, scope, opened) => {
    const { body } = await app.redeem(await app.code({ scope }))
    const told = (await app.userInfo(body['access_token'] ?? '')).body
    expect(
      Object.keys(told)
        .filter(name => name !== 'sub' && name !== 'username')
        .toSorted(),
    ).toEqual(opened)
    const claims = decodeJwt(body['id_token'] ?? '')
    expect(opened.filter(name => !(name in claims))).toEqual([])
    expect(
      ['email', 'phone_number', 'name'].filter(name => name in claims && !opened.includes(name)),
    ).toEqual([])
  })

  it('oidcc-scope-address: the scope is not among those supported, and is refused', async () => {
    expect(errorOf(await app.authorize({ scope: 'openid address' }))).toBe('invalid_scope')
  })

  it.each([
    ['oidcc-display-page', { display: 'page' }],
    ['oidcc-display-popup', { display: 'popup' }],
    ['oidcc-ui-locales', { ui_locales: 'se' }],
    ['oidcc-claims-locales', { claims_locales: 'se' }],
    ['oidcc-ensure-request-with-acr-values-succeeds', { acr_values: '1 2' }],
    ['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
    ['oidcc-claims-essential', { claims: '{"userinfo":{"name":{"essential":true}}}' }],
  ])('%s', async (_, changes) => {
    expect((await app.redeem(await app.code(changes))).status).toBe(200)
  })

  it('oidcc-prompt-login: asks again, and the time of authentication is the later one', async () => {
    const browser = app.browser()
    const first = decodeJwt((await app.redeem(await app.code({}, browser))).body['id_token'] ?? '')
    server.clock.now += 3000
    await browser.open(app.address({ prompt: 'login' }))
    expect(browser.screen).toBe('sign-in')
    const back = await browser.submit({ username: 'ada', password })
    const { body } = await app.redeem(back?.searchParams.get('code') ?? '')
    const second = decodeJwt(body['id_token'] ?? '')
    expect(second.sub).toBe(first.sub)
    expect(second['auth_time']).toBe(Number(first['auth_time']) + 3)
  })

  it('oidcc-prompt-none-not-logged-in', async () => {
    const back = await app.authorize({ prompt: 'none' })
    expect([errorOf(back), back.searchParams.get('state')]).toEqual(['login_required', 'state-of-the-app'])
  })

  it('oidcc-prompt-none-logged-in', async () => {
    const browser = app.browser()
    const first = decodeJwt((await app.redeem(await app.code({}, browser))).body['id_token'] ?? '')
    const back = await browser.open(app.address({ prompt: 'none' }))
    const { body } = await app.redeem(back?.searchParams.get('code') ?? '')
    const second = decodeJwt(body['id_token'] ?? '')
    expect([second.sub, second['auth_time']]).toEqual([first.sub, first['auth_time']])
  })

  it('oidcc-max-age-1: asks again for who signed in longer ago', async () => {
    const browser = app.browser()
    await app.code({}, browser)
    server.clock.now += 2000
    await browser.open(app.address({ max_age: '1' }))
    expect(browser.screen).toBe('sign-in')
    const back = await browser.submit({ username: 'ada', password })
    const { body } = await app.redeem(back?.searchParams.get('code') ?? '')
    expect(decodeJwt(body['id_token'] ?? '')).toHaveProperty('auth_time', Math.floor(server.clock.now / 1000))
  })

  it('oidcc-max-age-10000', async () => {
    const browser = app.browser()
    await app.code({}, browser)
    server.clock.now += 2000
    const back = await browser.open(app.address({ max_age: '10000' }))
    expect(back?.searchParams.get('code')).toBeTruthy()
  })

  it('oidcc-id-token-hint: goes through silently for the same person, and for nobody else', async () => {
    const browser = app.browser()
    const { body } = await app.redeem(await app.code({}, browser))
    const hint = { prompt: 'none', id_token_hint: body['id_token'] ?? '' }
    expect((await browser.open(app.address(hint)))?.searchParams.get('code')).toBeTruthy()

    const other = app.browser()
    await server.createPerson(app.poolId, 'grace')
    await app.authorize({}, other, 'grace')
    const back = await other.open(app.address(hint))
    expect(back && errorOf(back)).toBe('login_required')
  })

  it('oidcc-login-hint: the sign-in page holds the hint', async () => {
    const browser = app.browser()
    await browser.open(app.address({ login_hint: 'ada@"><script>' }))
    expect(browser.html).toContain('value="ada@&quot;>&lt;script>"'.replaceAll('>&lt;', '>&lt;'))
  })

  it('oidcc-codereuse, oidcc-codereuse-30seconds: a second use fails and revokes what the first one gave', async () => {
    const code = await app.code()
    const { body } = await app.redeem(code)
    expect((await app.userInfo(body['access_token'] ?? '')).status).toBe(200)
    server.clock.now += 30_000
    const again = await app.redeem(code)
    expect([again.status, again.body['error']]).toEqual([400, 'invalid_grant'])
    expect((await app.userInfo(body['access_token'] ?? '')).status).toBe(401)
    const refresh = await app.token({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] })
    expect(refresh.body['error']).toBe('invalid_grant')
  })

  it('oidcc-ensure-registered-redirect-uri', async () => {
    const browser = app.browser()
    expect(await browser.open(app.address({ redirect_uri: `${callback}/other` }))).toBeUndefined()
    expect([browser.status, browser.screen]).toEqual([400, 'error'])
  })

  it('oidcc-ensure-post-request-succeeds', async () => {
    const browser = app.browser()
    await browser.post(`${app.issuer}/oauth2/authorize`, app.parameters(), 'cross-site')
    expect(browser.screen).toBe('sign-in')
    const back = await browser.submit({ username: 'ada', password })
    expect(back?.searchParams.get('code')).toBeTruthy()
  })

  it('oidcc-server-client-secret-post, and by Basic', async () => {
    expect((await app.redeem(await app.code())).status).toBe(200)
    const fields = {
      grant_type: 'authorization_code',
      code: await app.code(),
      redirect_uri: callback,
      code_verifier: app.verifier,
    }
    expect((await app.token(fields, app.basic())).status).toBe(200)
  })

  it.each([
    ['request', 'eyJhbGciOiJub25lIn0.e30.', 'request_not_supported'],
    ['request_uri', 'https://app.example.com/request', 'request_uri_not_supported'],
  ])(
    'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: %s',
    async (name, value, error) => {
      expect(errorOf(await app.authorize({ [name]: value }))).toBe(error)
    },
  )

  it('oidcc-ensure-request-object-with-redirect-uri: what a request object says of the address counts for nothing', async () => {
    const redirect_uri = 'https://evil.example/'
    const payload = Buffer.from(JSON.stringify({ redirect_uri })).toString('base64url')
    const back = await app.authorize({ request: `eyJhbGciOiJub25lIn0.${payload}.` })
    expect(`${back.origin}${back.pathname}`).toBe(callback)
  })

  it('oidcc-refresh-token: same subject, audience and time of authentication', async () => {
    const first = (await app.redeem(await app.code({ nonce: 'once' }))).body
    server.clock.now += 60_000
    const { status, body } = await app.token({
      grant_type: 'refresh_token',
      refresh_token: first['refresh_token'],
    })
    expect(status).toBe(200)
    const [before, after] = [first, body].map(tokens => decodeJwt(tokens['id_token'] ?? ''))
    for (const claim of ['iss', 'sub', 'aud', 'auth_time']) expect(after?.[claim]).toEqual(before?.[claim])
    expect(after?.iat).toBe(Number(before?.iat) + 60)
    expect((await app.userInfo(body['access_token'] ?? '')).body).toMatchObject({ sub })
  })
})

describe('oidcc-config-certification-test-plan', () => {
  it('oidcc-discovery-endpoint-verification', async () => {
    const response = await fetch(`${app.issuer}/.well-known/openid-configuration`)
    const metadata = (await response.json()) as Record<string, unknown>
    expect(metadata['issuer']).toBe(app.issuer)
    for (const name of ['authorization', 'token', 'userinfo', 'revocation', 'end_session']) {
      const address = String(metadata[`${name}_endpoint`])
      const known = await fetch(address, { method: 'POST', body: new URLSearchParams(), redirect: 'manual' })
      expect([name, known.status === 404]).toEqual([name, false])
    }
    expect(metadata['scopes_supported']).toContain('openid')
    expect(metadata['response_types_supported']).toContain('code')
    expect(metadata['subject_types_supported']).toEqual(['public'])
    expect(metadata['id_token_signing_alg_values_supported']).toContain('RS256')
    expect(metadata['code_challenge_methods_supported']).toEqual(['S256'])
    const { keys } = (await (await fetch(String(metadata['jwks_uri']))).json()) as { keys: object[] }
    expect(keys).toHaveLength(2)
    for (const key of keys) expect(Object.keys(key)).not.toContain('d')
  })
})

describe('oidcc-rp-initiated-logout-certification-test-plan', () => {
  const bye = 'https://app.example.com/bye'

  async function signedIn() {
    const browser = app.browser()
    const { body } = await app.redeem(await app.code({}, browser))
    return { browser, hint: body['id_token'] ?? '' }
  }
  const logout = (parameters: Record<string, string>) =>
    `${app.issuer}/logout?${new URLSearchParams(parameters)}`
  const isSignedOut = async (browser: Awaited<ReturnType<typeof signedIn>>['browser']) =>
    (await browser.open(app.address({ prompt: 'none' })))?.searchParams.get('error') === 'login_required'

  it('oidcc-rp-initiated-logout', async () => {
    const { browser, hint } = await signedIn()
    const left = await browser.open(
      logout({ id_token_hint: hint, post_logout_redirect_uri: bye, state: 'away' }),
    )
    expect(left?.href).toBe(`${bye}?state=away`)
    expect(await isSignedOut(browser)).toBe(true)
  })

  it('oidcc-rp-initiated-logout-no-state', async () => {
    const { browser, hint } = await signedIn()
    const left = await browser.open(logout({ id_token_hint: hint, post_logout_redirect_uri: bye }))
    expect(left?.href).toBe(bye)
  })

  it('oidcc-rp-initiated-logout-no-id-token-hint: as Cognito does it, by the client alone', async () => {
    const { browser } = await signedIn()
    const left = await browser.open(logout({ client_id: app.client.id, logout_uri: bye }))
    expect(left?.href).toBe(bye)
    expect(await isSignedOut(browser)).toBe(true)
  })

  it.each([
    ['oidcc-rp-initiated-logout-no-params', () => ({})],
    ['oidcc-rp-initiated-logout-only-state', () => ({ state: 'away' })],
    ['oidcc-rp-initiated-logout-no-post-logout-redirect-uri', (hint: string) => ({ id_token_hint: hint })],
  ])('%s', async (_, parameters: (hint: string) => Record<string, string>) => {
    const { browser, hint } = await signedIn()
    expect(await browser.open(logout(parameters(hint)))).toBeUndefined()
    expect([browser.status, browser.screen, browser.forms()]).toEqual([200, 'signed-out', []])
    expect(await isSignedOut(browser)).toBe(true)
  })

  it.each([
    [
      'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
      (hint: string) => ({ id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' }),
    ],
    [
      'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
      (hint: string) => ({ id_token_hint: hint, post_logout_redirect_uri: `${bye}?foo=bar` }),
    ],
    [
      'oidcc-rp-initiated-logout-modified-id-token-hint',
      (hint: string) => ({ id_token_hint: `${hint.slice(0, -8)}AAAAAAAA`, post_logout_redirect_uri: bye }),
    ],
    [
      'oidcc-rp-initiated-logout-bad-id-token-hint',
      () => ({ id_token_hint: 'eyJhbGciOiJub25lIn0.e30.', post_logout_redirect_uri: bye }),
    ],
  ])('%s', async (_, parameters: (hint: string) => Record<string, string>) => {
    const { browser, hint } = await signedIn()
    expect(await browser.open(logout(parameters(hint)))).toBeUndefined()
    expect([browser.status, browser.screen]).toEqual([400, 'error'])
    expect(await isSignedOut(browser)).toBe(false)
  })
})
