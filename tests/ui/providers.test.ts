import type { AWSMobileClient } from '@latchkey/client'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPools, type Pools } from '../harness/pools.ts'
import { openPage, screen, told } from './person-at.ts'
import { type Site, startSite } from './site.ts'

let latchkey: LatchkeyProcess
let browser: Browser
let site: Site
let pools: Pools

/**
 * Mocks of the providers' own scripts, which cannot be had without a network: each records how it is called and answers
 * as the real one does.
 */
const scripts = {
  '/google.js': `globalThis.calls = []
    globalThis.google = { accounts: { id: {
      initialize(options) { calls.push(['initialize', options.client_id]); this.options = options },
      prompt() { this.options.callback({ credential: 'google-token' }) },
    } } }`,
  '/facebook.js': `globalThis.calls = []
    globalThis.FB = {
      init: options => calls.push(['init', options.appId]),
      login: (answered, options) => { calls.push(['login', options.scope]); answered({ authResponse: { accessToken: 'facebook-token' } }) },
    }`,
  '/apple.js': `globalThis.calls = []
    globalThis.AppleID = { auth: {
      init: options => calls.push(['init', options.clientId, options.scope, options.usePopup]),
      signIn: async () => { if (globalThis.declined) throw { error: 'popup_closed_by_user' }; return { authorization: { id_token: 'apple-token' } } },
    } }`,
}

beforeAll(async () => {
  ;[latchkey, browser] = await Promise.all([startLatchkey(), launchBrowser()])
  pools = await createPools(latchkey.url)
  site = await startSite(latchkey.url, { '/': { body: '<latchkey-sign-in></latchkey-sign-in>' } }, scripts)
})

afterAll(async () => {
  await browser.close()
  await site.close()
  await latchkey.stop()
})

declare const client: AWSMobileClient
declare const calls: unknown[][]

/** Opens a page whose configuration has the three keys, and keeps what goes to federatedSignIn. */
async function open(): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, site, latchkey.url, pools, {
    keys: {
      GoogleSignIn: { 'ClientId-WebApp': 'photos.apps', ScriptAddress: '/google.js' },
      FacebookSignIn: { AppId: '42', Permissions: 'public_profile,email', ScriptAddress: '/facebook.js' },
      AppleSignIn: { 'ClientId-WebApp': 'photos', Permissions: 'name,email', ScriptAddress: '/apple.js' },
    },
  })
  await opened.page.evaluate(() => {
    const given: unknown[] = []
    Object.assign(globalThis, { given })
    client.federatedSignIn = async input => {
      given.push(input)
      return { userState: 'signedIn', details: {} }
    }
  })
  return opened
}

const given = (page: Page) => page.evaluate(() => (globalThis as unknown as { given: unknown }).given)

describe('a provider’s button', () => {
  it.each([
    ['Google', '/google.js', [['initialize', 'photos.apps']], 'accounts.google.com', 'google-token'],
    [
      'Facebook',
      '/facebook.js',
      [
        ['init', '42'],
        ['login', 'public_profile,email'],
      ],
      'graph.facebook.com',
      'facebook-token',
    ],
    ['Apple', '/apple.js', [['init', 'photos', 'name email', true]], 'appleid.apple.com', 'apple-token'],
  ] as const)(
    'of %s loads the provider’s script when it is pressed, under Trusted Types',
    async (name, path, expected, providerName, token) => {
      const { page, complaints } = await open()
      const button = screen(page, 'sign-in').getByRole('button', { name: `Continue with ${name}` })
      await button.waitFor()
      const loaded = () => page.evaluate(() => [...document.scripts].map(({ src }) => new URL(src).pathname))
      expect(await loaded()).not.toContain(path)
      await button.click()
      await expect.poll(() => given(page)).toEqual([{ providerName, token }])
      expect(await loaded()).toContain(path)
      expect(await page.evaluate(() => calls)).toEqual(expected)
      expect((await told(page)).reports).toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  it('leaves the form as it was when the person closes the provider’s window', async () => {
    const { page } = await open()
    await page.evaluate(() => Object.assign(globalThis, { declined: true }))
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill('ada')
    await signIn.getByRole('button', { name: 'Continue with Apple' }).click()
    await signIn.getByText('You cancelled that.').waitFor()
    expect(await signIn.getByLabel('User name').inputValue()).toBe('ada')
    expect(await given(page)).toEqual([])
    await page.context().close()
  })
})
