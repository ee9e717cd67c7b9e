import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAuthenticator } from '../harness/authenticator.ts'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createApp, credentials } from './app.ts'
import { type BrowserSite, startBrowserSite } from './browser-site.ts'

let latchkey: LatchkeyProcess
let browser: Browser
let site: BrowserSite

beforeAll(async () => {
  ;[latchkey, browser, site] = await Promise.all([startLatchkey(), launchBrowser(), startBrowserSite()])
})

afterAll(async () => {
  await browser.close()
  await latchkey.stop()
  await site.close()
})

declare const client: InstanceType<Window['latchkey']['AWSMobileClient']>

test('a passkey is made, signs in, is listed and deleted, in Chromium', async () => {
  const pool = await createApp(
    latchkey.url,
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    {
      MfaConfiguration: 'OFF',
      WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' },
    },
  )
  const person = await createPerson(latchkey.url, pool.userPoolId)
  const page = await browser.newPage()
  const authenticator = await addAuthenticator(page)
  await page.goto(site.address)
  await page.waitForFunction(() => window.latchkey !== undefined)
  const made = await page.evaluate(
    async ({ url, userPoolId, clientId, username, password }) => {
      const client = new window.latchkey.AWSMobileClient({
        configuration: {
          CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Endpoint: url } },
        },
      })
      Object.assign(globalThis, { client })
      await client.signIn({ username, password })
      await client.passkeys.register()
      const passkeys = await client.passkeys.list()
      await client.signOut()
      return passkeys
    },
    { url: latchkey.url, ...pool, ...credentials(person) },
  )
  expect(made).toMatchObject([{ relyingPartyId: 'localhost' }])

  const signIn = () =>
    page.evaluate(
      username =>
        client
          .signIn({ username, authFlow: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' })
          .then(({ signInState }) => signInState)
          .catch((error: { kind: string }) => error.kind),
      person.username,
    )
  await authenticator.setPresent(false)
  expect(await signIn()).toBe('userCancelledSignIn')
  await authenticator.setPresent(true)
  expect(await signIn()).toBe('signedIn')
  expect(await page.evaluate(() => client.username)).toBe(person.username)

  const left = await page.evaluate(
    async ([credentialId]) => {
      await client.passkeys.delete({ credentialId: credentialId ?? '' })
      return client.passkeys.list()
    },
    made.map(({ credentialId }) => credentialId),
  )
  expect(left).toEqual([])
})
