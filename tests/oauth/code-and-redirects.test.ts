import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AuthorizationServer,
  callback,
  password,
  startAuthorizationServer,
} from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'

let server: AuthorizationServer
let poolId: string
let app: RelyingParty
let confidential: RelyingParty
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
  await server.createPerson(poolId)
  app = new RelyingParty(server, poolId, await server.createClient(poolId))
  confidential = new RelyingParty(server, poolId, await server.createClient(poolId, { GenerateSecret: true }))
})
afterAll(() => server.close())

const errorOf = (back: URL) => back.searchParams.get('error')

describe('an authorization code', () => {
  it('is redeemed by one of twenty at once; the others cost the tokens that it gave', async () => {
    const code = await app.code()
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.redeem(code)))
    const [given, ...others] = answers.filter(({ status }) => status === 200)
    expect(others).toEqual([])
    expect(answers.filter(({ body }) => body['error'] === 'invalid_grant')).toHaveLength(19)
    expect((await app.userInfo(given?.body['access_token'] ?? '')).status).toBe(401)
    const refresh = await app.token({
      grant_type: 'refresh_token',
      refresh_token: given?.body['refresh_token'],
    })
    expect(refresh.body['error']).toBe('invalid_grant')
  })

  it('is not for another client', async () => {
    const other = new RelyingParty(server, poolId, await server.createClient(poolId))
    const code = await app.code()
    const stolen = await other.redeem(code, { code_verifier: app.verifier })
    expect([stolen.status, stolen.body['error']]).toEqual([400, 'invalid_grant'])
    expect((await app.redeem(code)).status).toBe(200)
  })

  it.each([
    ['another address', 'https://app.example.com/other'],
    ['none', undefined],
  ])('is not redeemed with %s', async (_, redirect_uri) => {
    const { status, body } = await app.redeem(await app.code(), { redirect_uri })
    expect([status, body['error']]).toEqual([400, 'invalid_grant'])
  })

  it('lives for five minutes', async () => {
    const [young, old] = [await app.code(), await app.code()]
    server.clock.now += 5 * 60_000
    expect((await app.redeem(young)).status).toBe(200)
    server.clock.now += 1
    expect((await app.redeem(old)).body['error']).toBe('invalid_grant')
  })

  it('dies with the sign-in that it came from', async () => {
    const code = await app.code()
    await server.userPools('AdminUserGlobalSignOut', { UserPoolId: poolId, Username: 'ada' })
    expect((await app.redeem(code)).body['error']).toBe('invalid_grant')
  })

  it('is another each time, and is not in the address of our own pages', async () => {
    const browser = app.browser()
    const codes = [await app.code({}, browser), await app.code({}, browser)]
    expect(new Set(codes).size).toBe(2)
    expect(codes.every(code => code.length >= 43)).toBe(true)
  })
})

describe('PKCE', () => {
  it.each([
    [
      'is demanded of a client without a secret',
      { code_challenge: undefined, code_challenge_method: undefined },
    ],
    ['is by S256 alone', { code_challenge_method: 'plain' }],
    ['names its method', { code_challenge_method: undefined }],
    ['has a challenge of its own length', { code_challenge: 'short' }],
    ['has a challenge that is there', { code_challenge: '' }],
  ])('%s', async (_, changes) => {
    expect(errorOf(await app.authorize(changes))).toBe('invalid_request')
  })

  it.each([
    ['no verifier', { code_verifier: undefined }],
    ['an empty verifier', { code_verifier: '' }],
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['the challenge itself', { code_verifier: 'CHALLENGE' }],
  ])('refuses %s', async (_, changes) => {
    const fields = changes.code_verifier === 'CHALLENGE' ? { code_verifier: app.challenge } : changes
    expect((await app.redeem(await app.code(), fields)).body['error']).toBe('invalid_grant')
  })

  it('can be done without where the server’s options say so', async () => {
    const lenient = await startAuthorizationServer({ codeWithoutPkce: true })
    const pool = await lenient.createPool()
    await lenient.createPerson(pool)
    const old = new RelyingParty(lenient, pool, await lenient.createClient(pool))
    const code = await old.code({ code_challenge: undefined, code_challenge_method: undefined })
    expect((await old.redeem(code)).body['error']).toBe('invalid_grant')
    expect((await old.redeem(code, { code_verifier: undefined })).status).toBe(200)
    const protectedCode = await old.code()
    expect((await old.redeem(protectedCode, { code_verifier: undefined })).body['error']).toBe(
      'invalid_grant',
    )
    await lenient.close()
  })

  it('is not stripped on the way: a verifier for a code without challenge is refused', async () => {
    const stripped = { code_challenge: undefined, code_challenge_method: undefined }
    const code = await confidential.code(stripped)
    expect((await confidential.redeem(code)).body['error']).toBe('invalid_grant')
    expect((await confidential.redeem(code, { code_verifier: undefined })).status).toBe(200)
  })
})

