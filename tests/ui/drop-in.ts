import type { AWSMobileClient } from '@latchkey/client'
import { createServer, listen, type ServerOptions } from '@latchkey/server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { App } from '../client/app.ts'
import { launchBrowser } from '../harness/browser.ts'
import { startLatchkey } from '../harness/latchkey-process.ts'
import type { Person } from '../harness/people.ts'
import { openPage, screen } from './person-at.ts'
import { type PageParts, type Site, startSite } from './site.ts'

/** A page with nothing but the sign-in. */
export const signInPage: PageParts = { body: '<latchkey-sign-in></latchkey-sign-in>' }

/** What the page keeps in reach of the tests. */
export interface PageOfTests {
  readonly client: AWSMobileClient
}

/**
 * Server, browser and a site with the drop-in UI for the tests of a file: opened before the first, closed after the
 * last.
 *
 * @param options with them the server runs in this process, else it is the built command
 */
export function dropIn(
  pages: Readonly<Record<string, PageParts>> = { '/': signInPage },
  options?: ServerOptions,
) {
  let server: { readonly url: string; stop(): Promise<unknown> }
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([options ? embedded(options) : startLatchkey(), launchBrowser()])
    site = await startSite(server.url, pages)
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
    await server.stop()
  })
  return {
    /** The service's address. */
    get url() {
      return server.url
    },
    /** Opens a page of the site for an app. */
    open: (app: App, more: Parameters<typeof openPage>[4] = {}) =>
      openPage(browser, site, server.url, app, more),
  }
}

async function embedded(options: ServerOptions) {
  const server = await createServer({ local: true, ...options })
  const { url, close } = await listen(server, { port: 0 })
  return {
    url,
    async stop() {
      await close()
      await server.close()
    },
  }
}

/** Types name and password and sends them. */
export async function enter(page: Page, { username, password }: Pick<Person, 'username' | 'password'>) {
  const signIn = screen(page, 'sign-in')
  await signIn.getByLabel('User name').fill(username)
  await signIn.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
}

/** Signs out as the app would, without any button. */
export const signOut = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as PageOfTests).client.signOut())
