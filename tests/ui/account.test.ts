import type { AWSMobileClient } from '@latchkey/client'
import axe from 'axe-core'
import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type App, createApp, emailMFA } from '../client/app.ts'
import { addAuthenticator } from '../harness/authenticator.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, type Person } from '../harness/people.ts'
import { byKeyboard } from './by-keyboard.ts'
import { dropIn } from './drop-in.ts'
import { hear } from './live-region.ts'
import { told } from './person-at.ts'

const ui = dropIn({
  '/': { body: '<latchkey-account></latchkey-account>' },
  '/arabic-element': { body: '<latchkey-account language="ar"></latchkey-account>' },
  '/arabic': { body: '<latchkey-account></latchkey-account>', attributes: 'lang="ar" dir="rtl"' },
})

const everything = {
  MfaConfiguration: 'OPTIONAL',
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: emailMFA,
  WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
} as const

declare const client: AWSMobileClient

/** Opens the account of somebody who has just signed in. */
async function openAccount(app: App, { username, password }: Person) {
  const opened = await ui.open(app)
  const { page } = opened
  await page.getByText('You are not signed in.').waitFor()
  await page.evaluate(input => client.signIn(input), { username, password })
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
  return opened
}

const group = (page: Page, title: string) =>
  page.locator('[data-lk=group]', { has: page.getByRole('heading', { name: title, exact: true }) })