describe('the address to return to', () => {
  const registered = [
    callback,
    'http://localhost:3000/callback',
    'http://127.0.0.1/callback?source=desk',
    'photos://signed-in',
  ]
  let photos: RelyingParty
  beforeAll(async () => {
    photos = new RelyingParty(server, poolId, await server.createClient(poolId, { CallbackURLs: registered }))
  })

  it.each([
    ...registered,
    'http://localhost:53112/callback',
    'http://localhost/callback',
    'http://127.0.0.1:9/callback?source=desk',
  ])('%s is one of those registered', async redirect_uri => {
    const browser = photos.browser()
    await browser.open(photos.address({ redirect_uri }))
    expect(browser.screen).toBe('sign-in')
    const back = await browser.submit({ username: 'ada', password })
    expect(back?.href.startsWith(redirect_uri)).toBe(true)
    expect(back?.searchParams.get('code')).toBeTruthy()
  })

  it.each([
    `${callback}x`,
    `${callback}/`,
    `${callback}/../evil`,
    `${callback}?x=1`,
    `${callback}#fragment`,
    'https://app.example.com',
    'https://APP.example.com/callback',
    'https://app.example.com/Callback',
    'https://app.example.com:443/callback',
    'https://app.example.com:8443/callback',
    'https://app.example.com.evil.example/callback',
    'https://evil.example/https://app.example.com/callback',
    'https://app.example.com@evil.example/callback',
    'https://evil.example\\@app.example.com/callback',
    'https://app.example.com%2fcallback',
    'https://app.example.com/%63allback',
    'https:app.example.com/callback',
    '//app.example.com/callback',
    'http://app.example.com/callback',
    'http://localhost:3000/callback/',
    'http://localhost:3000@evil.example/callback',
    'http://localhost.evil.example:3000/callback',
    'http://localhost:99999999/callback',
    'http://127.0.0.1:9/callback',
    'http://127.0.0.2/callback?source=desk',
    'javascript:alert(1)//https://app.example.com/callback',
    'data:text/html,hello',
    'photos://signed-in/',
    'PHOTOS://signed-in',
    `${callback}\r\nSet-Cookie: a=b`,
    ` ${callback}`,
    '',
  ])('%j leads nowhere but to an error page', async redirect_uri => {
    const browser = photos.browser()
    for (const changes of [{}, { prompt: 'none' }, { response_type: undefined }]) {
      expect(await browser.open(photos.address({ redirect_uri, ...changes }))).toBeUndefined()
      expect([browser.status, browser.screen]).toEqual([400, 'error'])
    }
  })

  it('given twice is none', async () => {
    const browser = photos.browser()
    const address = `${photos.address()}&redirect_uri=${encodeURIComponent('https://evil.example/')}`
    expect(await browser.open(address)).toBeUndefined()
    expect(browser.status).toBe(400)
  })

  it.each([
    'https://app.example.com/bye/',
    'https://app.example.com.evil.example/bye',
    'https://app.example.com/bye@evil.example',
    'javascript:alert(1)',
    '//evil.example',
    '\\\\evil.example',
    'https://app.example.com/bye\r\nX: y',
  ])('after a logout %j is none', async logout_uri => {
    const browser = photos.browser()
    const query = new URLSearchParams({ client_id: photos.client.id, logout_uri })
    expect(await browser.open(`${photos.issuer}/logout?${query}`)).toBeUndefined()
    expect([browser.status, browser.screen]).toEqual([400, 'error'])
  })

  it.each([
    'javascript:alert(1)',
    'http://app.example.com/callback',
    'https://app.example.com/#part',
    'callback',
    'data:,x',
  ])('%s cannot be registered', async address => {
    await expect(server.createClient(poolId, { CallbackURLs: [address] })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
    await expect(server.createClient(poolId, { LogoutURLs: [address] })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
  })
})

describe('an unknown client', () => {
  it.each([{ client_id: 'nobody' }, { client_id: undefined }, { client_id: '' }])(
    '%j gets an error page',
    async changes => {
      const browser = app.browser()
      expect(await browser.open(app.address(changes))).toBeUndefined()
      expect([browser.status, browser.screen]).toEqual([400, 'error'])
    },
  )

  it('of another pool is unknown here', async () => {
    const other = await server.createPool()
    const { id } = await server.createClient(other)
    const browser = app.browser()
    expect(await browser.open(app.address({ client_id: id }))).toBeUndefined()
    expect(browser.status).toBe(400)
  })
})

describe('header injection', () => {
  it('a state with line breaks comes back encoded', async () => {
    const state = 'a\r\nSet-Cookie: stolen=1\r\n\r\n<script>'
    const back = await app.authorize({ state })
    expect(back.searchParams.get('state')).toBe(state)
    expect(back.href).not.toMatch(/[\r\n<]/)
  })

  it('that a name with a line break makes is none', async () => {
    const username = 'ada\r\nSet-Cookie: stolen=1\r\n\r\n'
    const browser = app.browser()
    await browser.open(app.address({ login_hint: username }))
    expect(browser.screen).toBe('sign-in')
    // What was typed goes along in the address of the next page.
    await browser.submit({ username }, 'forgot-password')
    expect(browser.screen).toBe('forgot-password')
    await browser.submit({}, 'sign-in')
    await browser.submit({}, 'sign-up')
    const email = 'line-break@example.com'
    await browser.submit({ username, password, 'userAttributes.email': email })
    expect(browser.screen).toBe('sign-up')
    expect(browser.headers.get('stolen')).toBeNull()
    expect([...browser.cookies.keys()].join()).not.toContain('stolen')
    await expect(server.newestCode(email)).rejects.toThrow('Nothing was sent')
  })
})

describe('the implicit flow', () => {
  it('is for clients that are allowed it alone', async () => {
    const refused = await app.authorize({ response_type: 'token' })
    expect(new URLSearchParams(refused.hash.slice(1)).get('error')).toBe('unauthorized_client')
  })

  it('gives tokens in the fragment, and no refresh token', async () => {
    const client = await server.createClient(poolId, { AllowedOAuthFlows: ['implicit'] })
    const page = new RelyingParty(server, poolId, client)
    const back = await page.authorize({ response_type: 'token', nonce: 'n' })
    const answer = Object.fromEntries(new URLSearchParams(back.hash.slice(1)))
    expect(back.search).toBe('')
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: '3600', state: 'state-of-the-app' })
    expect(answer).not.toHaveProperty('refresh_token')
    const claims = decodeJwt(answer['id_token'] ?? '')
    expect(claims['nonce']).toBe('n')
    const digest = createHash('sha256')
      .update(answer['access_token'] ?? '')
      .digest()
    expect(claims['at_hash']).toBe(digest.subarray(0, 16).toString('base64url'))
    expect((await page.userInfo(answer['access_token'] ?? '')).status).toBe(200)
  })
})

