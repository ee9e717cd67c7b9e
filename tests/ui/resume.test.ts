import {
  AdminCreateUserCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createApp, emailMFA } from '../client/app.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, createPersonWithoutAddress, somebody } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { challengeFunctions, createChallengeApp } from './custom-challenge.ts'
import { dropIn, enter, type PageOfTests, signInPage, signOut } from './drop-in.ts'
import { screen, told } from './person-at.ts'

const ui = dropIn(
  {
    '/': signInPage,
    '/both': { body: '<latchkey-sign-in></latchkey-sign-in><latchkey-account></latchkey-account>' },
  },
  { functions: challengeFunctions },
)

describe('the sign-in, after a pause,', () => {
  it('goes on where it was after a reload, at each step', async () => {
    const app = await createApp(ui.url, {}, { MfaConfiguration: 'OFF' })
    const person = somebody()
    const { page } = await ui.open(app)
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
    await confirm.getByLabel('Code').fill(await codeSentTo(ui.url, person.email))
    // The password went with the page; the service's word for the confirmation is enough.
    await screen(page, 'signed-in').waitFor()
    await signOut(page)
    const signIn = screen(page, 'sign-in')
    expect(await signIn.getByLabel('User name').inputValue()).toBe(person.username)
    await signIn.getByRole('button', { name: 'Forgot password?' }).click()
    const forgot = screen(page, 'forgot-password')
    expect(await forgot.getByLabel('User name').inputValue()).toBe(person.username)
    await forgot.getByRole('button', { name: 'Send code' }).click()
    await screen(page, 'reset-password').waitFor()
    await page.reload()
    const reset = screen(page, 'reset-password')
    await reset.getByLabel('Code').fill(await codeSentTo(ui.url, person.email, { after: 1 }))
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
      ui.url,
      {},
      { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const person = await createPerson(ui.url, app.userPoolId)
    const { page, complaints } = await ui.open(app)
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

    await signOut(page)
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
      ui.url,
      {},
      { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
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
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page, complaints } = await ui.open(app, { path: '/both' })
    await enter(page, person)
    await screen(page, 'signed-in').waitFor()
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    await administrate(ui.url).send(
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

  it('goes on with the choice of a first factor, and of a password that was not typed yet', async () => {
    const app = await createApp(ui.url, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await screen(page, 'identify').getByLabel('User name').fill(person.username)
    await page.keyboard.press('Enter')
    const choice = screen(page, 'choose-challenge')
    await choice.waitFor()
    await page.reload()
    await choice.getByRole('button', { name: 'Password' }).click()
    await screen(page, 'password').waitFor()
    // The service has not heard of the choice yet.
    await page.reload()
    await choice.getByRole('button', { name: 'E-mail' }).click()
    const code = screen(page, 'code')
    await code.waitFor()
    await page.reload()
    await code.getByLabel('Code').fill(await codeSentTo(ui.url, person.email))
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('goes on with a temporary password', async () => {
    const app = await createApp(ui.url, {
      Schema: [{ Name: 'family_name', Required: true, Mutable: true }],
    })
    const { username } = somebody()
    await administrate(ui.url).send(
      new AdminCreateUserCommand({
        UserPoolId: app.userPoolId,
        Username: username,
        TemporaryPassword: 'Given-Horse-1',
        MessageAction: 'SUPPRESS',
      }),
    )
    const { page } = await ui.open(app)
    await enter(page, { username, password: 'Given-Horse-1' })
    const fresh = screen(page, 'new-password')
    await fresh.waitFor()
    await page.reload()
    expect(await fresh.getByLabel('User name').inputValue()).toBe(username)
    await fresh.getByLabel('New password').fill('Better-Horse-8')
    await fresh.getByLabel('Family name').fill('Lovelace')
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('goes on with the choice of what to set up, with its address and with its code', async () => {
    const app = await createApp(
      ui.url,
      {},
      {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const person = await createPersonWithoutAddress(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await enter(page, person)
    const choice = screen(page, 'choose-mfa-set-up')
    await choice.waitFor()
    await page.reload()
    await choice.getByRole('button', { name: 'E-mail' }).click()
    await screen(page, 'set-up-address').waitFor()
    // The service has not heard of the choice yet.
    await page.reload()
    await choice.getByRole('button', { name: 'E-mail' }).click()
    await screen(page, 'set-up-address').getByLabel('E-mail address').fill(person.email)
    await page.keyboard.press('Enter')
    const code = screen(page, 'code')
    await code.waitFor()
    await page.reload()
    await code.getByLabel('Code').fill(await codeSentTo(ui.url, person.email))
    await screen(page, 'verify-attribute').waitFor()
    // Whoever is in by now is in.
    await page.reload()
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('goes on with the pool’s own challenge', async () => {
    const app = await createChallengeApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await screen(page, 'identify').getByLabel('User name').fill(person.username)
    await page.keyboard.press('Enter')
    const custom = screen(page, 'custom-challenge')
    await custom.waitFor()
    await page.reload()
    await custom.getByLabel('Team').selectOption('Engines')
    await custom.getByLabel('Badge').fill('1843')
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })
})

describe('a page that is loaded again', () => {
  /** Every screen that comes up from now on, for however short a time, over reloads. */
  async function watchScreens(page: Page) {
    const shown: string[] = []
    await page.exposeFunction('screenShown', (kind: string) => {
      if (shown.at(-1) !== kind) shown.push(kind)
    })
    await page.addInitScript(() => {
      const look = () => {
        const kind = document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen']
        if (kind) (globalThis as unknown as { screenShown(kind: string): void }).screenShown(kind)
      }
      new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
    })
    return shown
  }

  it('shows no form to who is in, and no sign of being in to who is not, not for a moment', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await screen(page, 'sign-in').waitFor()
    const shown = await watchScreens(page)
    await page.reload()
    await screen(page, 'sign-in').waitFor()
    expect(shown).toEqual(['checking', 'sign-in'])
    await enter(page, person)
    await screen(page, 'signed-in').waitFor()
    shown.length = 0
    await page.reload()
    await screen(page, 'signed-in').waitFor()
    expect(shown).toEqual(['checking', 'signed-in'])
    await page.context().close()
  })
})
