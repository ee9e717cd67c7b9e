import { type Language, loadTexts, printPage, type Screen, stylesheet } from '@latchkey/ui/views'
import type { Browser, BrowserContextOptions } from 'playwright-core'

/** A page on which printed screens are shown one after the other, with some style of the page's own. */
export async function startPrinter(
  browser: Browser,
  options: BrowserContextOptions,
  language: Language = 'en',
  css = '',
) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 }, ...options })
  const page = await context.newPage()
  const texts = await loadTexts(language)
  let html = ''
  await page.route('http://screens.test/**', route => {
    const { pathname } = new URL(route.request().url())
    const body = { '/style.css': stylesheet, '/page.css': css }[pathname] ?? html
    return route.fulfill({ body, contentType: pathname.endsWith('.css') ? 'text/css' : 'text/html' })
  })
  const show = async (screen: Screen) => {
    html = printPage(screen, {
      action: '/post',
      stylesheet: '/style.css',
      moreStylesheets: css ? ['/page.css'] : [],
      language,
      texts,
      title: 'Photos',
    })
    await page.goto('http://screens.test/')
  }
  return { page, show, close: () => context.close() }
}
