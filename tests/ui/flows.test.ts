import {
  AdminCreateUserCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AWSMobileClient } from '@latchkey/client'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { launchBrowser } from '../harness/browser.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { openPage, screen, told } from './person-at.ts'
import { type Site, startSite } from './site.ts'

let latchkey: LatchkeyProcess
let browser: Browser
let site: Site

beforeAll(async () => {
  ;[latchkey, browser] = await Promise.all([startLatchkey(), launchBrowser()])
  site = await startSite(latchkey.url, {
    '/': { body: '<latchkey-sign-in></latchkey-sign-in>' },
    '/out': { body: '<latchkey-sign-in></latchkey-sign-in><latchkey-sign-out></latchkey-sign-out>' },
    '/both': { body: '<latchkey-sign-in></latchkey-sign-in><latchkey-account></latchkey-account>' },
    '/slots': {
      body: '<latchkey-sign-in><p slot="header">Photos Ltd</p><a slot="footer" href="/terms">Terms</a></latchkey-sign-in>',
    },
    '/dialog': { body: '<h1>Photos</h1><button id="open">Open</button>' },
    '/arabic': { body: '<latchkey-sign-in></latchkey-sign-in>', attributes: 'lang="ar" dir="rtl"' },
  })
})

afterAll(async () => {
  await browser.close()
  await site.close()
  await latchkey.stop()
})

/** What the page keeps in reach of the tests. */
interface PageOfTests {
  readonly client: AWSMobileClient
}

/** Types name and password and sends them. */
async function enter(page: Page, { username, password }: { username: string; password: string }) {
  const signIn = screen(page, 'sign-in')
  await signIn.getByLabel('User name').fill(username)
  await signIn.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
}

