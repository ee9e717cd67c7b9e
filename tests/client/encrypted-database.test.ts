import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person } from '../harness/people.ts'
import { type App, createApp, credentials } from './app.ts'
import { type BrowserSite, startBrowserSite } from './browser-site.ts'

let latchkey: LatchkeyProcess
let browser: Browser
let site: BrowserSite
let pool: App
let person: Person

beforeAll(async () => {
  ;[latchkey, browser, site] = await Promise.all([startLatchkey(), launchBrowser(), startBrowserSite()])
  pool = await createApp(latchkey.url)
  person = await createPerson(latchkey.url, pool.userPoolId)
})

afterAll(async () => {
  await browser.close()
  await latchkey.stop()
  await site.close()
})

declare const client: InstanceType<Window['latchkey']['AWSMobileClient']>

/** A page with a client, in `localStorage` if asked, else in the default storage. */
async function open(context: BrowserContext, plain = false): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site.address)
  await page.waitForFunction(() => window.latchkey !== undefined)
  await page.evaluate(
    async ({ plain, url, userPoolId, clientId }) => {
      const { AWSMobileClient, webStorage } = window.latchkey
      const client = new AWSMobileClient({
        configuration: {
          CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Endpoint: url } },
        },
        ...(plain && { storage: webStorage(localStorage) }),
      })
      await client.initialize()
      Object.assign(globalThis, { client })
    },
    { plain, url: latchkey.url, ...pool },
  )
  return page
}

const signIn = (page: Page) => page.evaluate(input => client.signIn(input), credentials(person))
const stateOf = (page: Page) => page.evaluate(() => client.currentUserState)

/** Everything in the database of the client, and whether its key can be read out. */
const contents = (page: Page) =>
  page.evaluate(async () => {
    const result = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await result(indexedDB.open('latchkey'))
    const values = await result(database.transaction('values').objectStore('values').getAll())
    const keys: CryptoKey[] = await result(database.transaction('keys').objectStore('keys').getAll())
    const text = values.map(({ sealed }) => String.fromCharCode(...new Uint8Array(sealed))).join()
    database.close()
    return { count: values.length, text, extractable: keys.map(({ extractable }) => extractable) }
  })

describe('the encrypted database', () => {
  test('holds the session over a reload, and no word of it in the clear (firebase-js-sdk#10041, #5874)', async () => {
    const context = await browser.newContext()
    const page = await open(context)
    await signIn(page)
    const { count, text, extractable } = await contents(page)
    expect(count).toBe(1)
    expect(extractable).toEqual([false])
    expect(text).not.toContain('accessToken')
    expect(text).not.toContain(person.username)
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    const again = await open(context)
    expect(await stateOf(again)).toBe('signedIn')
    await again.evaluate(() => client.signOut())
    expect((await contents(again)).count).toBe(0)
    await context.close()
  })

  test('takes over a session that localStorage has kept (aws-sdk-ios#4480, #5563)', async () => {
    const context = await browser.newContext()
    const former = await open(context, true)
    await signIn(former)
    expect(await former.evaluate(() => localStorage.length)).toBe(1)
    await former.close()
    const page = await open(context)
    expect(await stateOf(page)).toBe('signedIn')
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
    expect((await contents(page)).count).toBe(1)
    await context.close()
  })

  test('that cannot be written signs nobody out', async () => {
    const context = await browser.newContext()
    const page = await open(context)
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    expect((await signIn(page)).signInState).toBe('signedIn')
    await page.evaluate(() => client.getTokens({ forceRefresh: true }))
    expect(await stateOf(page)).toBe('signedIn')
    await context.close()
  })

  test('that cannot be opened is an error of its own, and the next call recovers', async () => {
    const context = await browser.newContext()
    const page = await open(context)
    await signIn(page)
    const kinds = await page.evaluate(
      async ({ url, userPoolId, clientId }) => {
        const open = IDBFactory.prototype.open
        IDBFactory.prototype.open = () => {
          throw new DOMException('broken', 'UnknownError')
        }
        const other = new window.latchkey.AWSMobileClient({
          configuration: {
            CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Endpoint: url } },
          },
        })
        const failed = await other.initialize().catch((error: { kind: string }) => error.kind)
        IDBFactory.prototype.open = open
        return [failed, (await other.initialize()).userState]
      },
      { url: latchkey.url, ...pool },
    )
    expect(kinds).toEqual(['storage', 'signedIn'])
    await context.close()
  })
})
