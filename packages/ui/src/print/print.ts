import { renderToString } from 'preact-render-to-string'
import type { Intent, Screen } from '../screens/screen.ts'
import { directionOf } from '../texts/direction.ts'
import { texts as english } from '../texts/languages/en.ts'
import type { Texts } from '../texts/texts.ts'
import type { ViewContext } from '../views/context.ts'
import { viewOf } from '../views/view.ts'
import { qrPicture } from './qr.ts'

/** How a screen is printed. */
export interface PrintOptions {
  /** Where its forms are posted. */
  readonly action: string
  /** Sent with every form, such as the sealed state of the request and the token against forged posts. */
  readonly hidden?: Readonly<Record<string, string>>
  /** Addresses of steps that are links rather than posts. */
  readonly links?: Partial<Readonly<Record<Intent, string>>>
  /** English when absent; see `loadTexts`. */
  readonly texts?: Texts
  /** The BCP 47 tag of `texts`. */
  readonly language?: string
  readonly logo?: ViewContext['logo']
  readonly canCancel?: boolean
  readonly countries?: readonly string[]
  readonly country?: string
}

/** How a whole page is printed. */
export interface PageOptions extends PrintOptions {
  /** The address at which `stylesheet` is served. */
  readonly stylesheet: string
  /** Of further stylesheets, such as one made by `themeStylesheet`, in their order. */
  readonly moreStylesheets?: readonly string[]
  /** The address at which `enhancementScript` is served; the page works without. */
  readonly script?: string
  /** The name of the app or pool, after the screen's title. */
  readonly title?: string
  readonly icon?: string
}

function contextOf(options: PrintOptions): ViewContext {
  const { texts = english, language = 'en', ...others } = options
  return { idPrefix: 'lk', texts, language, ...others }
}

/** A picture is part of what is printed: no script has to draw it. */
function complete(screen: Screen): Screen {
  return screen.kind === 'set-up-totp' && !screen.qr ? { ...screen, qr: qrPicture(screen.uri) } : screen
}

/** A screen as HTML: the same markup that a page's script makes of it. */
export function printScreen(screen: Screen, options: PrintOptions): string {
  return renderToString(viewOf(complete(screen), contextOf(options)))
}

/**
 * A screen as a whole HTML document that works without scripts. It holds no inline style and no inline script, so
 * that `default-src 'none'` with `style-src`, `script-src`, `img-src` and `form-action` for oneself is enough.
 */
export function printPage(screen: Screen, options: PageOptions): string {
  const { language = 'en', texts = english, stylesheet, moreStylesheets = [], script, icon } = options
  const body = printScreen(screen, options)
  const heading = /<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1] ?? ''
  const wrong = screen.error !== undefined || Object.keys(screen.fieldErrors ?? {}).length > 0
  const title = [
    wrong ? `${escapeHtml(texts.errorPrefix)}: ${heading}` : heading,
    escapeHtml(options.title ?? ''),
  ]
  const links = [stylesheet, ...moreStylesheets].map(
    address => `<link rel="stylesheet" href="${escapeHtml(address)}">`,
  )
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(language)}" dir="${directionOf(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="same-origin">',
    `<title>${title.filter(Boolean).join(' – ')}</title>`,
    ...(icon === undefined ? [] : [`<link rel="icon" href="${escapeHtml(icon)}">`]),
    ...links,
    ...(script === undefined ? [] : [`<script type="module" src="${escapeHtml(script)}"></script>`]),
    '</head>',
    `<body data-lk="page"><main data-lk="root">${body}</main></body>`,
    '</html>',
    '',
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, sign => entities[sign] ?? sign)
}
