import { join } from 'node:path'
import { type Language, printScreen } from '@latchkey/ui/views'
import { build } from 'esbuild'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { qrPicture } from '../../packages/ui/src/print/qr.ts'
import { gallery } from '../../packages/ui/src/testing/gallery.ts'
import { coreViews } from '../../packages/ui/src/views/core-views.ts'
import { moreViews } from '../../packages/ui/src/views/more-views.ts'
import { launchBrowser } from '../harness/browser.ts'
import { startPrinter } from './printer.ts'
import { violations } from './violations.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

const screens = Object.entries(gallery)

describe('the gallery', () => {
  it('has an example of every screen that there is', () => {
    const shown = new Set(screens.map(([, { kind }]) => kind))
    expect([...shown].sort()).toEqual(Object.keys({ ...coreViews, ...moreViews }).sort())
  })
})

describe('both printers', () => {
  it('make the same of every screen', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, 'page', 'views.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      conditions: ['latchkey-source'],
    })
    const page = await browser.newPage()
    await page.evaluate(outputFiles[0]?.text ?? '')
    for (const [name, example] of screens) {
      const screen = example.kind === 'set-up-totp' ? { ...example, qr: qrPicture(example.uri) } : example
      const html = printScreen(screen, { action: '/post', hidden: { a: 'b' } })
      const { drawn, printed } = await page.evaluate(
        ([screen, html]) =>
          (
            globalThis as unknown as {
              compare(screen: unknown, html: string): { drawn: string; printed: string }
            }
          ).compare(screen, html),
        [screen, html] as const,
      )
      expect(printed.length, name).toBeGreaterThan(100)
      expect(drawn, name).toBe(printed)
    }
    await page.close()
  })
})

describe('every screen is clean for axe', () => {
  const variants: [string, BrowserContextOptions, Language?][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['right to left', { colorScheme: 'light' }, 'ar'],
    ['320 pixels wide', { viewport: { width: 320, height: 640 } }],
    ['forced colours', { forcedColors: 'active' }],
  ]

  it.each(variants)('%s', async (_, options, language) => {
    const { page, show, close } = await startPrinter(browser, options, language)
    const found: Record<string, string[]> = {}
    for (const [name, screen] of screens) {
      await show(screen)
      const wrong = await violations(page)
      if (wrong.length > 0) found[name] = wrong
    }
    expect(found).toEqual({})
    await close()
  })

  it('finds what is wrong: a label that is taken away is missed', async () => {
    const { page, show, close } = await startPrinter(browser, {})
    await show(gallery['sign-in']!)
    await page.evaluate(() => document.querySelector('label')?.remove())
    expect(await violations(page)).toEqual([expect.stringContaining('label')])
    await close()
  })
})

describe('every screen fits', () => {
  it('a width of 320 pixels without scrolling sideways, in languages of long words, of none, and from the right', async () => {
    for (const language of ['en', 'de', 'pl', 'ja', 'ar'] as const) {
      const { page, show, close } = await startPrinter(
        browser,
        { viewport: { width: 320, height: 640 } },
        language,
      )
      for (const [name, screen] of screens) {
        await show(screen)
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(width, `${name} in ${language}`).toBeLessThanOrEqual(320)
      }
      await close()
    }
  })

  it('fingers: everything to press is 44 pixels high', async () => {
    const { page, show, close } = await startPrinter(browser, { viewport: { width: 390, height: 800 } })
    for (const [name, screen] of screens) {
      await show(screen)
      const heights = await page
        .locator('button:visible, input:not([type=hidden]):visible, select:visible')
        .evaluateAll(found => found.map(element => element.getBoundingClientRect().height))
      for (const height of heights) expect(height, name).toBeGreaterThanOrEqual(44)
    }
    await close()
  })
})
