import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type App, createApp, emailMFA } from '../client/app.ts'
import { addAuthenticator } from '../harness/authenticator.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, type Person } from '../harness/people.ts'
import { byKeyboard } from './by-keyboard.ts'
import { dropIn, type PageOfTests } from './drop-in.ts'

/** Each test presses keys alone; whatever was done, the focus is where one goes on. */

const ui = dropIn({ '/': { body: '<latchkey-account></latchkey-account>' } })

async function openAccount(app: App, { username, password }: Person): Promise<Page> {
  const { page } = await ui.open(app)
  await page.getByText('You are not signed in.').waitFor()
  await page.evaluate(input => (globalThis as unknown as PageOfTests).client.signIn(input), {
    username,
    password,
  })
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
  return page
}

describe('in the account, by keyboard alone,', () => {
  it('a person changes the address and proves it', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const page = await openAccount(app, person)
    const keys = byKeyboard(page)
    await keys.press('Change: E-mail address')
    await expect.poll(keys.at).toBe('userAttributes.email')
    await page.keyboard.press('ControlOrMeta+A')
    await keys.type(`new-${person.email}`)
    await keys.enter()
    await expect.poll(keys.at).toBe('code')
    await keys.type(await codeSentTo(ui.url, `new-${person.email}`))
    await expect.poll(keys.at).toBe('Your account')
    await page.getByText('Confirmed', { exact: true }).waitFor()
    await page.context().close()
  })

  it('a person sets up an authenticator app, asks e-mail first, and turns both off', async () => {
    const app = await createApp(
      ui.url,
      {},
      {
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const page = await openAccount(app, await createPerson(ui.url, app.userPoolId))
    const keys = byKeyboard(page)
    await keys.press('Set up: Authenticator app')
    await expect.poll(keys.at).toBe('code')
    const key = await page.locator('[data-lk=key] code').textContent()
    await keys.type(new TOTP({ secret: key?.replaceAll(' ', '') ?? '' }).generate())
    await expect.poll(keys.at).toBe('Your account')
    for (const action of [
      'Turn on: E-mail',
      'Ask first: E-mail',
      'Turn off: Authenticator app',
      'Turn off: E-mail',
    ]) {
      await keys.press(action)
      await page.getByRole('button', { name: action }).waitFor({ state: 'detached' })
      expect(await keys.at(), action).toBe('Your account')
    }
    const preference = await page.evaluate(() =>
      (globalThis as unknown as PageOfTests).client.getMFAPreference(),
    )
    expect(preference.enabled).toEqual([])
    await page.context().close()
  })

  it('a person adds a passkey and removes it', async () => {
    const app = await createApp(
      ui.url,
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      {
        MfaConfiguration: 'OFF',
        WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
      },
    )
    const page = await openAccount(app, await createPerson(ui.url, app.userPoolId))
    const keys = byKeyboard(page)
    const count = () =>
      page.evaluate(async () => (await (globalThis as unknown as PageOfTests).client.passkeys.list()).length)
    await addAuthenticator(page)
    await keys.press('Add a passkey')
    await expect.poll(count).toBe(1)
    await expect.poll(keys.at).toBe('Your account')
    await keys.walkTo('Add a passkey')
    await page.keyboard.press('Shift+Tab')
    expect(await keys.at()).toMatch(/^Remove: /)
    await keys.enter()
    await expect.poll(count).toBe(0)
    await expect.poll(keys.at).toBe('Your account')
    await page.context().close()
  })

  it('a person forgets a device, signs out elsewhere, and ends the account', async () => {
    const app = await createApp(ui.url, {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    })
    const person = await createPerson(ui.url, app.userPoolId)
    const elsewhere = await openAccount(app, person)
    const page = await openAccount(app, person)
    const keys = byKeyboard(page)
    const walkToThat = async (kind: RegExp) => {
      for (let step = 0; step < 40 && !kind.test(await keys.at()); step += 1) await page.keyboard.press('Tab')
      expect(await keys.at()).toMatch(kind)
    }
    const groups = page.locator('[data-lk=group]')
    const devices = groups.filter({ has: page.getByRole('heading', { name: 'Devices' }) })
    const places = groups.filter({ has: page.getByRole('heading', { name: 'Signed-in places' }) })
    const rows = await devices.locator('[data-lk=row]').count()
    await walkToThat(/^Remove: /)
    await keys.enter()
    await expect.poll(() => devices.locator('[data-lk=row]').count()).toBe(rows - 1)
    await expect.poll(keys.at).toBe('Your account')
    await walkToThat(/^Sign out: /)
    await keys.enter()
    await expect.poll(() => places.locator('[data-lk=row]').count()).toBe(1)
    await expect.poll(keys.at).toBe('Your account')
    await keys.press('Delete account')
    await page.getByRole('button', { name: 'Delete for good' }).waitFor()
    expect(await keys.at()).toBe('Delete for good')
    await keys.enter()
    await page.getByText('You are not signed in.').waitFor()
    expect(await keys.at()).toBe('Your account')
    await elsewhere.context().close()
    await page.context().close()
  })
})
