import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { type BrowserSite, startBrowserSite } from './browser-site.ts'
import { type OpenIDProvider, startOpenIDProvider } from './openid-provider.ts'

let provider: OpenIDProvider
let browser: Browser
let site: BrowserSite

beforeAll(async () => {
  ;[browser, site] = await Promise.all([launchBrowser(), startBrowserSite()])
  provider = await startOpenIDProvider({
    redirect_uris: [`${site.address}/`],
    post_logout_redirect_uris: [`${site.address}/`],
  })
})

afterAll(async () => {
  await browser.close()
  await provider.close()
  await site.close()
})

declare const client: InstanceType<Window['latchkey']['AWSMobileClient']>
declare const states: string[]

/** Loads the app's page with a client of its own, as a page does that has come back as well. */
async function load(page: Page, address?: string): Promise<void> {
  if (address) await page.goto(address)
  await page.waitForFunction(() => window.latchkey !== undefined)
  await page.evaluate(
    async ({ issuer, clientId, home }) => {
      const OAuth = {
        Issuer: issuer,
        AppClientId: clientId,
        SignInRedirectURI: home,
        SignOutRedirectURI: home,
        Scopes: ['openid', 'offline_access'],
        SignInURIQueryParameters: { prompt: 'consent' },
      }
      const client = new window.latchkey.AWSMobileClient({ configuration: { Auth: { Default: { OAuth } } } })
      const states: string[] = []
      client.addUserStateListener(state => states.push(state))
      Object.assign(globalThis, { client, states })
      await client.initialize()
    },
    { issuer: provider.issuer, clientId: provider.clientId, home: `${site.address}/` },
  )
}

/** The provider's two forms. */
async function signInAtProvider(page: Page, name: string): Promise<void> {
  await page.fill('input[name=login]', name)
  await page.fill('input[name=password]', 'p')
  await page.click('button[type=submit]')
  await page.click('button[type=submit]')
}

const context = (): Promise<BrowserContext> => browser.newContext()

describe('the hosted UI in Chromium', () => {
  test('by redirect: the page leaves, comes back signed in, and a reload finds the session (react-oidc-context#1587, #841)', async () => {
    const page = await (await context()).newPage()
    await load(page, site.address)
    await page.evaluate(() => {
      void client.showSignIn({ hostedUIOptions: { customState: 'cart 7' } })
    })
    await page.waitForURL(`${provider.issuer}/**`)
    await signInAtProvider(page, 'ada')
    await page.waitForURL(`${site.address}/**`)
    await load(page)
    const result = await page.evaluate(() => client.handleAuthResponse())
    expect(result).toMatchObject({ userState: 'signedIn', customState: 'cart 7' })
    // What came of it is asked for a second time, as a component that is mounted twice does.
    await expect.poll(() => page.evaluate(() => location.search)).toBe('')
    expect(await page.evaluate(() => client.handleAuthResponse())).toEqual(result)
    expect(await page.evaluate(async () => (await client.getTokens()).idToken?.claims?.sub)).toBe('ada')
    expect(await page.evaluate(() => states)).toEqual(['signedOut', 'signedIn'])
    await load(page, site.address)
    expect(await page.evaluate(() => client.currentUserState)).toBe('signedIn')
  })

  test('by redirect: an answer that is loaded again, or was meant for somebody else, is left alone', async () => {
    const page = await (await context()).newPage()
    await load(page, `${site.address}/?code=stolen&state=unknown`)
    expect(await page.evaluate(() => client.handleAuthResponse())).toBeUndefined()
    expect(await page.evaluate(() => [client.currentUserState, location.search])).toEqual([
      'signedOut',
      '?code=stolen&state=unknown',
    ])
  })

  test('by popup: the page stays, and signing out shows the provider’s page', async () => {
    const page = await (await context()).newPage()
    await load(page, site.address)
    const popup = page.waitForEvent('popup')
    const result = page.evaluate(() => client.showSignIn({ hostedUIOptions: { presentation: 'popup' } }))
    await signInAtProvider(await popup, 'ben')
    expect(await result).toMatchObject({ userState: 'signedIn', details: { username: 'ben' } })
    expect(
      await page.evaluate(async () => (await client.getTokens({ forceRefresh: true })).idToken?.claims?.sub),
    ).toBe('ben')
    const goodbye = page.waitForEvent('popup')
    const signedOut = page.evaluate(() => client.signOut())
    await (await goodbye).click('button[value=yes]')
    await signedOut
    expect(await page.evaluate(() => states)).toEqual(['signedOut', 'signedIn', 'signedOut'])
  })

  test('by popup: who closes it has cancelled, and closing the sign-out page means to stay', async () => {
    const page = await (await context()).newPage()
    await load(page, site.address)
    const show = () =>
      page.evaluate(() =>
        client
          .showSignIn({ hostedUIOptions: { presentation: 'popup' } })
          .catch((error: { kind: string }) => error.kind),
      )
    const popup = page.waitForEvent('popup')
    const cancelled = show()
    await (await popup).close()
    expect(await cancelled).toBe('userCancelledSignIn')
    expect(await page.evaluate(() => states)).toEqual(['signedOut'])

    const second = page.waitForEvent('popup')
    const shown = show()
    await signInAtProvider(await second, 'cleo')
    await shown
    const goodbye = page.waitForEvent('popup')
    const signedOut = page.evaluate(() => client.signOut().catch((error: { kind: string }) => error.kind))
    await (await goodbye).close()
    expect(await signedOut).toBe('userCancelledSignIn')
    expect(await page.evaluate(() => client.currentUserState)).toBe('signedIn')
  })

  test('a sign-in that never came back blocks nothing (amplify-js#12814)', async () => {
    const page = await (await context()).newPage()
    await load(page, site.address)
    await page.evaluate(() => {
      void client.showSignIn({ hostedUIOptions: {} })
    })
    await page.waitForURL(`${provider.issuer}/**`)
    await load(page, site.address)
    expect(await page.evaluate(() => client.getTokens().catch((error: { kind: string }) => error.kind))).toBe(
      'notSignedIn',
    )
  })
})