describe('the token endpoint', () => {
  it('tells a wrong secret and an unknown client alike, by 401 where Basic was tried', async () => {
    const grant = { grant_type: 'refresh_token', refresh_token: 'x' }
    const wrong = await confidential.token({ ...grant, client_secret: 'wrong' })
    const unknown = await confidential.token({ ...grant, client_id: 'nobody', client_secret: 'wrong' })
    const missing = await confidential.token({ ...grant, client_secret: undefined })
    expect([wrong.status, wrong.body]).toEqual([400, unknown.body])
    expect([wrong.body, missing.body['error']]).toEqual([unknown.body, 'invalid_client'])
    const basic = await confidential.token(grant, { authorization: 'Basic bm9ib2R5Om5vdGhpbmc=' })
    expect([basic.status, basic.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="client"'])
  })

  it.each([
    ['no grant type', {}, 'invalid_request'],
    ['a grant type of its own', { grant_type: 'urn:mine' }, 'unsupported_grant_type'],
    ['the password grant', { grant_type: 'password', username: 'ada', password }, 'unsupported_grant_type'],
    ['__proto__ as the grant type', { grant_type: '__proto__' }, 'unsupported_grant_type'],
    ['no code', { grant_type: 'authorization_code' }, 'invalid_request'],
    ['an unknown code', { grant_type: 'authorization_code', code: 'x' }, 'invalid_grant'],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request'],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_grant'],
    ['client credentials of a public client', { grant_type: 'client_credentials' }, 'unauthorized_client'],
  ])('refuses %s', async (_, fields, error) => {
    const { status, body } = await app.token(fields)
    expect([status, body['error']]).toEqual([400, error])
  })

  it('takes forms alone, by POST', async () => {
    const address = `${app.issuer}/oauth2/token`
    expect((await fetch(`${address}?grant_type=refresh_token`)).status).toBe(405)
    const json = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'refresh_token', client_id: app.client.id }),
    })
    expect([json.status, (await json.json())['error']]).toEqual([400, 'invalid_request'])
  })

  it('rotates refresh tokens where the client does, and ends the family of one used twice', async () => {
    const client = await server.createClient(poolId, {
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    })
    const rotating = new RelyingParty(server, poolId, client)
    const first = (await rotating.redeem(await rotating.code())).body['refresh_token']
    const refresh = (refresh_token: string | undefined) =>
      rotating.token({ grant_type: 'refresh_token', refresh_token })
    const second = (await refresh(first)).body['refresh_token']
    expect(second).not.toBe(first)
    expect((await refresh(first)).body['refresh_token']).toBe(second)
    server.clock.now += 10_001
    expect((await refresh(first)).body['error']).toBe('invalid_grant')
    expect((await refresh(second)).body['error']).toBe('invalid_grant')
  })

  it('gives no scope that was not granted', async () => {
    const { body } = await app.redeem(await app.code({ scope: 'openid email' }))
    const fields = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] }
    expect((await app.token({ ...fields, scope: 'openid phone' })).body['error']).toBe('invalid_scope')
    expect((await app.token({ ...fields, scope: 'openid' })).status).toBe(200)
  })
})

