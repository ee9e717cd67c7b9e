import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'
import { type BrowserSite, startBrowserSite } from './browser-site.ts'
import { configurationOf } from './path.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let browser: Browser
let site: BrowserSite

beforeAll(async () => {
  ;[latchkey, browser, site] = await Promise.all([startLatchkey(), launchBrowser(), startBrowserSite()])
  // Rotation without grace: a used token is refused, and ends the session for every tab.
  pools = await createPools(latchkey.url, {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  })
})

afterAll(async () => {
  await browser.close()
  await latchkey.stop()
  await site.close()
})

declare const client: InstanceType<Window['latchkey']['AWSMobileClient']>
declare const states: string[]
/** What the device's clock is off by, in milliseconds. */
declare let ahead: number

/** A tab with a client of its own, on a clock that the test can put forward. */
async function open(context: BrowserContext, target: Pools = pools, autoRefresh = false): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site.address)
  await page.waitForFunction(() => window.latchkey !== undefined)
  await page.evaluate(
    async ({ configuration, autoRefresh }) => {
      const states: string[] = []
      Object.assign(globalThis, { states, ahead: 0 })
      const client = new window.latchkey.AWSMobileClient({
        configuration,
        autoRefresh,
        clock: {
          now: () => Date.now() + ahead,
          after(milliseconds, callback) {
            const timer = setTimeout(callback, milliseconds)
            return () => clearTimeout(timer)
          },
        },
      })
      client.addUserStateListener(state => states.push(state))
      await client.initialize()
      Object.assign(globalThis, { client })
    },
    { configuration: configurationOf(latchkey.url, target), autoRefresh },
  )
  return page
}

const tabs = 10
const rounds = 50

async function openTabs(): Promise<{ context: BrowserContext; pages: Page[] }> {
  const context = await browser.newContext()
  const pages = await Promise.all(Array.from({ length: tabs }, () => open(context)))
  return { context, pages }
}

const statesOf = (pages: readonly Page[]) => Promise.all(pages.map(page => page.evaluate(() => states)))

describe('ten tabs of one browser', () => {
  test('with expired tokens and rotation without grace make one request a time, and nobody is signed out (oidc-client-ts#430)', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const { context, pages } = await openTabs()
    await pages[0]!.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
    const requests: number[] = []
    context.on('request', request => {
      if (request.headers()['x-amz-target']?.endsWith('GetTokensFromRefreshToken')) requests[0]!++
    })
    const held = new Set<string>()
    for (let round = 1; round <= rounds; round++) {
      requests.unshift(0)
      const tokens = await Promise.all(
        pages.map(page =>
          page.evaluate(async hours => {
            ahead = hours * 3_600_000
            return (await client.getTokens()).accessToken.tokenString
          }, round),
        ),
      )
      expect(new Set(tokens).size, `round ${round}`).toBe(1)
      held.add(tokens[0]!)
    }
    expect(held.size).toBe(rounds)
    expect(requests).toEqual(Array.from({ length: rounds }, () => 1))
    expect(await statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
    await context.close()
  })

  test('renew their tokens ahead of time by one request; one that is hidden asks for nothing and has them as well', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const context = await browser.newContext()
    const pages = await Promise.all([1, 2, 3, 4].map(() => open(context, pools, true)))
    const [first, , , hidden] = pages as [Page, Page, Page, Page]
    await first.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
    let requests = 0
    context.on('request', request => {
      if (request.headers()['x-amz-target']?.endsWith('GetTokensFromRefreshToken')) requests++
    })
    // The page's clock jumps, which its timers do not notice; an event has them planned anew.
    const anHourLater = (page: Page) =>
      page.evaluate(() => {
        ahead = 3_500_000
        dispatchEvent(new Event('online'))
      })
    await hidden.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }))
    await anHourLater(hidden)
    await hidden.waitForTimeout(500)
    expect(requests).toBe(0)
    await Promise.all(pages.slice(0, 3).map(anHourLater))
    const tokens = () =>
      Promise.all(pages.map(page => page.evaluate(() => client.currentTokens?.accessToken.tokenString)))
    await expect.poll(async () => (await tokens()).every(Boolean)).toBe(true)
    expect(new Set(await tokens()).size).toBe(1)
    expect(requests).toBe(1)
    expect(await statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
    await context.close()
  })

  test('are all signed out by a sign-out in one of them (amplify-js#12820, #10300)', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const { context, pages } = await openTabs()
    await pages[0]!.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
    await pages[7]!.evaluate(() => client.signOut())
    await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn', 'signedOut']))
    await context.close()
  })

  test('hear of a sign-out by the storage event where there is no BroadcastChannel', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const context = await browser.newContext()
    await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'))
    const pages = [await open(context), await open(context)]
    await pages[0]!.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
    await pages[1]!.evaluate(() => client.signOut())
    await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn', 'signedOut']))
    await context.close()
  })
})

/** The same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

test('tabs that are closed at any moment of a renewal leave the others signed in, in 200 rounds', async () => {
  // A tab that dies with the answer takes the new token with it: the service's grace time is there for that.
  const forgiving = await createPools(latchkey.url, {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
  })
  const person = await createPerson(latchkey.url, forgiving.userPoolId)
  const context = await browser.newContext()
  const pages = [
    await open(context, forgiving),
    await open(context, forgiving),
    await open(context, forgiving),
  ]
  await pages[0]!.evaluate(({ username, password }) => client.signIn({ username, password }), person)
  await expect.poll(() => statesOf(pages)).toEqual(pages.map(() => ['signedOut', 'signedIn']))
  const random = numbers(7)
  let lost = 0
  for (let round = 1; round <= 200; round++) {
    const victim = pages.splice(Math.floor(random() * pages.length), 1)[0]!
    const renewals = [victim, ...pages].map(page =>
      page.evaluate(async hours => {
        ahead = hours * 3_600_000
        return (await client.getTokens()).idToken?.claims?.sub
      }, round),
    )
    const [dying, ...living] = renewals
    const death = dying!.catch(() => void lost++)
    await new Promise(resolve => setTimeout(resolve, random() * 60))
    await victim.close()
    await death
    const subs = await Promise.all(living)
    expect(new Set(subs).size, `round ${round}`).toBe(1)
    pages.push(await open(context, forgiving))
  }
  const told = await statesOf(pages)
  expect(told.flat().filter(state => state !== 'signedIn' && state !== 'signedOut')).toEqual([])
  expect(told.map(states => states.at(-1))).toEqual(pages.map(() => 'signedIn'))
  // Else nothing was tried.
  expect(lost).toBeGreaterThan(20)
  await context.close()
}, 300_000)
