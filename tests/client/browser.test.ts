import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { administrate, createPools, type Pools, region } from '../harness/pools.ts'
import { type BrowserSite, startBrowserSite } from './browser-site.ts'
import { configurationOf } from './path.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let browser: Browser
let site: BrowserSite

beforeAll(async () => {
  ;[latchkey, browser, site] = await Promise.all([startLatchkey(), launchBrowser(), startBrowserSite()])
  pools = await createPools(latchkey.url)
})

afterAll(async () => {
  await browser.close()
  await latchkey.stop()
  await site.close()
})

/** A page with a client of its own; what it complained of is collected. */
async function open(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  await load(page)
  return { page, complaints }
}

async function load(page: Page): Promise<void> {
  await page.goto(site.address)
  await page.waitForFunction(() => window.latchkey !== undefined)
  await page.evaluate(
    async configuration => {
      const client = new window.latchkey.AWSMobileClient({ configuration })
      const states: string[] = []
      client.addUserStateListener(state => states.push(state))
      await client.initialize()
      Object.assign(globalThis, { client, states })
    },
    configurationOf(latchkey.url, pools),
  )
}

declare const client: InstanceType<Window['latchkey']['AWSMobileClient']>
declare const states: string[]

describe('in Chromium', () => {
  test('a person walks the whole path, from sign-up to sign-out, over a reload', async () => {
    const person = somebody()
    const { page, complaints } = await open(await browser.newContext())
    const signedUp = await page.evaluate(
      ({ username, password, email }) => client.signUp({ username, password, userAttributes: { email } }),
      person,
    )
    expect(signedUp.signUpConfirmationState).toBe('unconfirmed')
    const confirmationCode = await codeSentTo(latchkey.url, person.email)
    const signedIn = await page.evaluate(
      async ({ username, password, confirmationCode }) => {
        await client.confirmSignUp({ username, confirmationCode })
        await client.prepareSignIn()
        return client.signIn({ username, password })
      },
      { ...person, confirmationCode },
    )
    expect(signedIn.signInState).toBe('signedIn')
    expect(await page.evaluate(() => states)).toEqual(['signedOut', 'signedIn'])

    await load(page)
    const restored = await page.evaluate(async () => ({
      state: client.currentUserState,
      claims: (await client.getTokens({ forceRefresh: true })).idToken?.claims,
      credentials: await client.getAWSCredentials(),
    }))
    expect(restored.state).toBe('signedIn')
    expect(restored.claims).toMatchObject({ sub: signedUp.userSub, email: person.email })
    const sts = new STSClient({ endpoint: latchkey.url, region, credentials: restored.credentials })
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/assumed-role\/member/)

    await page.evaluate(() => client.signOut())
    expect(await page.evaluate(() => ({ states, kept: localStorage.length }))).toEqual({
      states: ['signedIn', 'signedOut'],
      kept: 0,
    })
    expect(complaints).toEqual([])
  })

  test('a wrong password is told by its kind', async () => {
    const { username } = await createPerson(latchkey.url, pools.userPoolId)
    const { page } = await open(await browser.newContext())
    const told = await page.evaluate(async username => {
      const error = await client
        .signIn({ username, password: 'Wrong-Horse-7' })
        .catch((caught: unknown) => caught)
      return window.latchkey.isAWSMobileClientError(error, 'notAuthorized')
    }, username)
    expect(told).toBe(true)
  })

  test('a reload in the middle of a challenge goes on (amplify-js#10959)', async () => {
    const { username, password } = somebody()
    await administrate(latchkey.url).send(
      new AdminCreateUserCommand({
        UserPoolId: pools.userPoolId,
        Username: username,
        TemporaryPassword: 'Temporary-Horse-7',
        MessageAction: 'SUPPRESS',
      }),
    )
    const { page } = await open(await browser.newContext())
    const asked = await page.evaluate(
      username => client.signIn({ username, password: 'Temporary-Horse-7' }),
      username,
    )
    expect(asked.signInState).toBe('newPasswordRequired')
    await load(page)
    expect(await page.evaluate(() => client.resumeSignIn())).toMatchObject({
      signInState: 'newPasswordRequired',
    })
    const done = await page.evaluate(
      password => client.confirmSignIn({ challengeResponse: password }),
      password,
    )
    expect(done.signInState).toBe('signedIn')
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  })

  test('ten tabs with tokens to renew make one request (auth0-spa-js#553, #480, #177)', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const context = await browser.newContext()
    const { page } = await open(context)
    await page.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    const tabs = await Promise.all(Array.from({ length: 10 }, () => open(context)))
    let requests = 0
    context.on('request', request => {
      if (request.headers()['x-amz-target']?.endsWith('GetTokensFromRefreshToken')) requests++
    })
    // The first tab renews them, and the others take what it has stored.
    const tokens = await Promise.all(
      tabs.map(({ page }) =>
        page.evaluate(async () => (await client.getTokens({ forceRefresh: true })).accessToken.tokenString),
      ),
    )
    expect(new Set(tokens).size).toBe(1)
    expect(requests).toBe(1)
  })

  test('a tab that never gives the lock back holds nobody up for good (supabase-js#2013, #1594, #2426)', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const { page } = await open(await browser.newContext())
    await page.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    await page.evaluate(
      name => void navigator.locks.request(name, () => new Promise(() => undefined)),
      `latchkey.${pools.clientId}.${pools.identityPoolId}.session`,
    )
    const began = performance.now()
    await page.evaluate(() => client.getTokens({ forceRefresh: true }))
    expect(performance.now() - began).toBeGreaterThan(4_500)
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('a page that is offline keeps the person signed in, and recovers (amplify-js#13999, amplify-ui#6057)', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const context = await browser.newContext()
    const { page } = await open(context)
    await page.evaluate(({ username, password }) => client.signIn({ username, password }), person)
    await context.setOffline(true)
    const offline = await page.evaluate(() =>
      client.getTokens({ forceRefresh: true }).catch((error: { kind: string }) => error.kind),
    )
    expect(offline).toBe('network')
    expect(await page.evaluate(() => client.currentUserState)).toBe('signedIn')
    await context.setOffline(false)
    expect(
      await page.evaluate(async () => (await client.getTokens({ forceRefresh: true })).idToken?.claims?.sub),
    ).toBe(await page.evaluate(() => client.userSub))
  })
})
