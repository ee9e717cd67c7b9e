import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import type { App } from '../client/app.ts'

/** What a page of the tests tells. */
export interface Told {
  readonly events: { type: string; detail: Record<string, unknown> }[]
  readonly reports: string[]
}

declare const events: Told['events']
declare const reports: string[]

/**
 * Opens a page of the site for an app; what it complains of is kept. Whatever the test does there, the policy must not
 * have been touched when it ends.
 */
export async function openPage(
  browser: Browser,
  site: { readonly address: string },
  service: string,
  app: App,
  {
    path = '/',
    options = {},
    auth = {},
    keys = {},
  }: { path?: string; options?: BrowserContextOptions; auth?: object; keys?: object } = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('console', message => {
    // A refused call is an answer; the browser itself logs its status.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      complaints.push(message.text())
    }
  })
  page.on('pageerror', error => complaints.push(String(error)))
  onTestFinished(() => {
    expect(complaints.filter(text => /Content Security Policy|Trusted Type/i.test(text))).toEqual([])
  })
  const configuration = {
    CognitoUserPool: {
      Default: { PoolId: app.userPoolId, AppClientId: app.clientId, Endpoint: service },
    },
    Auth: { Default: auth },
    ...keys,
  }
  await page.goto(`${site.address}${path}?configuration=${encodeURIComponent(JSON.stringify(configuration))}`)
  await page.waitForSelector('html[data-ready="true"]')
  return { page, complaints }
}

/** The card of a screen, once it is on show. */
export const screen = (page: Page, kind: string) => page.locator(`[data-lk="card"][data-screen="${kind}"]`)

/** What the page heard by events and was forbidden. */
export const told = (page: Page): Promise<Told> => page.evaluate(() => ({ events, reports }))
