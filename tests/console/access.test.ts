import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { ScriptlessBrowser } from '../oauth/scriptless-browser.ts'
import { axeViolations } from './axe-violations.ts'
import { adminKey, furnished, poolId, startConsole } from './console-server.ts'

/** Who may see the console, and whose forms it takes. */

type Console = Awaited<ReturnType<typeof startConsole>>
const consolePath = '/_latchkey/console'

describe('on one’s own machine', () => {
  let server: Console
  let visitor: ScriptlessBrowser
  beforeAll(async () => {
    server = await startConsole(furnished)
    visitor = new ScriptlessBrowser(server.origin)
  })
  afterAll(() => server.close())

  it('it is there without a sign-in, by the machine’s own name', async () => {
    await visitor.open(consolePath)
    expect(visitor.status).toBe(200)
    expect(visitor.html).toContain('photos')
    expect(visitor.html).not.toContain('Sign out')
  })

  it.each(['evil.example', 'latchkey.example:9229', '192.0.2.7', 'localhost.evil.example'])(
    'a page that had its own name, %s, point here gets nothing',
    async host => {
      for (const path of ['', `/pools/${poolId}`, '/inbox', '/tokens']) {
        const response = await server.answer(
          new Request(`http://${host}${consolePath}${path}`, { headers: { host } }),
        )
        expect(response.status).toBe(403)
        expect(await response.text()).not.toContain('photos')
      }
    },
  )

  it('no page elsewhere may read it, frame it or keep it', async () => {
    await visitor.open(`${consolePath}/pools/${poolId}`)
    expect(visitor.headers.get('access-control-allow-origin')).toBeNull()
    expect(visitor.headers.get('cache-control')).toBe('no-store')
    expect(visitor.headers.get('x-frame-options')).toBe('DENY')
    expect(visitor.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    const policy = visitor.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(visitor.html).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/)
  })

  describe('a form', () => {
    async function person(username: string) {
      const { sub } = await server.createPerson(poolId, username)
      const path = `${consolePath}/pools/${poolId}/users/${sub}`
      await visitor.open(path)
      const fields = visitor.forms()[0]?.fields ?? {}
      const isEnabled = async () =>
        (await server.userPools('AdminGetUser', { UserPoolId: poolId, Username: username })).Enabled
      return { path, fields, isEnabled }
    }

    it('of the page is taken', async () => {
      const { path, fields, isEnabled } = await person('taken')
      await visitor.post(path, new URLSearchParams({ ...fields, action: 'disable' }))
      expect(visitor.html).toContain('The user is disabled')
      expect(await isEnabled()).toBe(false)
    })

    it('that another site sends is refused, even with the right token', async () => {
      const { path, fields, isEnabled } = await person('forged')
      await visitor.post(path, new URLSearchParams({ ...fields, action: 'disable' }), 'cross-site')
      expect(visitor.status).toBe(403)
      await visitor.post(path, new URLSearchParams({ ...fields, action: 'disable' }), 'same-site')
      expect(visitor.status).toBe(403)
      expect(await isEnabled()).toBe(true)
    })

    it('from another origin is refused where the browser tells no more', async () => {
      const { path, fields, isEnabled } = await person('origin')
      const headersOf = (origin: string | undefined) => ({
        'content-type': 'application/x-www-form-urlencoded',
        cookie: [...visitor.cookies].map(pair => pair.join('=')).join('; '),
        ...(origin ? { origin } : {}),
      })
      const body = new URLSearchParams({ ...fields, action: 'disable' })
      for (const origin of [undefined, 'null', 'https://evil.example', 'http://localhost:1']) {
        const response = await fetch(`${server.origin}${path}`, {
          method: 'POST',
          headers: headersOf(origin),
          body: body.toString(),
          redirect: 'manual',
        })
        expect(response.status, origin).toBe(403)
      }
      expect(await isEnabled()).toBe(true)
      const own = await fetch(`${server.origin}${path}`, {
        method: 'POST',
        headers: headersOf(server.origin),
        body: body.toString(),
        redirect: 'manual',
      })
      expect(own.status).toBe(303)
      expect(await isEnabled()).toBe(false)
    })

    it('without the token, with another browser’s, or as another type is refused', async () => {
      const { path, fields, isEnabled } = await person('tokenless')
      await visitor.post(path, new URLSearchParams({ action: 'disable' }))
      expect(visitor.status).toBe(403)
      const other = new ScriptlessBrowser(server.origin)
      await other.open(path)
      await other.post(path, new URLSearchParams({ ...fields, action: 'disable' }))
      expect(other.status).toBe(403)
      const response = await fetch(`${server.origin}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'text/plain',
          'sec-fetch-site': 'same-origin',
          cookie: [...visitor.cookies].map(pair => pair.join('=')).join('; '),
        },
        body: new URLSearchParams({ ...fields, action: 'disable' }).toString(),
      })
      expect(response.status).toBe(403)
      expect(await isEnabled()).toBe(true)
    })

    it('never deletes by an address alone', async () => {
      const { path, isEnabled } = await person('kept')
      await visitor.open(`${path}/delete`)
      await visitor.open(`${path}?action=disable`)
      expect(await isEnabled()).toBe(true)
    })
  })

  it('whose user name is another’s id is not taken for them', async () => {
    const { sub } = await server.createPerson(poolId, 'original')
    const impostor = await server.createPerson(poolId, sub, { email: 'impostor@example.com' })
    await visitor.open(`${consolePath}/pools/${poolId}/users/${sub}`)
    expect(visitor.html).not.toContain('impostor@example.com')
    await visitor.open(`${consolePath}/pools/${poolId}/users/${impostor.sub}`)
    expect(visitor.html).toContain('impostor@example.com')
  })

  it('what went well is told by the server alone, never by an address', async () => {
    await visitor.open(`${consolePath}?done=Call+0800+now`)
    expect(visitor.html).not.toContain('0800')
    await visitor.open(`${consolePath}?done=constructor`)
    expect(visitor.html).not.toContain('data-lk="notice"')
  })
})

describe('on a server with admin keys', () => {
  const events: Record<string, unknown>[] = []
  const note = (line: object) => void events.push({ ...line })
  const guarded = {
    ...furnished,
    local: false,
    adminKeys: [adminKey],
    log: { debug: note, info: note, warn: note, error: note },
    rateLimits: { failuresPerAddress: { count: 3, seconds: 900 } },
  }
  let server: Console
  beforeAll(async () => {
    server = await startConsole(guarded)
  })
  afterAll(() => server.close())

  async function signedIn(at = server) {
    const visitor = new ScriptlessBrowser(at.origin)
    await visitor.open(consolePath)
    await fillIn(visitor)
    return visitor
  }
  async function fillIn(visitor: ScriptlessBrowser, changes: Partial<typeof adminKey> = {}) {
    const fields = visitor.forms()[0]?.fields ?? {}
    await visitor.post(`${consolePath}/sign-in`, new URLSearchParams({ ...fields, ...adminKey, ...changes }))
  }

  it('every page leads to the sign-in, and nothing can be posted', async () => {
    const visitor = new ScriptlessBrowser(server.origin)
    for (const path of ['', `/pools/${poolId}`, '/identity-pools', '/tokens', '/inbox', '/none']) {
      await visitor.open(`${consolePath}${path}`)
      expect(visitor.url).toBe(`${server.console}/sign-in`)
      expect(visitor.html).not.toContain('photos')
    }
    const fields = visitor.forms()[0]?.fields ?? {}
    const form = new URLSearchParams({ ...fields, username: 'intruder' })
    await visitor.post(`${consolePath}/pools/${poolId}/new-user`, form)
    expect(visitor.url).toBe(`${server.console}/sign-in`)
    const admin = await signedIn()
    await admin.open(`${consolePath}/pools/${poolId}?by=username&q=intruder`)
    expect(admin.html).toContain('Nobody is found.')
  })

  it('an admin key opens it, without an inbox, until somebody signs out', async () => {
    const visitor = await signedIn()
    expect(visitor.html).toContain('photos')
    expect(visitor.html).not.toContain('/inbox')
    await visitor.open(`${consolePath}/inbox`)
    expect(visitor.status).toBe(404)
    await visitor.open(consolePath)
    const out = visitor.forms().find(({ action }) => action.endsWith('/sign-out'))
    await visitor.post(out?.action ?? '', new URLSearchParams(out?.fields))
    await visitor.open(consolePath)
    expect(visitor.url).toBe(`${server.console}/sign-in`)
  })

  it('who signs out ends the session on the server: a copy of its cookie is refused from then on', async () => {
    const visitor = await signedIn()
    const copy = new ScriptlessBrowser(server.origin, visitor.cookies)
    const other = await signedIn()
    await copy.open(consolePath)
    expect(copy.html).toContain('photos')
    const out = visitor.forms().find(({ action }) => action.endsWith('/sign-out'))
    await visitor.post(out?.action ?? '', new URLSearchParams(out?.fields))
    await copy.open(consolePath)
    expect(copy.url).toBe(`${server.console}/sign-in`)
    // Somebody else, with the same key, is still in.
    await other.open(consolePath)
    expect(other.html).toContain('photos')
  })

  it('a session ends by itself after half an hour, and was never a lasting one', async () => {
    const visitor = await signedIn()
    server.clock.now += 29 * 60_000
    await visitor.open(consolePath)
    expect(visitor.html).toContain('photos')
    server.clock.now += 60_000
    await visitor.open(consolePath)
    expect(visitor.url).toBe(`${server.console}/sign-in`)
  })

  it('a session that was changed, or that another server sealed, is none', async () => {
    const visitor = await signedIn()
    const sealed = visitor.cookies.get('latchkey-console') ?? ''
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(adminKey.accessKeyId)
    const other = await startConsole(guarded)
    const foreign = (await signedIn(other)).cookies.get('latchkey-console') ?? ''
    await other.close()
    const changed = `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}`
    for (const value of [foreign, changed, '', 'AQ']) {
      const thief = new ScriptlessBrowser(server.origin, [['latchkey-console', value]])
      await thief.open(consolePath)
      expect(thief.url).toBe(`${server.console}/sign-in`)
    }
    const same = new ScriptlessBrowser(server.origin, [['latchkey-console', sealed]])
    await same.open(consolePath)
    expect(same.html).toContain('photos')
  })

  it('a session holds on every node with the same root key and database, and no longer once its key was changed', async () => {
    const rootKey = Buffer.alloc(32, 7).toString('base64')
    const path = await mkdtemp(join(tmpdir(), 'latchkey-console-'))
    const shared = { ...guarded, rootKey, storage: { kind: 'directory', path } as const }
    const first = await startConsole(shared)
    const sealed = (await signedIn(first)).cookies.get('latchkey-console') ?? ''
    await first.close()
    const otherSecret = { ...adminKey, secretAccessKey: 'another-secret' }
    const otherKey = { ...adminKey, accessKeyId: 'AKIAOTHER' }
    for (const [adminKeys, isIn] of [
      [[otherKey, adminKey], true],
      [[otherSecret], false],
      [[otherKey], false],
    ] as const) {
      const node = await startConsole({ ...shared, adminKeys })
      const visitor = new ScriptlessBrowser(node.origin, [['latchkey-console', sealed]])
      await visitor.open(consolePath)
      expect(visitor.html.includes('photos')).toBe(isIn)
      await node.close()
    }
    await rm(path, { recursive: true })
  })

  it('over HTTPS its cookies are bound to the host, and over plain HTTP it takes no key from afar', async () => {
    const secure = await server.answer(new Request(`https://auth.example.com${consolePath}/sign-in`))
    expect(secure.headers.getSetCookie()[0]).toMatch(
      /^__Host-latchkey-console-form=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
    expect(secure.headers.get('strict-transport-security')).toContain('max-age')
    const body = await secure.text()
    const [pair = ''] = (secure.headers.getSetCookie()[0] ?? '').split(';')
    const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const entered = await server.answer(
      new Request(`https://auth.example.com${consolePath}/sign-in`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: pair,
          origin: 'https://auth.example.com',
        },
        body: new URLSearchParams({ _csrf: token, ...adminKey }).toString(),
      }),
    )
    expect(entered.status).toBe(303)
    expect(entered.headers.getSetCookie()[0]).toMatch(
      /^__Host-latchkey-console=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=1800$/,
    )
    const plain = await server.answer(new Request(`http://auth.example.com${consolePath}/sign-in`))
    expect(plain.status).toBe(403)
    expect(await plain.text()).not.toContain('secretAccessKey')
  })

  it('a guessed key is refused, told to the log, and counted: after three the right one has to wait', async () => {
    const strict = await startConsole(guarded)
    const visitor = new ScriptlessBrowser(strict.origin)
    await visitor.open(consolePath)
    events.length = 0
    await fillIn(visitor, { secretAccessKey: 'a-guess' })
    expect(visitor.status).toBe(403)
    expect(visitor.html).toContain('not an admin key')
    expect(visitor.html).not.toContain('a-guess')
    await fillIn(visitor, { accessKeyId: 'AKIASOMEBODYELSE' })
    expect(visitor.status).toBe(403)
    await fillIn(visitor, { secretAccessKey: '' })
    expect(visitor.status).toBe(403)
    await fillIn(visitor)
    expect(visitor.status).toBe(429)
    expect(events.filter(({ event }) => event === 'consoleSignInRefused')).toHaveLength(3)
    expect(JSON.stringify(events)).not.toContain('a-guess')
    expect(JSON.stringify(events)).not.toContain(adminKey.secretAccessKey)
    await strict.close()
  })
})

it('an option leaves it away, with its sign-in', async () => {
  const server = await startConsole({ ...furnished, console: false })
  const visitor = new ScriptlessBrowser(server.origin)
  for (const path of ['', '/sign-in', '/inbox', '/assets/console.css']) {
    await visitor.open(`${consolePath}${path}`)
    expect([visitor.status, visitor.html.includes('photos')], path).toEqual([404, false])
  }
  await server.close()
})

it('local mode with admin keys asks for them, as the operations do', async () => {
  const server = await startConsole({ ...furnished, adminKeys: [adminKey] })
  const visitor = new ScriptlessBrowser(server.origin)
  await visitor.open(consolePath)
  expect(visitor.url).toBe(`${server.console}/sign-in`)
  await server.close()
})

describe('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it.each(['light', 'dark'] as const)('the sign-in is clean for axe: %s', async colorScheme => {
    const server = await startConsole({ ...furnished, local: false, adminKeys: [adminKey] })
    const page = await browser.newPage({ colorScheme })
    await page.goto(server.console)
    await page.waitForSelector('[name=secretAccessKey]')
    expect(await axeViolations(page)).toEqual([])
    await page.close()
    await server.close()
  })

  it.each([true, false])('an administrator signs in and out, scripts: %s', async javaScriptEnabled => {
    const server = await startConsole({ ...furnished, local: false, adminKeys: [adminKey] })
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(server.console)
    await page.fill('[name=accessKeyId]', adminKey.accessKeyId)
    await page.fill('[name=secretAccessKey]', 'wrong')
    await page.click('main button')
    expect(await page.textContent('[role=alert]')).toContain('not an admin key')
    await page.fill('[name=accessKeyId]', adminKey.accessKeyId)
    await page.fill('[name=secretAccessKey]', adminKey.secretAccessKey)
    await page.click('main button')
    expect(await page.textContent('h1')).toBe('User pools')
    await page.click('text=Sign out')
    expect(await page.textContent('h1')).toBe('Sign in')
    await page.goto(server.console)
    expect(page.url()).toBe(`${server.console}/sign-in`)
    await context.close()
    await server.close()
  })
})