describe('access tokens of the hosted sign-in', () => {
  it('work at the API only with aws.cognito.signin.user.admin, and have no id token without openid', async () => {
    const without = (await app.redeem(await app.code({ scope: 'openid' }))).body
    await expect(
      server.userPools('GetUser', { AccessToken: without['access_token'] ?? '' }),
    ).rejects.toMatchObject({
      message: 'Access Token does not have required scopes',
    })
    const { body } = await app.redeem(await app.code({ scope: 'aws.cognito.signin.user.admin' }))
    expect(await server.userPools('GetUser', { AccessToken: body['access_token'] ?? '' })).toMatchObject({
      Username: 'ada',
    })
    expect(body).not.toHaveProperty('id_token')
    expect((await app.userInfo(body['access_token'] ?? '')).status).toBe(401)
    const refreshed = await server.userPools('GetTokensFromRefreshToken', {
      RefreshToken: body['refresh_token'] ?? '',
      ClientId: app.client.id,
    })
    expect(refreshed.AuthenticationResult?.IdToken).toBeUndefined()
  })

  it('have all scopes of the client where the request names none', async () => {
    const { body } = await app.redeem(await app.code({ scope: undefined }))
    expect(decodeJwt(body['access_token'] ?? '')['scope']).toBe(
      'openid email phone profile aws.cognito.signin.user.admin',
    )
  })

  it.each(['unknown', 'openid photos/read', 'email'])('are refused the scope %s', async scope => {
    expect(errorOf(await app.authorize({ scope }))).toBe('invalid_scope')
  })
})

describe('POST /oauth2/revoke', () => {
  it('is 200 for a token that is unknown or revoked, and refuses an access token', async () => {
    const { body } = await app.redeem(await app.code())
    const revoke = (token: string | undefined) =>
      app.call('/oauth2/revoke', { client_id: app.client.id, token })
    expect((await revoke('unknown')).status).toBe(200)
    expect((await revoke(body['refresh_token'])).status).toBe(200)
    expect((await revoke(body['refresh_token'])).status).toBe(200)
    const access = await revoke(body['access_token'])
    expect([access.status, access.body['error']]).toEqual([400, 'unsupported_token_type'])
    expect((await revoke(undefined)).body['error']).toBe('invalid_request')
  })

  it('is 401 for a client that is unknown, where the token endpoint says 400', async () => {
    const stranger = { client_id: 'nobody' }
    const revoked = await app.call('/oauth2/revoke', { ...stranger, token: 'unknown' })
    expect([revoked.status, revoked.body['error']]).toEqual([401, 'invalid_client'])
    const refreshed = await app.call('/oauth2/token', { ...stranger, grant_type: 'refresh_token' })
    expect([refreshed.status, refreshed.body['error']]).toEqual([400, 'invalid_client'])
  })

  it('leaves the token of another client alone', async () => {
    const { body } = await app.redeem(await app.code())
    const other = await server.createClient(poolId)
    await app.call('/oauth2/revoke', { client_id: other.id, token: body['refresh_token'] })
    const refresh = await app.token({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] })
    expect(refresh.status).toBe(200)
  })
})
