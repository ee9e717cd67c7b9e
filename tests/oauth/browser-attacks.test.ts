import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorizationServer, password, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import type { ScriptlessBrowser } from './scriptless-browser.ts'

let server: AuthorizationServer
let poolId: string
let app: RelyingParty
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
  await server.createPerson(poolId)
  app = new RelyingParty(server, poolId, await server.createClient(poolId))
})
afterAll(() => server.close())

const cookieNamed = (browser: ScriptlessBrowser, start: string) =>
  [...browser.cookies].find(([name]) => name === `${start}-${poolId}`)?.[1]

/** A form of the page on show, filled in. */
function filled(browser: ScriptlessBrowser, fields: Record<string, string>) {
  const form = browser.forms().find(form => form.intents.includes('submit'))
  return {
    action: form?.action ?? '',
    body: new URLSearchParams({ ...form?.fields, intent: 'submit', ...fields }),
  }
}

describe('session fixation', () => {
  it('the cookie of the session is another after every sign-in, and none is there before', async () => {
    const browser = app.browser()
    await browser.open(app.address())
    expect(cookieNamed(browser, 'cognito')).toBeUndefined()
    await browser.submit({ username: 'ada', password })
    const first = cookieNamed(browser, 'cognito')
    await browser.open(app.address({ prompt: 'login' }))
    await browser.submit({ username: 'ada', password })
    const second = cookieNamed(browser, 'cognito')
    expect(first).toBeTruthy()
    expect(second).toBeTruthy()
    expect(second).not.toBe(first)
    const { Sessions } = await server.userPools('AdminListUserSessions', {
      UserPoolId: poolId,
      Username: 'ada',
    })
    expect(Sessions?.filter(({ SessionType }) => SessionType === 'SSO')).toHaveLength(1)
  })

  it('the cookie of a pending sign-in is another after each step, and the older one is worth nothing', async () => {
    const mfaPool = await server.createPool()
    await server.userPools('SetUserPoolMfaConfig', {
      UserPoolId: mfaPool,
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
      EmailMfaConfiguration: { Message: 'Code {####}', Subject: 'Code' },
    })
    await server.createPerson(mfaPool, 'ada', {
      phone_number: '+441234567890',
      phone_number_verified: 'true',
    })
    const photos = new RelyingParty(server, mfaPool, await server.createClient(mfaPool))
    const browser = photos.browser()
    const pending = () => browser.cookies.get(`cognito-pending-${mfaPool}`)
    await browser.open(photos.address())
    const seen: (string | undefined)[] = [pending()]
    await browser.submit({ username: 'ada', password })
    seen.push(pending())
    const choosing = browser.url
    await browser.submit({}, 'choose:EMAIL_OTP')
    seen.push(pending())
    expect(new Set(seen).size).toBe(3)
    const stale = await fetch(choosing, {
      headers: { cookie: `cognito-pending-${mfaPool}=${seen[1]}` },
      redirect: 'manual',
    })
    expect(stale.headers.get('location')).toContain('/login?')
    await browser.submit({ code: await server.newestCode('ada@example.com') })
    expect(pending()).toBeUndefined()
  })

  it('a session that somebody made up, changed or brought from another pool is none', async () => {
    const browser = app.browser()
    await app.authorize({}, browser)
    const cookie = cookieNamed(browser, 'cognito') ?? ''
    const other = await server.createPool()
    const elsewhere = new RelyingParty(server, other, await server.createClient(other))
    const changed = `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`
    for (const [party, header] of [
      [app, `cognito-${poolId}=made-up`],
      [app, `cognito-${poolId}=${changed}`],
      [elsewhere, `cognito-${other}=${cookie}`],
    ] as const) {
      const answer = await fetch(party.address({ prompt: 'none' }), {
        headers: { cookie: header },
        redirect: 'manual',
      })
      expect(answer.headers.get('location')).toContain('error=login_required')
    }
  })

  it('cookies cannot be read by scripts, nor sent along by other sites’ posts; over HTTPS no other host plants them', async () => {
    const plain = await fetch(app.address({ prompt: 'login' }))
    expect(plain.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^XSRF-TOKEN-${poolId}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax$`)),
    ])
    const secure = await startAuthorizationServer({ issuer: 'https://auth.example.com' })
    const securePool = await secure.createPool()
    const photos = new RelyingParty(secure, securePool, await secure.createClient(securePool))
    const page = await fetch(photos.address())
    expect(page.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-XSRF-TOKEN-[^=]+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/),
    ])
    expect(page.headers.get('strict-transport-security')).toBeTruthy()
    await secure.close()
  })
})

describe('forged forms', () => {
  const pages = [
    '/login',
    '/signup',
    '/confirmUser',
    '/forgotPassword',
    '/confirmforgotPassword',
    '/challenge',
    '/selectAccount',
  ]

  it.each(pages)('%s refuses a form without its token', async path => {
    const browser = app.browser()
    await browser.open(app.address())
    const body = new URLSearchParams({ username: 'ada', password, intent: 'submit' })
    await browser.post(`${app.issuer}${path}?${app.parameters()}`, body)
    expect([browser.status, browser.screen]).toEqual([403, 'error'])
  })

  it('refuses the token of another browser (login CSRF)', async () => {
    const [attacker, victim] = [app.browser(), app.browser()]
    await attacker.open(app.address())
    await victim.open(app.address())
    const { action, body } = filled(attacker, { username: 'ada', password })
    await victim.post(action, body)
    expect(victim.status).toBe(403)
    expect(cookieNamed(victim, 'cognito')).toBeUndefined()
  })

  it('refuses a right token that another site sent, by either header', async () => {
    const browser = app.browser()
    await browser.open(app.address())
    const { action, body } = filled(browser, { username: 'ada', password })
    await browser.post(action, body, 'cross-site')
    expect(browser.status).toBe(403)
    await browser.post(action, body, 'same-site')
    expect(browser.status).toBe(403)

    const cookie = `XSRF-TOKEN-${poolId}=${cookieNamed(browser, 'XSRF-TOKEN')}`
    const send = (headers: Record<string, string>) =>
      fetch(new URL(action, server.url), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body,
      })
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}] as Record<
      string,
      string
    >[]) {
      const answer = await send({ 'sec-fetch-site': 'cross-site', ...headers })
      expect(answer.status).toBe(403)
    }
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({ origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(303)
  })

  it('takes a form from a program that is no browser, by cookie and token alone', async () => {
    const browser = app.browser()
    await browser.open(app.address())
    const { action } = filled(browser, {})
    const token = /name="_csrf" value="([^"]*)"/.exec(browser.html)?.[1] ?? ''
    const send = (_csrf: string) =>
      fetch(new URL(action, server.url), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `XSRF-TOKEN-${poolId}=${cookieNamed(browser, 'XSRF-TOKEN')}` },
        body: new URLSearchParams({ _csrf, username: 'ada', password }),
      })
    expect((await send(`${token}x`)).status).toBe(403)
    const answer = await send(token)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toContain('code=')
  })

  it('the JSON interface does nothing for a simple request of another site', async () => {
    const answer = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: 'https://evil.example' },
      body: JSON.stringify({ UserPoolId: poolId }),
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })
})

describe('hosted pages', () => {
  it.each(['/login', '/signup', '/forgotPassword'])(
    '%s may not be framed, kept, sniffed or scripted',
    async path => {
      const page = await fetch(`${app.issuer}${path}?${app.parameters()}`)
      const policy = page.headers.get('content-security-policy') ?? ''
      expect(policy.split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self' https:",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
      expect(page.headers.get('x-frame-options')).toBe('DENY')
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(page.headers.get('x-content-type-options')).toBe('nosniff')
      expect(page.headers.get('access-control-allow-origin')).toBeNull()
      expect(await page.text()).not.toMatch(/<style|\sstyle=|<script(?![^>]*\bsrc=)|\son\w+=/)
    },
  )

  it('redirects with a code are not kept either', async () => {
    const browser = app.browser()
    await app.authorize({}, browser)
    expect(browser.headers.get('cache-control')).toBe('no-store')
  })

  it('answer a form with 303, so that no password is sent on', async () => {
    const browser = app.browser()
    await browser.open(app.address())
    await browser.submit({ username: 'ada', password })
    expect(browser.status).toBe(303)
  })

  const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  it.each([
    ['login_hint', { login_hint: attack }],
    ['state', { state: attack }],
    ['nonce', { nonce: attack }],
    ['lang', { lang: attack }],
    ['ui_locales', { ui_locales: attack }],
    ['an unknown parameter', { [attack]: attack }],
  ])('show what came in %s as text', async (_, changes) => {
    const page = await fetch(app.address(changes))
    const html = await page.text()
    expect(html).toContain('data-screen="sign-in"')
    expect(html).not.toMatch(/<script>alert|<img src=x/)
  })

  it('show names of pools, clients and providers, and what was typed, as text', async () => {
    const evil = await server.createPool()
    await server.userPools('CreateIdentityProvider', {
      UserPoolId: evil,
      ProviderName: '<img/src=x/onerror=alert(1)>',
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'x',
        attributes_request_method: 'GET',
        authorize_scopes: 'openid',
        oidc_issuer: 'https://idp.example',
      },
    })
    const client = await server.createClient(evil, {
      ClientName: 'Photos',
      SupportedIdentityProviders: ['COGNITO', '<img/src=x/onerror=alert(1)>'],
    })
    const photos = new RelyingParty(server, evil, client)
    const browser = photos.browser()
    await browser.open(photos.address())
    expect(browser.html).toContain('&lt;img/src=x')
    await browser.submit({ username: attack, password: 'Wrong-Horse-7' })
    expect(browser.html).toContain('&lt;script>')
    expect(browser.html).not.toMatch(/<script>alert|<img\/src=x/)
  })

  it('show no text of an error address but its code', async () => {
    const page = await fetch(
      `${app.issuer}/error?${new URLSearchParams({ error: attack, error_description: attack })}`,
    )
    expect(await page.text()).not.toContain('alert(1)')
    const known = await fetch(`${app.issuer}/error?error=redirect_mismatch`)
    expect([known.status, await known.text()]).toEqual([400, expect.stringContaining('redirect_mismatch')])
  })

  it('show a logo as a picture, whatever is in it', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const pool = await server.createPool()
    const client = await server.createClient(pool)
    await server.userPools('SetUICustomization', {
      UserPoolId: pool,
      ClientId: client.id,
      ImageFile: svg.toString('base64') as never,
    })
    const photos = new RelyingParty(server, pool, client)
    const html = await (await fetch(photos.address())).text()
    expect(html).toMatch(/<img[^>]*src="data:image\/svg\+xml;base64,/)
    expect(html).not.toContain('alert(1)')
  })
})

describe('guessing', () => {
  it('on the pages and at the token endpoint ends for an address as it does at the API', async () => {
    for (const guess of ['page', 'token'] as const) {
      const limited = await startAuthorizationServer({
        rateLimits: { failuresPerAddress: { count: 3, seconds: 900 } },
      })
      const pool = await limited.createPool()
      await limited.createPerson(pool)
      const photos = new RelyingParty(limited, pool, await limited.createClient(pool))
      const statuses: number[] = []
      for (let attempt = 0; attempt < 5; attempt += 1) {
        if (guess === 'token') {
          const { status } = await photos.token({
            grant_type: 'authorization_code',
            code: `guess-${attempt}`,
          })
          statuses.push(status)
          continue
        }
        const browser = photos.browser()
        await browser.open(photos.address())
        if (browser.status === 200)
          await browser.submit({ username: 'ada', password: `Wrong-Horse-${attempt}` })
        statuses.push(browser.status)
      }
      const free = guess === 'page' ? 200 : 400
      expect([guess, statuses]).toEqual([guess, [free, free, free, 429, 429]])
      await limited.close()
    }
  })

  it('of one user’s codes and passwords is slowed down wherever it comes from', async () => {
    const limited = await startAuthorizationServer({
      rateLimits: { requestsPerUser: { count: 3, seconds: 60 } },
    })
    const pool = await limited.createPool()
    await limited.createPerson(pool)
    const photos = new RelyingParty(limited, pool, await limited.createClient(pool))
    const browser = photos.browser()
    await browser.open(photos.address())
    for (let attempt = 0; attempt < 3; attempt += 1)
      await browser.submit({ username: 'ada', password: 'Wrong-Horse-7' })
    expect(await browser.submit({ username: 'ada', password })).toBeUndefined()
    limited.clock.now += 60_000
    expect((await browser.submit({ username: 'ada', password }))?.searchParams.has('code')).toBe(true)
    await limited.close()
  })
})

describe('request smuggling', () => {
  const send = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(server.url)
      const socket = connect(Number(port), hostname, () => socket.write(text))
      let answer = ''
      socket.setEncoding('latin1')
      socket.on('data', data => {
        answer += data
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
      socket.setTimeout(5000, () => reject(new Error(`The connection stayed open: ${answer}`)))
    })
  const head = 'POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n'

  it.each([
    [
      'a length and chunks',
      `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    ],
    ['two lengths', `${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`],
    ['a folded header', `${head}X-Folded: a\r\n b\r\nContent-Length : 0\r\n\r\n`],
    ['bare line feeds', 'POST /x HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n'],
    ['an unknown transfer encoding', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ])('%s: 400, and the connection is closed', async (_, text) => {
    const answer = await send(text)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })
})
