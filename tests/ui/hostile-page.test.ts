import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gallery } from '../../packages/ui/src/testing/gallery.ts'
import { root } from '../../scripts/installation.js'
import { createApp } from '../client/app.ts'
import { launchBrowser } from '../harness/browser.ts'
import { createPerson } from '../harness/people.ts'
import { dropIn, enter, type PageOfTests } from './drop-in.ts'
import { screen } from './person-at.ts'
import { startPrinter } from './printer.ts'
import { violations } from './violations.ts'

const read = (path: string) => readFileSync(join(root, 'node_modules', path), 'utf8')
const sheets = {
  'Tailwind’s preflight': read('tailwindcss/preflight.css').replaceAll(/--theme\([^)]*\)+/g, 'inherit'),
  'Bootstrap’s reboot': read('bootstrap/dist/css/bootstrap-reboot.css'),
  'a global reset': `
    * { margin: 0; padding: 0; border: 0; font: 10px/1 serif; background: transparent; outline: 0 }
    button, input, select { all: unset } ul { list-style: none } h1 { font-size: 10px } a { color: red }
    body { text-align: center; text-transform: uppercase; letter-spacing: 4px; line-height: 3 }`,
}
const names = Object.keys(sheets)
const page = (index: number, body: string) => ({
  body,
  head: `<link rel="stylesheet" href="/hostile-${index}.css">`,
})
const pages = Object.values(sheets).flatMap((css, index) => [
  [`/hostile-${index}.css`, { body: css }],
  [`/sign-in-${index}`, page(index, '<latchkey-sign-in></latchkey-sign-in>')],
  [`/account-${index}`, page(index, '<latchkey-account></latchkey-account>')],
])

const ui = dropIn(Object.fromEntries(pages))
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Everything to fill in or press has an edge, room for a finger, and text that a telephone does not zoom in on. */
async function expectUsable(
  where: Page | Locator,
  name: string,
  { isAccount = false } = {},
): Promise<number> {
  const controls = await where
    .locator('[data-lk~=input], [data-lk=submit], [data-lk=provider], [data-lk=option], [data-lk=action]')
    .evaluateAll(found =>
      found.map(element => {
        const { height, width } = element.getBoundingClientRect()
        const { borderTopWidth, borderTopStyle, fontSize, textTransform } = getComputedStyle(element)
        return {
          height,
          width,
          border: `${borderTopWidth} ${borderTopStyle}`,
          size: Number.parseFloat(fontSize),
          textTransform,
        }
      }),
    )
  for (const control of controls) {
    expect(control.height, name).toBeGreaterThanOrEqual(44)
    expect(control.width, name).toBeGreaterThan(isAccount ? 44 : 200)
    expect(control.border, name).toBe('1px solid')
    expect(control.size, name).toBeGreaterThanOrEqual(isAccount ? 14 : 15)
    expect(control.textTransform, name).toBe('none')
  }
  return controls.length
}

describe.each(names)('a page with %s', name => {
  const index = names.indexOf(name)

  it('leaves every printed screen usable', async () => {
    const css = Object.values(sheets)[index] ?? ''
    const { page, show, close } = await startPrinter(
      browser,
      { viewport: { width: 390, height: 800 } },
      'en',
      css,
    )
    let controls = 0
    for (const [name, example] of Object.entries(gallery)) {
      await show(example)
      controls += await expectUsable(page, name)
    }
    expect(controls).toBeGreaterThan(Object.keys(gallery).length)
    for (const name of ['sign-in-with-providers', 'sign-up-with-errors', 'set-up-totp', 'select-mfa']) {
      await show(gallery[name]!)
      expect(await violations(page), name).toEqual([])
    }
    await close()
  })

  it('leaves the sign-in element usable, screen after screen', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app, {
      path: `/sign-in-${index}`,
      options: { viewport: { width: 390, height: 800 } },
    })
    await screen(page, 'sign-in').waitFor()
    expect(await expectUsable(page, 'sign-in')).toBe(3)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await screen(page, 'sign-up').waitFor()
    expect(await expectUsable(page, 'sign-up')).toBe(4)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await enter(page, person)
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('leaves the account usable', async () => {
    const app = await createApp(ui.url)
    const { username, password } = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app, {
      path: `/account-${index}`,
      options: { viewport: { width: 390, height: 800 } },
    })
    await page.getByText('You are not signed in.').waitFor()
    await page.evaluate(input => (globalThis as unknown as PageOfTests).client.signIn(input), {
      username,
      password,
    })
    await page.getByRole('button', { name: 'Change: Password' }).click()
    await page.getByLabel('Current password').waitFor()
    expect(await expectUsable(page, 'account', { isAccount: true })).toBeGreaterThan(5)
    await page.getByLabel('Current password').fill(password)
    await page.getByLabel('New password').fill('Better-Horse-8')
    await page.keyboard.press('Enter')
    await page.getByText('Your password is changed.').waitFor()
    await page.context().close()
  })
})
