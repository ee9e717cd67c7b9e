/** The hosted UI of Latchkey's own server, in Chromium: with a client id of its own, an identity pool and every call. */
import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person } from '../harness/people.ts'
import { administrate, createPools, type Pools } from '../harness/pools.ts'
import { type BrowserSite, startBrowserSite } from './browser-site.ts'
import { configurationOf } from './path.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let hostedClientId: string
let browser: Browser
let site: BrowserSite

beforeAll(async () => {
  ;[latchkey, browser, site] = await Promise.all([startLatchkey(), launchBrowser(), startBrowserSite()])
  pools = await createPools(latchkey.url)
  const settings: CreateUserPoolClientCommandInput = {
    UserPoolId: pools.userPoolId,
    ClientName: 'hosted',
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
    CallbackURLs: [`${site.address}/`],
    LogoutURLs: [`${site.address}/`],
    SupportedIdentityProviders: ['COGNITO'],
  }
  const { UserPoolClient } = await administrate(latchkey.url).send(new CreateUserPoolClientCommand(settings))
  hostedClientId = UserPoolClient!.ClientId!
})

afterAll(async () => {
  await browser.close()
  await latchkey.stop()
  await site.close()
})

declare const client: InstanceType<Window['latchkey']['AWSMobileClient']>
declare const states: string[]

async function load(page: Page, address?: string): Promise<void> {
  if (address) await page.goto(address)
  await page.waitForFunction(() => window.latchkey !== undefined)
  await page.evaluate(
    async configuration => {
      const client = new window.latchkey.AWSMobileClient({ configuration })
      const states: string[] = []
      client.addUserStateListener(state => states.push(state))
      Object.assign(globalThis, { client, states })
      await client.initialize()
    },
    {
      ...configurationOf(latchkey.url, pools),
      Auth: {
        Default: {
          OAuth: {
            WebDomain: `${latchkey.url}/${pools.userPoolId}`,
            AppClientId: hostedClientId,
            SignInRedirectURI: `${site.address}/`,
            SignOutRedirectURI: `${site.address}/`,
            Scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
          },
        },
      },
    },
  )
}

async function signInAtPage(page: Page, { username, password }: Person): Promise<void> {
  await page.fill('input[name=username]', username)
  if (!(await page.isVisible('input[name=password]'))) await page.press('input[name=username]', 'Enter')
  await page.fill('input[name=password]', password)
  await page.press('input[name=password]', 'Enter')
}

const newPage = async (context?: BrowserContext) => (context ?? (await browser.newContext())).newPage()

describe('Latchkey’s hosted UI', () => {
  test('by redirect signs in with tokens, attributes and a renewal, over a reload (aws-sdk-ios#4049)', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const page = await newPage()
    await load(page, site.address)
    await page.evaluate(() => {
      void client.showSignIn({ hostedUIOptions: {} })
    })
    await page.waitForURL(`${latchkey.url}/**`)
    await signInAtPage(page, person)
    await page.waitForURL(`${site.address}/**`)
    await load(page)
    expect(await page.evaluate(() => client.handleAuthResponse())).toMatchObject({ userState: 'signedIn' })
    await load(page, site.address)
    const seen = await page.evaluate(async () => {
      const { idToken, accessToken } = await client.getTokens({ forceRefresh: true })
      return {
        state: client.currentUserState,
        username: client.username,
        audience: idToken?.claims?.aud,
        scope: accessToken.claims?.scope,
        attributes: await client.getUserAttributes(),
      }
    })
    expect(seen).toMatchObject({
      state: 'signedIn',
      username: person.username,
      audience: hostedClientId,
      attributes: { email: person.email },
    })
    expect(seen.scope).toContain('aws.cognito.signin.user.admin')
  })

  test('by popup signs in, and signing out ends the browser’s session there as well', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    const page = await newPage()
    await load(page, site.address)
    const show = async () => {
      const popup = page.waitForEvent('popup')
      const result = page.evaluate(() => client.showSignIn({ hostedUIOptions: { presentation: 'popup' } }))
      return { popup: await popup, result }
    }
    const first = await show()
    await signInAtPage(first.popup, person)
    expect(await first.result).toMatchObject({
      userState: 'signedIn',
      details: { username: person.username },
    })
    await page.evaluate(() => client.signOut())
    expect(await page.evaluate(() => states)).toEqual(['signedOut', 'signedIn', 'signedOut'])
    // Nobody is remembered: the pages ask again.
    const second = await show()
    await second.popup.waitForSelector('input[name=username]')
    await second.popup.close()
    await expect(second.result).rejects.toThrow()
  })
})
