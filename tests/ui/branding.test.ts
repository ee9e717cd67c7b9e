import {
  CreateManagedLoginBrandingCommand,
  SetUICustomizationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type App, createApp } from '../client/app.ts'
import { administrate } from '../harness/pools.ts'
import { dropIn, type PageOfTests, signInPage } from './drop-in.ts'
import { screen, told } from './person-at.ts'

const ui = dropIn({
  '/': signInPage,
  '/logo': {
    body: '<latchkey-sign-in logo="data:image/gif;base64,R0lGODlhAQABAAAAACw=" logo-text="Ours"></latchkey-sign-in>',
  },
  '/dialog': { body: '<h1>Photos</h1>' },
  '/tokens.css': { body: ':root { --lk-accent: rgb(1, 2, 3) }' },
  '/tokens': { ...signInPage, head: '<link rel="stylesheet" href="/tokens.css">' },
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** An app whose client has managed login branding: a blue button with round corners, dark, with a logo. */
async function brandedApp(): Promise<App> {
  const app = await createApp(ui.url)
  await administrate(ui.url).send(
    new CreateManagedLoginBrandingCommand({
      UserPoolId: app.userPoolId,
      ClientId: app.clientId,
      Settings: {
        categories: { global: { colorSchemeMode: 'DARK' } },
        components: {
          pageBackground: { darkMode: { color: '101820ff' } },
          form: { lightMode: { backgroundColor: 'ffffffff' }, darkMode: { backgroundColor: '203040ff' } },
          primaryButton: { darkMode: { defaults: { backgroundColor: '0972d3ff', textColor: 'ffffffff' } } },
        },
        componentClasses: { buttons: { borderRadius: 4.0 } },
      },
      Assets: [{ Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'PNG', Bytes: png }],
    }),
  )
  return app
}

const look = async (page: Page) => {
  const button = page.getByRole('button', { name: 'Sign in' })
  await button.waitFor()
  return {
    button: await button.evaluate(element => getComputedStyle(element).backgroundColor),
    corners: await button.evaluate(element => getComputedStyle(element).borderRadius),
    card: await page.locator('[data-lk=card]').evaluate(element => getComputedStyle(element).backgroundColor),
    logo: await page
      .locator('[data-lk=logo]')
      .evaluateAll(found => found.map(one => one.getAttribute('alt'))),
  }
}

const branded = {
  button: 'rgb(9, 114, 211)',
  corners: '4px',
  card: 'rgb(32, 48, 64)',
  logo: ['flows'],
}

describe('the look of the app client’s own pages', () => {
  it('is that of the drop-in too: colours, corners, scheme, logo with the client’s name', async () => {
    const { page, complaints } = await ui.open(await brandedApp())
    expect(await look(page)).toEqual(branded)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await screen(page, 'sign-up').getByRole('img', { name: 'flows' }).waitFor()
    expect((await told(page)).reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('goes with the element', async () => {
    const { page } = await ui.open(await brandedApp())
    expect(await look(page)).toEqual(branded)
    const accent = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--lk-accent'))
    expect(await accent()).toBe('#0972d3ff')
    await page.evaluate(() => document.querySelector('latchkey-sign-in')?.remove())
    expect(await accent()).not.toBe('#0972d3ff')
    await page.context().close()
  })

  it('stands back where the page has tokens or a logo of its own', async () => {
    const app = await brandedApp()
    const tokens = await ui.open(app, { path: '/tokens' })
    expect(await look(tokens.page)).toEqual({ ...branded, button: 'rgb(1, 2, 3)' })
    await tokens.page.context().close()
    const logo = await ui.open(app, { path: '/logo' })
    expect(await look(logo.page)).toEqual({ ...branded, logo: ['Ours'] })
    await logo.page.context().close()
  })

  it('is behind the dialog of showSignIn, and none of its colours is there where the app gives one', async () => {
    const app = await brandedApp()
    const show = (page: Page, signInUIOptions: object) =>
      page.evaluate(options => {
        const { client } = globalThis as unknown as PageOfTests
        client.showSignIn({ signInUIOptions: options }).catch(() => undefined)
      }, signInUIOptions)
    const backdrop = (page: Page) =>
      page.getByRole('dialog').evaluate(element => getComputedStyle(element, '::backdrop').backgroundColor)
    const plain = await ui.open(app, { path: '/dialog' })
    await show(plain.page, {})
    expect(await look(plain.page)).toEqual(branded)
    expect(await backdrop(plain.page)).toBe('rgb(16, 24, 32)')
    await plain.page.context().close()
    const own = await ui.open(app, { path: '/dialog' })
    await show(own.page, { primaryColor: '#7a2e8e' })
    expect(await look(own.page)).toEqual({
      button: 'rgb(122, 46, 142)',
      corners: '10px',
      card: 'rgb(255, 255, 255)',
      logo: ['flows'],
    })
    expect(await backdrop(own.page)).not.toBe('rgb(16, 24, 32)')
    await own.page.context().close()
  })

  it('comes from SetUICustomization as well, by its classes', async () => {
    const app = await createApp(ui.url)
    await administrate(ui.url).send(
      new SetUICustomizationCommand({
        UserPoolId: app.userPoolId,
        ClientId: app.clientId,
        ImageFile: png,
        CSS: '.submitButton-customizable { background-color: #ff5500; border-radius: 0px; } .background-customizable { background-color: navy; }',
      }),
    )
    const { page } = await ui.open(app)
    expect(await look(page)).toEqual({
      button: 'rgb(255, 85, 0)',
      corners: '0px',
      card: 'rgb(255, 255, 255)',
      logo: ['flows'],
    })
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgba(0, 0, 0, 0)',
    )
    await page.context().close()
  })
})
