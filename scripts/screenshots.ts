/**
 * Takes a picture of every screen, at the width of a phone and of a desktop, light and dark, into docs/screens.
 *
 *     scripts/screenshots.ts [--to FOLDER] [NAME…]
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gallery } from '../packages/ui/src/testing/gallery.ts'
import { printPage, stylesheet } from '../packages/ui/src/views.ts'
import { launchBrowser } from '../tests/harness/browser.ts'
import { pinnedNode, root } from './installation.js'

const { values, positionals } = parseArgs({
  options: { to: { type: 'string', default: join(root, 'docs', 'screens') } },
  allowPositionals: true,
})
const names = positionals.length > 0 ? positionals : Object.keys(gallery)
/** What an app gives beside: its mark. */
const logo = {
  text: 'Photos',
  address: `data:image/svg+xml,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="44" viewBox="0 0 44 44"><rect width="44" height="44" rx="12" fill="#17635b"/><rect x="9" y="13" width="26" height="19" rx="5" fill="none" stroke="#fff" stroke-width="2.6"/><circle cx="22" cy="22.500" r="5" fill="none" stroke="#fff" stroke-width="2.6"/></svg>',
  )}`,
}
const views = [
  { name: 'phone', width: 390, height: 780 },
  { name: 'desktop', width: 900, height: 640 },
]

mkdirSync(values.to, { recursive: true })
const browser = await launchBrowser()
for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name: view, width, height } of views) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.route('http://screens.test/**', route => {
      const { pathname } = new URL(route.request().url())
      const screen = gallery[pathname.slice(1)]
      return pathname === '/style.css'
        ? route.fulfill({ contentType: 'text/css', body: stylesheet })
        : screen
          ? route.fulfill({
              contentType: 'text/html; charset=utf-8',
              body: printPage(screen, { action: '/', stylesheet: '/style.css', title: 'Photos', logo }),
            })
          : route.fulfill({ status: 404, body: '' })
    })
    for (const name of names) {
      await page.goto(`http://screens.test/${name}`)
      await page.screenshot({ path: join(values.to, `${name}-${view}-${colorScheme}.png`), fullPage: true })
    }
    await context.close()
  }
}
try {
  await photographDemo()
} finally {
  await browser.close()
}

/** The demo as a stranger finds it, the account of somebody who has just come in, and how the console shows them. */
async function photographDemo(): Promise<void> {
  if (positionals.length > 0) return
  const demo = spawn(
    pinnedNode,
    [
      '--conditions=latchkey-source',
      '--disable-warning=ExperimentalWarning',
      join(root, 'examples/demo/start.ts'),
      '--in-memory',
      '--port=0',
      '--no-open',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  process.once('exit', () => demo.kill('SIGKILL'))
  let printed = ''
  for await (const part of demo.stdout) if (/http:\S+/.test((printed += part))) break
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? []
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      colorScheme,
      viewport: { width: 1240, height: 860 },
      locale: 'en-GB',
    })
    const take = (name: string, fullPage = false) =>
      page.screenshot({ path: join(values.to, `${name}-${colorScheme}.png`), fullPage })
    await page.goto(address)
    await page.getByRole('img').nth(2).waitFor()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Continue with Google' }).waitFor()
    await take('demo')
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByRole('heading', { name: 'Create your account' }).waitFor()
    await page.getByLabel('User name').fill(`ada-${colorScheme}`)
    await page.getByLabel('E-mail address').fill(`ada-${colorScheme}@example.com`)
    await page.getByLabel('Password').fill('Correct-Horse-7')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.locator('#inbox').getByText(`ada-${colorScheme}@example.com`).waitFor()
    await page.locator('#inbox button').first().click()
    for (let picture = 0; picture < 3; picture += 1) {
      await page.getByRole('button', { name: 'Add a drawn picture' }).click()
      await page.locator('#mine-pictures img').nth(picture).waitFor()
    }
    await take('demo-signed-in')
    await page.getByRole('button', { name: 'Account and devices' }).click()
    await page.getByText('This device', { exact: true }).waitFor()
    await page.locator('latchkey-account').screenshot({ path: join(values.to, `account-${colorScheme}.png`) })
    await page.goto(new URL('/_latchkey/console', address).href)
    await page.locator('tbody a').first().click()
    await page.getByRole('heading', { name: 'Users' }).waitFor()
    await take('console-users')
    await page.getByRole('link', { name: `ada-${colorScheme}`, exact: true }).click()
    await page.getByRole('heading', { name: 'Sign-in log' }).waitFor()
    await take('console-user', true)
    await page.close()
  }
  demo.kill('SIGTERM')
}