describe('the sign-in element', () => {
  it('takes somebody from nothing to signed in: sign-up, confirmation, tokens', async () => {
    const app = await createApp(latchkey.url)
    const person = somebody()
    const { page, complaints } = await openPage(browser, site, latchkey.url, app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Create an account' }).click()
    const signUp = screen(page, 'sign-up')
    await signUp.getByLabel('User name').fill(person.username)
    await signUp.getByLabel('E-mail address').fill(person.email)
    await signUp.getByLabel('Password').fill(person.password)
    await signUp.getByRole('button', { name: 'Create account' }).click()
    const confirm = screen(page, 'confirm-sign-up')
    await confirm.getByLabel('Code').fill(await codeSentTo(latchkey.url, person.email))
    await screen(page, 'signed-in').waitFor()
    const { events, reports } = await told(page)
    expect(events.at(-1)).toEqual({ type: 'signed-in', detail: { username: person.username } })
    expect(reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('tells a wrong password and takes the right one', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill(person.username)
    await signIn.getByLabel('Password').fill('Wrong-Horse-7')
    await signIn.getByRole('button', { name: 'Sign in' }).click()
    await signIn.getByText('The name or the password is not right.').waitFor()
    await signIn.getByLabel('Password').fill(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('goes on where it was after a reload, at each step', async () => {
    const app = await createApp(latchkey.url, {}, { MfaConfiguration: 'OFF' })
    const person = somebody()
    const { page } = await openPage(browser, site, latchkey.url, app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Create an account' }).click()
    const signUp = screen(page, 'sign-up')
    await signUp.getByLabel('User name').fill(person.username)
    await signUp.getByLabel('E-mail address').fill(person.email)
    await signUp.getByLabel('Password').fill(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'confirm-sign-up').waitFor()
    await page.reload()
    const confirm = screen(page, 'confirm-sign-up')
    expect(await confirm.getByLabel('User name').inputValue()).toBe(person.username)
    await confirm.getByLabel('Code').fill(await codeSentTo(latchkey.url, person.email))
    // The password went with the page; the service's word for the confirmation is enough.
    await screen(page, 'signed-in').waitFor()
    await page.evaluate(() => (globalThis as unknown as PageOfTests).client.signOut())
    const signIn = screen(page, 'sign-in')
    expect(await signIn.getByLabel('User name').inputValue()).toBe(person.username)
    await signIn.getByRole('button', { name: 'Forgot password?' }).click()
    const forgot = screen(page, 'forgot-password')
    expect(await forgot.getByLabel('User name').inputValue()).toBe(person.username)
    await forgot.getByRole('button', { name: 'Send code' }).click()
    await screen(page, 'reset-password').waitFor()
    await page.reload()
    const reset = screen(page, 'reset-password')
    await reset.getByLabel('Code').fill(await codeSentTo(latchkey.url, person.email, { after: 1 }))
    await reset.getByLabel('New password').fill('Better-Horse-8')
    await reset.getByRole('button', { name: 'Save password' }).click()
    await screen(page, 'sign-in').getByText('Your password is changed.').waitFor()
    await screen(page, 'sign-in').getByLabel('Password').fill('Better-Horse-8')
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.reload()
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('goes on with a challenge after a reload, and says so when it has been too long', async () => {
    const app = await createApp(
      latchkey.url,
      {},
      { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page, complaints } = await openPage(browser, site, latchkey.url, app)
    await enter(page, person)
    const setUp = screen(page, 'set-up-totp')
    await setUp.locator('[data-lk=qr] svg').waitFor()
    await page.reload()
    const secret = (await setUp.locator('[data-lk=key] code').textContent())?.replaceAll(' ', '') ?? ''
    const uri = await setUp.getByRole('link', { name: 'Open in authenticator app' }).getAttribute('href')
    expect(uri).toMatch(new RegExp(`^otpauth://totp/Photos:${person.username}\\?secret=${secret}`))
    const codes = new TOTP({ secret })
    await setUp.getByLabel('Code').fill('000000')
    await setUp.locator('[data-lk=field-error]').waitFor()
    await setUp.getByLabel('Code').fill(codes.generate())
    await setUp.getByRole('button', { name: 'Confirm' }).click()
    await screen(page, 'signed-in').waitFor()

    await page.evaluate(() => (globalThis as unknown as PageOfTests).client.signOut())
    await page.reload()
    await enter(page, person)
    await screen(page, 'code').waitFor()
    await page.reload()
    await screen(page, 'code').getByText('Open your authenticator app').waitFor()
    // What the service no longer knows is told where one begins anew.
    await page.evaluate(() => {
      const { challenge = {} } = (globalThis as unknown as PageOfTests).client.client
      Object.assign(challenge, { session: 'A'.repeat(120) })
    })
    await screen(page, 'code').getByLabel('Code').fill('123456')
    await screen(page, 'sign-in').getByText('That took too long. Please sign in again.').waitFor()
    expect(complaints).toEqual([])
    expect((await told(page)).reports).toEqual([])
    await page.context().close()
  })

  it('says that a challenge was open for too long when the page is loaded again only then', async () => {
    const app = await createApp(
      latchkey.url,
      {},
      { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    await page.clock.install()
    await enter(page, person)
    await screen(page, 'set-up-totp').waitFor()
    await page.clock.fastForward('10:00')
    await page.reload()
    const signIn = screen(page, 'sign-in')
    await signIn.getByText('That took too long. Please sign in again.').waitFor()
    expect(await signIn.getByLabel('User name').inputValue()).toBe(person.username)
    // Said once: who comes back later begins as anybody does.
    await page.reload()
    await signIn.waitFor()
    expect(await signIn.locator('[data-lk=message]').textContent()).toBe('')
    await page.context().close()
  })

  it('returns to the sign-in and says why when the service has ended the session', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page, complaints } = await openPage(browser, site, latchkey.url, app, { path: '/both' })
    await enter(page, person)
    await screen(page, 'signed-in').waitFor()
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    await administrate(latchkey.url).send(
      new AdminUserGlobalSignOutCommand({ UserPoolId: app.userPoolId, Username: person.username }),
    )
    await page.evaluate(() => {
      const { client } = globalThis as unknown as PageOfTests
      void client.getTokens({ forceRefresh: true }).catch(() => undefined)
    })
    const signIn = screen(page, 'sign-in')
    const account = screen(page, 'account')
    const told = 'That took too long. Please sign in again.'
    await signIn.getByText(told).waitFor()
    await account.getByText(told).waitFor()
    await account.getByText('You are not signed in.').waitFor()
    // So does the page when it is loaded again.
    await page.reload()
    await signIn.getByText(told).waitFor()
    await account.getByText(told).waitFor()
    expect(await signIn.getByLabel('User name').inputValue()).toBe(person.username)
    await signIn.getByLabel('Password').fill(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('asks for a new password and what is missing, before anything else', async () => {
    const app = await createApp(latchkey.url, {
      Schema: [{ Name: 'family_name', Required: true, Mutable: true }],
    })
    const person = somebody()
    const administrator = administrate(latchkey.url)
    await administrator.send(
      new AdminCreateUserCommand({
        UserPoolId: app.userPoolId,
        Username: person.username,
        TemporaryPassword: 'Given-Horse-1',
        MessageAction: 'SUPPRESS',
      }),
    )
    const { page } = await openPage(browser, site, latchkey.url, app)
    await enter(page, { ...person, password: 'Given-Horse-1' })
    const fresh = screen(page, 'new-password')
    await fresh.getByRole('button', { name: 'Save password' }).click()
    const summary = fresh.locator('[data-lk=message]')
    await summary.getByText('Some of it is not right yet:').waitFor()
    await summary.getByRole('link', { name: 'Family name' }).click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(
      'userAttributes.family_name',
    )
    await page.keyboard.type('Lovelace')
    await fresh.getByLabel('New password').fill('Better-Horse-8')
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('signs in by a code in the mail where the pool takes that for a first factor', async () => {
    const app = await createApp(latchkey.url, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    const identify = screen(page, 'identify')
    await identify.getByLabel('User name').fill(person.username)
    await identify.getByRole('button', { name: 'Continue' }).click()
    const choice = screen(page, 'choose-challenge')
    await choice.waitFor()
    expect(await choice.locator('[data-lk=option]').allTextContents()).toEqual(['E-mail', 'Password'])
    await choice.getByRole('button', { name: 'Password' }).click()
    await screen(page, 'password').getByLabel('Password').fill(person.password)
    await screen(page, 'password').getByRole('button', { name: 'Sign in' }).click()
    await screen(page, 'signed-in').waitFor()
    await page.evaluate(() => (globalThis as unknown as PageOfTests).client.signOut())
    await page.reload()
    await identify.getByLabel('User name').fill(person.username)
    await page.keyboard.press('Enter')
    await choice.getByRole('button', { name: 'E-mail' }).click()
    // A complete code goes by itself.
    await screen(page, 'code')
      .getByLabel('Code')
      .fill(await codeSentTo(latchkey.url, person.email))
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('is all there for who has only a keyboard, and leads from heading to heading', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    await screen(page, 'sign-in').waitFor()
    const at = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const { outlineStyle } = getComputedStyle(element)
        return [element.getAttribute('name') ?? element.textContent, outlineStyle !== 'none']
      })
    await page.keyboard.press('Tab')
    expect(await at()).toEqual(['username', true])
    await page.keyboard.type(person.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(person.password)
    await page.keyboard.press('Tab')
    expect(await at()).toEqual(['Show', true])
    await page.keyboard.press('Enter')
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('text')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await screen(page, 'forgot-password').waitFor()
    expect((await at())[0]).toBe('Forgot your password?')
    await page.keyboard.press('Tab')
    expect(await at()).toEqual(['username', true])
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await screen(page, 'sign-in').waitFor()
    expect((await at())[0]).toBe('Sign in')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect((await at())[0]).toBe('You are signed in')
    await page.context().close()
  })

  it('makes an account by keyboard alone, and a refusal takes nothing of what was typed', async () => {
    const app = await createApp(latchkey.url, {
      Schema: [{ Name: 'phone_number', Required: true, Mutable: true }],
    })
    const taken = await createPerson(latchkey.url, app.userPoolId)
    const person = somebody()
    const { page } = await openPage(browser, site, latchkey.url, app)
    await screen(page, 'sign-in').waitFor()
    const walkTo = async (name: string) => {
      for (let step = 0; step < 20; step += 1) {
        await page.keyboard.press('Tab')
        const [here, outline] = await page.evaluate(() => {
          const at = document.activeElement as HTMLInputElement
          return [
            at.name && at.name !== 'intent' ? at.name : at.textContent,
            getComputedStyle(at).outlineStyle,
          ]
        })
        expect(outline, `at ${here}`).not.toBe('none')
        if (here === name) return
      }
      throw new Error(`Nobody gets to ${name} by keyboard`)
    }
    const heading = () => page.evaluate(() => document.activeElement?.textContent)
    await walkTo('Create an account')
    await page.keyboard.press('Enter')
    const signUp = screen(page, 'sign-up')
    await signUp.waitFor()
    expect(await heading()).toBe('Create your account')
    await walkTo('username')
    await page.keyboard.type(taken.username)
    await walkTo('userAttributes.email')
    await page.keyboard.type(person.email)
    await walkTo('userAttributes.phone_number.country')
    await page.keyboard.type('Germany')
    await walkTo('userAttributes.phone_number')
    await page.keyboard.type('0151 2345678')
    await walkTo('password')
    await page.keyboard.type(person.password)
    const state = () =>
      page.evaluate(() => {
        const { name, selectionStart, selectionEnd } = document.activeElement as HTMLInputElement
        const fields = [...document.querySelectorAll<HTMLInputElement>('[data-lk=card] :is(input, select)')]
        return {
          at: [name, selectionStart, selectionEnd],
          values: fields.filter(({ type }) => type !== 'hidden').map(({ value }) => value),
        }
      })
    await page.evaluate(() => (document.activeElement as HTMLInputElement).setSelectionRange(4, 6))
    const before = await state()
    expect(before.values).toEqual([taken.username, person.email, 'DE', '0151 2345678', person.password])
    expect(before.at).toEqual(['password', 4, 6])
    await page.keyboard.press('Enter')
    await signUp.locator('[data-lk=field-error]').waitFor()
    expect(await state()).toEqual(before)
    await signUp.getByLabel('User name').focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(person.username)
    await page.keyboard.press('Enter')
    const confirm = screen(page, 'confirm-sign-up')
    await confirm.waitFor()
    expect(await heading()).toBe('Confirm your account')
    await walkTo('code')
    await page.keyboard.type('000000')
    await confirm.locator('[data-lk=field-error]').waitFor()
    expect(await state()).toMatchObject({ at: ['code', 6, 6], values: [person.username, '000000'] })
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(await codeSentTo(latchkey.url, person.email))
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect(await heading()).toBe('You are signed in')
    await page.context().close()
  })

  it('says what is wrong once, to who hears the page, and leaves what was typed', async () => {
    const app = await createApp(latchkey.url)
    const { page } = await openPage(browser, site, latchkey.url, app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill('nobody-here')
    await signIn.getByLabel('Password').fill('Wrong-Horse-7')
    await page.evaluate(() => {
      const heard: string[] = []
      const regions = document.querySelectorAll('[aria-live], [role=status], [role=alert]')
      Object.assign(globalThis, { heard, regions: regions.length })
      new MutationObserver(changes => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) heard.push(node.textContent ?? '')
      }).observe(regions[0]!, { childList: true, subtree: true, characterData: true })
      const input = document.querySelector<HTMLInputElement>('[name=password]')!
      input.focus()
      input.setSelectionRange(3, 5)
    })
    const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
    await page.keyboard.press('Enter')
    await signIn.getByText('The name or the password is not right.').waitFor()
    expect(await heard()).toEqual(['The name or the password is not right.'])
    expect(await page.evaluate(() => (globalThis as unknown as { regions: number }).regions)).toBe(1)
    expect(
      await page.evaluate(() => {
        const input = document.activeElement as HTMLInputElement
        return [input.name, input.value, input.selectionStart, input.selectionEnd]
      }),
    ).toEqual(['password', 'Wrong-Horse-7', 3, 5])
    expect(await signIn.getByLabel('User name').inputValue()).toBe('nobody-here')
    await page.keyboard.press('Enter')
    await expect.poll(heard).toHaveLength(2)
    await page.context().close()
  })

  it('sends one request however often the button is pressed', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    let begun = 0
    await page.route(`${latchkey.url}/`, async route => {
      if (route.request().headers()['x-amz-target']?.endsWith('InitiateAuth')) begun += 1
      await new Promise(resolve => setTimeout(resolve, 300))
      await route.continue()
    })
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill(person.username)
    await signIn.getByLabel('Password').fill(person.password)
    const button = signIn.getByRole('button', { name: 'Sign in' })
    await button.evaluate((element: HTMLButtonElement) => {
      for (let press = 0; press < 3; press += 1) element.click()
    })
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect(begun).toBe(1)
    await page.context().close()
  })

  it('keeps the form while there is no connection, and says so', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill(person.username)
    await signIn.getByLabel('Password').fill(person.password)
    await page.context().setOffline(true)
    await page.keyboard.press('Enter')
    await signIn.getByText('You are offline.').waitFor({ timeout: 40_000 })
    await page.context().setOffline(false)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('speaks the language of the page, in its direction', async () => {
    const app = await createApp(latchkey.url)
    const { page } = await openPage(browser, site, latchkey.url, app, { path: '/arabic' })
    await page.getByRole('heading', { name: 'تسجيل الدخول' }).waitFor()
    const card = page.locator('[data-lk=card]')
    expect(await card.evaluate(element => getComputedStyle(element).direction)).toBe('rtl')
    await page.context().close()
  })

  it('keeps what the page puts above and below on every screen', async () => {
    const app = await createApp(latchkey.url)
    const { page } = await openPage(browser, site, latchkey.url, app, { path: '/slots' })
    for (const next of ['Create an account', 'Sign in', 'Forgot password?']) {
      await page.locator('[data-lk=header]').getByText('Photos Ltd').waitFor()
      expect(await page.locator('[data-lk=footer]').getByRole('link', { name: 'Terms' }).count()).toBe(1)
      await page.getByRole('button', { name: next }).click()
    }
    await screen(page, 'forgot-password').getByText('Terms').waitFor()
    await page.context().close()
  })

  it('lets people out by a button that is there while they are in', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app, { path: '/out' })
    await screen(page, 'sign-in').waitFor()
    expect(await page.locator('latchkey-sign-out').isVisible()).toBe(false)
    await enter(page, person)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await screen(page, 'sign-in').waitFor()
    expect(await page.locator('latchkey-sign-out').isVisible()).toBe(false)
    await page.context().close()
  })
})

describe('showSignIn', () => {
  const open = (page: Page, signInUIOptions: object) =>
    page.evaluate(options => {
      const { client } = globalThis as unknown as PageOfTests
      Object.assign(globalThis, {
        shown: client
          .showSignIn({ signInUIOptions: options })
          .then(({ userState }) => userState)
          .catch((error: { kind: string }) => error.kind),
      })
    }, signInUIOptions)
  const result = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { shown: Promise<string> }).shown)

  it('resolves with the user state once somebody is in, and takes its dialog away (aws-sdk-ios#1407)', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page, complaints } = await openPage(browser, site, latchkey.url, app, { path: '/dialog' })
    await page.locator('#open').focus()
    await open(page, {
      primaryColor: '#7a2e8e',
      logoImage: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="80" height="24"/>',
    })
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor()
    // The other half of the seeds: without canCancel there is no way out.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0)
    const button = page.getByRole('button', { name: 'Sign in' })
    expect(await button.evaluate(element => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(122, 46, 142)',
    )
    await enter(page, person)
    expect(await result(page)).toBe('signedIn')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('open')
    expect((await told(page)).reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is refused while somebody is in', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app, { path: '/dialog' })
    await page.evaluate(
      input => (globalThis as unknown as PageOfTests).client.signIn(input).then(() => undefined),
      { username: person.username, password: person.password },
    )
    await open(page, {})
    expect(await result(page)).toBe('invalidState')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })

  it.each(['Escape', 'the button'])('is cancelled by %s where that is allowed', async way => {
    const app = await createApp(latchkey.url)
    const { page } = await openPage(browser, site, latchkey.url, app, { path: '/dialog' })
    await open(page, { canCancel: true })
    await screen(page, 'sign-in').waitFor()
    if (way === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await result(page)).toBe('userCancelledSignIn')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })
})
