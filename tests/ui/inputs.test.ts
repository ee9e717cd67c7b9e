import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery } from '../../packages/ui/src/testing/gallery.ts'
import { createApp } from '../client/app.ts'
import { launchBrowser } from '../harness/browser.ts'
import { createPerson } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { administrationOf } from '../oauth/authorization-server.ts'
import { RelyingParty } from '../oauth/relying-party.ts'
import { dropIn, type PageOfTests } from './drop-in.ts'
import { inputRows } from './input-rows.ts'
import fixture from './inputs.fixture.json' with { type: 'json' }
import { startPrinter } from './printer.ts'

/** What browsers, keyboards and password managers are told of each input, held to one list of all of them. */

const ui = dropIn({ '/': { body: '<latchkey-account></latchkey-account>' } })
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A value of each standard attribute that a person can change. */
const attributes = {
  address: '12 St James’s Square',
  birthdate: '1815-12-10',
  family_name: 'Lovelace',
  gender: 'f',
  given_name: 'Ada',
  locale: 'en-GB',
  middle_name: 'King',
  name: 'Ada Lovelace',
  nickname: 'Enchantress',
  phone_number: '+442079460958',
  picture: 'https://example.com/ada.png',
  preferred_username: 'ada',
  profile: 'https://example.com/ada',
  website: 'https://example.com/',
  zoneinfo: 'Europe/London',
  'custom:team': 'Engines',
}

describe('inputs of', () => {
  it('every screen', async () => {
    const { page, show, close } = await startPrinter(browser, {})
    const table: Record<string, string[]> = {}
    for (const [name, screen] of Object.entries(gallery)) {
      await show(screen)
      table[name] = await inputRows(page.locator('body'))
    }
    expect(table).toEqual(fixture.screens)
    await close()
  })

  it('hosted pages for every kind of name and every attribute', async () => {
    const server = administrationOf(ui.url)
    const required = [...Object.keys(attributes), 'email'].filter(name => !name.startsWith('custom:'))
    const pools = {
      'a phone number for a name': { UsernameAttributes: ['phone_number'] },
      'an e-mail address for a name': { UsernameAttributes: ['email'] },
      'either for a name': { UsernameAttributes: ['email', 'phone_number'] },
      'a user name or a phone number': { AliasAttributes: ['phone_number'] },
      'every attribute required': { Schema: required.map(Name => ({ Name, Required: true, Mutable: true })) },
    } as const
    const table: Record<string, string[]> = {}
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    for (const [kind, pool] of Object.entries(pools)) {
      const poolId = await server.createPool({ ...pool } as Parameters<typeof server.createPool>[0])
      const app = new RelyingParty(server, poolId, await server.createClient(poolId))
      for (const path of ['/login', '/signup', '/forgotPassword']) {
        await page.goto(`${app.issuer}${path}?${app.parameters()}`)
        table[`${kind}: ${path}`] = await inputRows(page.locator('body'))
      }
    }
    expect(table).toEqual(fixture.hosted)
    await context.close()
  })

  it('every part of the account', async () => {
    const app = await createApp(
      ui.url,
      { Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }] },
      { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const { username, password } = await createPerson(ui.url, app.userPoolId)
    const named = { UserPoolId: app.userPoolId, Username: username }
    const administrator = administrate(ui.url)
    await administrator.send(
      new AdminUpdateUserAttributesCommand({
        ...named,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    )
    const { page } = await ui.open(app)
    await page.getByText('You are not signed in.').waitFor()
    await page.evaluate(input => (globalThis as unknown as PageOfTests).client.signIn(input), {
      username,
      password,
    })
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
    const parts = await page
      .locator('[name=intent]')
      .evaluateAll(buttons =>
        (buttons as HTMLButtonElement[])
          .map(({ value }) => value)
          .filter(value => /^(edit:|confirm:|password$|totp$|delete$)/.test(value)),
      )
    const table: Record<string, string[]> = { 'nothing open': await openedRows(page) }
    for (const part of parts) {
      await page.locator(`[value="${part}"]`).click()
      const form = page.locator('[data-form=answer]')
      await form.waitFor()
      table[part] = await openedRows(page)
      await form.locator('[value=close]').click()
      await form.waitFor({ state: 'detached' })
    }
    expect(table).toEqual(fixture.account)
    await page.context().close()
  })

  it.each(Object.entries(fixture))('%s: the user name is in every form with a password', (_, forms) => {
    let withPassword = 0
    for (const [name, rows] of Object.entries<string[]>(forms)) {
      const text = rows.join('\n')
      if (!text.includes('password')) continue
      withPassword += 1
      expect(text, name).toMatch(/^username \| .* \| username/m)
    }
    expect(withPassword).toBeGreaterThan(0)
  })
})

/** The inputs in the whole account: an open part is among what is there anyway. */
const openedRows = (page: Page) => inputRows(page.locator('latchkey-account'))
