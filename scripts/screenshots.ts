/**
 * Takes a picture of every screen, at the width of a phone and of a desktop, light and dark, into docs/screens.
 *
 *     scripts/screenshots.ts [--to FOLDER] [NAME…]
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gallery } from '../packages/ui/src/testing/gallery.ts'
import { printPage, stylesheet } from '../packages/ui/src/views.ts'
import { launchBrowser } from '../tests/harness/browser.ts'
import { root } from './installation.js'

const { values, positionals } = parseArgs({
  options: { to: { type: 'string', default: join(root, 'docs', 'screens') } },
  allowPositionals: true,
})
const names = positionals.length > 0 ? positionals : Object.keys(gallery)
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
              body: printPage(screen, { action: '/', stylesheet: '/style.css', title: 'Photos' }),
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
await browser.close()