describe('the account element', () => {
  it('changes and proves an address, and the password', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page, complaints } = await openAccount(app, person)
    const profile = group(page, 'Profile')
    await profile.getByRole('button', { name: 'Change: Full name' }).click()
    await page.keyboard.type('Ada Lovelace')
    await page.keyboard.press('Enter')
    await profile.getByText('Ada Lovelace').waitFor()
    const email = `new-${person.email}`
    await profile.getByRole('button', { name: 'Change: E-mail address' }).click()
    await profile.getByLabel('E-mail address').fill(email)
    await profile.getByRole('button', { name: 'Save' }).click()
    await profile.getByLabel('Code').fill('000000')
    await profile.getByText('This code is not right.').waitFor()
    await profile.getByLabel('Code').fill(await codeSentTo(ui.url, email))
    await profile.getByRole('button', { name: 'Confirm' }).click()
    await profile.getByText('Confirmed', { exact: true }).waitFor()
    expect(await page.evaluate(() => client.getUserAttributes())).toMatchObject({
      email,
      email_verified: 'true',
      name: 'Ada Lovelace',
    })

    await page.getByRole('button', { name: 'Change: Password' }).click()
    await page.getByLabel('Current password').fill('Wrong-Horse-7')
    await page.getByLabel('New password').fill('short')
    await page.keyboard.press('Enter')
    await page.getByText('This password does not follow the rules.').last().waitFor()
    await page.getByLabel('New password').fill('Better-Horse-8')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your current password.').last().waitFor()
    await page.getByLabel('Current password').fill(person.password)
    await page.keyboard.press('Enter')
    await page.getByText('Your password is changed.').waitFor()
    expect(complaints).toEqual([])
    expect((await told(page)).reports).toEqual([])
    await page.context().close()
  })

  it('sets up an authenticator app, turns e-mail on, asks it first, and turns it off', async () => {
    const app = await createApp(ui.url, {}, everything)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await openAccount(app, person)
    const steps = group(page, 'Two-step sign-in')
    await steps.getByRole('button', { name: 'Set up: Authenticator app' }).click()
    await steps.locator('[data-lk=qr] svg').waitFor()
    const secret = (await steps.locator('[data-lk=key] code').textContent())?.replaceAll(' ', '') ?? ''
    // A complete code goes by itself.
    await steps.getByLabel('Code').fill(new TOTP({ secret }).generate())
    const preference = () => page.evaluate(() => client.getMFAPreference())
    await steps.getByText('Asked first').waitFor()
    expect(await preference()).toEqual({ enabled: ['totp'], preferred: 'totp' })
    await steps.getByRole('button', { name: 'Turn on: E-mail' }).click()
    await steps.getByRole('button', { name: 'Ask first: E-mail' }).click()
    await steps.getByRole('button', { name: 'Ask first: Authenticator app' }).waitFor()
    expect(await preference()).toMatchObject({ preferred: 'email' })
    await steps.getByRole('button', { name: 'Turn off: Authenticator app' }).click()
    await steps.getByRole('button', { name: 'Set up: Authenticator app' }).waitFor()
    expect(await preference()).toEqual({ enabled: ['email'], preferred: 'email' })
    await page.context().close()
  })

  it('offers the second steps that the pool has, and none where it has none', async () => {
    const some = await createApp(
      ui.url,
      {},
      { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: emailMFA },
    )
    const none = await createApp(ui.url)
    for (const [app, names] of [
      [some, ['E-mail']],
      [none, []],
    ] as const) {
      const { page } = await openAccount(app, await createPerson(ui.url, app.userPoolId))
      const rows = group(page, 'Two-step sign-in').locator('[data-lk=row] strong')
      expect(await rows.allTextContents()).toEqual(names)
      await page.context().close()
    }
  })

  it('reads from the right in a language that does, whatever the page does', async () => {
    const { page } = await ui.open(await createApp(ui.url), { path: '/arabic-element' })
    const card = page.locator('[data-lk=card]')
    await card.waitFor()
    expect(await card.evaluate(element => getComputedStyle(element).direction)).toBe('rtl')
    expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe('ltr')
    await page.context().close()
  })

  it('adds and removes a passkey', async () => {
    const app = await createApp(
      ui.url,
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      { MfaConfiguration: 'OFF', WebAuthnConfiguration: everything.WebAuthnConfiguration },
    )
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await openAccount(app, person)
    await addAuthenticator(page)
    const passkeys = group(page, 'Passkeys')
    await passkeys.getByRole('button', { name: 'Add a passkey' }).click()
    const remove = passkeys.getByRole('button', { name: /^Remove/ })
    await remove.waitFor()
    expect(await page.evaluate(() => client.passkeys.list())).toHaveLength(1)
    await remove.click()
    await remove.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => client.passkeys.list())).toEqual([])
    await page.context().close()
  })

  it('lists devices, knows this one, and forgets it', async () => {
    const app = await createApp(ui.url, {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    })
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await openAccount(app, person)
    const devices = group(page, 'Devices')
    await devices.getByText('This device', { exact: true }).waitFor()
    await devices.getByRole('button', { name: /^Remember/ }).click()
    await devices.getByRole('button', { name: /^Do not remember/ }).waitFor()
    await devices.getByRole('button', { name: /^Remove/ }).click()
    await devices.waitFor({ state: 'detached' })
    expect(await page.evaluate(async () => (await client.deviceOperations.list()).devices)).toEqual([])
    await page.context().close()
  })

  it('tells where somebody is signed in, with this session marked, and ends another', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const elsewhere = await openAccount(app, person)
    const { page, complaints } = await openAccount(app, person)
    const sessions = group(page, 'Signed-in places')
    const rows = sessions.locator('[data-lk=row]')
    await rows.nth(1).waitFor()
    expect(await rows.count()).toBe(2)
    const own = rows.filter({ hasText: 'This one' })
    const other = rows.filter({ hasNotText: 'This one' })
    expect(await own.count()).toBe(1)
    for (const row of [own, other]) expect(await row.textContent()).toContain(app.clientId)
    // Of this session `signOut` is the end.
    expect(await own.getByRole('button').count()).toBe(0)
    await other.getByRole('button', { name: /^Sign out: App .+, / }).click()
    await page.getByText('It is signed out there.').waitFor()
    expect(await rows.count()).toBe(1)
    expect(await own.count()).toBe(1)
    expect(await page.evaluate(() => client.getUserAttributes())).toMatchObject({ email: person.email })
    const ended = elsewhere.page.evaluate(() =>
      client.getUserAttributes().catch((error: { kind: string }) => error.kind),
    )
    expect(typeof (await ended)).toBe('string')
    expect(complaints).toEqual([])
    expect((await told(page)).reports).toEqual([])
    await elsewhere.page.context().close()
    await page.context().close()
  })

  it('is content with a session that has ended by itself', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const elsewhere = await openAccount(app, person)
    const { page } = await openAccount(app, person)
    const end = group(page, 'Signed-in places').getByRole('button', { name: /^Sign out/ })
    await end.waitFor()
    await page.evaluate(async () => {
      const { sessions } = await client.sessions.list()
      for (const { current, sessionId } of sessions) if (!current) await client.sessions.revoke({ sessionId })
    })
    await end.click()
    await page.getByText('It is signed out there.').waitFor()
    expect(await end.count()).toBe(0)
    await elsewhere.page.context().close()
    await page.context().close()
  })

  it('deletes the account after asking once more', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await openAccount(app, person)
    await page.getByRole('button', { name: 'Delete account' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Delete account' }).click()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('You are not signed in.').waitFor()
    await expect.poll(async () => (await told(page)).events.at(-1)).toMatchObject({ type: 'deleted' })
    const refused = await page.evaluate(
      input => client.signIn(input).catch((error: { kind: string }) => error.kind),
      { username: person.username, password: person.password },
    )
    expect(refused).toBe('notAuthorized')
    await page.context().close()
  })

  it('is all there for who has only a keyboard, and shows where one is', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await openAccount(app, person)
    const keys = byKeyboard(page)
    const { texts } = await hear(page)
    await keys.press('Change: Full name')
    await page.getByLabel('Full name').waitFor()
    expect(await keys.at()).toBe('userAttributes.name')
    await keys.type('Ada Lovelace')
    await keys.enter()
    await group(page, 'Profile').getByText('Ada Lovelace').waitFor()
    await expect.poll(keys.at).toBe('Your account')
    await keys.press('Change: Password')
    await page.getByLabel('Current password').waitFor()
    await keys.type('Wrong-Horse-7')
    await keys.walkTo('new_password')
    await keys.type('Better-Horse-8')
    await page.evaluate(() => (document.activeElement as HTMLInputElement).setSelectionRange(2, 4))
    await keys.enter()
    await page.getByText('This is not your current password.').last().waitFor()
    // What was typed is still there, and the caret where it was; what is wrong is heard once.
    expect(
      await page.evaluate(() => {
        const { name, value, selectionStart, selectionEnd } = document.activeElement as HTMLInputElement
        return [name, value, selectionStart, selectionEnd]
      }),
    ).toEqual(['new_password', 'Better-Horse-8', 2, 4])
    expect(await page.getByLabel('Current password').inputValue()).toBe('Wrong-Horse-7')
    expect(await texts()).toEqual(['Saved.', 'This is not your current password.'])
    await keys.press('Cancel')
    await expect.poll(keys.at).toBe('Your account')
    await keys.press('Delete account')
    await page.getByRole('button', { name: 'Delete for good' }).waitFor()
    await keys.press('Cancel')
    await expect.poll(keys.at).toBe('Your account')
    expect(await page.evaluate(() => client.isSignedIn)).toBe(true)
    await page.context().close()
  })

  it.each([
    ['light', '/', { colorScheme: 'light' }],
    ['dark', '/', { colorScheme: 'dark' }],
    ['right to left', '/arabic', {}],
    ['320 pixels wide', '/', { viewport: { width: 320, height: 640 } }],
    ['forced colours', '/', { forcedColors: 'active' }],
  ] as const)(
    'is clean for axe, fits, and has room for fingers, whatever is open: %s',
    async (_, path, options) => {
      const app = await createApp(
        ui.url,
        {
          DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
        },
        everything,
      )
      const person = await createPerson(ui.url, app.userPoolId)
      const { page } = await ui.open(app, { path, options })
      const card = page.locator('[data-lk=card]')
      const found: Record<string, unknown> = {}
      const look = async (state: string) => {
        found[state] = await faults(page)
      }
      await card.locator('[data-lk=lead]').waitFor()
      await look('nobody')
      const { username, password } = person
      await page.evaluate(input => client.signIn(input), { username, password })
      await card.locator('[value=delete]').waitFor()
      await look('all of it')
      for (const panel of ['edit:name', 'password', 'totp', 'delete']) {
        await card.locator(`[value="${panel}"]`).click()
        await card.locator(panel === 'totp' ? '[data-lk=qr] svg' : '[data-form=answer]').waitFor()
        await look(panel)
        if (panel === 'password') {
          await card.locator('[data-form=answer] [value=submit]').click()
          await card.locator('[data-lk=field-error]').first().waitFor()
          await look('password, refused')
        }
        await card.locator('[value=close]').click()
        await card.locator(`[value="${panel}"]`).waitFor()
      }
      expect(found).toEqual(
        Object.fromEntries(
          Object.keys(found).map(state => [state, { violations: [], tooLow: [], tooWide: 0 }]),
        ),
      )
      expect(
        await page.evaluate(() => getComputedStyle(document.querySelector('[data-lk=card]')!).direction),
      ).toBe(path === '/arabic' ? 'rtl' : 'ltr')
      await page.context().close()
    },
  )
})

/** What is wrong with the page as it stands: for axe, for fingers, and for who would have to scroll sideways. */
async function faults(page: Page) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run('latchkey-account', {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  )
  const tooLow = await page
    .locator('button:visible, input:not([type=hidden]):visible, select:visible')
    .evaluateAll(all =>
      all.filter(one => one.getBoundingClientRect().height < 44).map(({ outerHTML }) => outerHTML),
    )
  const tooWide = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
  return {
    violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    tooLow,
    tooWide,
  }
}
