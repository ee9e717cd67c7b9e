import { adoptStyle } from '../draw/style.ts'
import type { Screen } from '../screens/screen.ts'
import type { ViewContext } from './context.ts'
import { coreViews } from './core-views.ts'
import type { Piece } from './element.ts'
import type { Views } from './views.ts'

let views: Partial<Views> = coreViews
let providerIcon: ViewContext['providerIcon']

/** Fetches what a screen is drawn with, unless it is at hand. */
export async function loadView(screen: Screen): Promise<void> {
  const marked =
    ('providers' in screen && screen.providers.length > 0) || ('passkeys' in screen && screen.passkeys)
  await Promise.all([
    views[screen.kind] ? undefined : loadMoreViews(),
    marked && !providerIcon ? loadIcons() : undefined,
  ])
}

/** Fetches all other screens, so that the next one comes at once. */
export async function loadMoreViews(): Promise<void> {
  const { moreViews, moreStyle } = await import('./more-views.ts')
  adoptStyle(document, moreStyle)
  views = { ...coreViews, ...moreViews }
}

async function loadIcons(): Promise<void> {
  ;({ providerIcon } = await import('./provider-icons.ts'))
}

/** Draws a screen that has been loaded. */
export function lazyViewOf(screen: Screen, context: ViewContext): Piece | undefined {
  const view = views[screen.kind] as ((screen: Screen, context: ViewContext) => Piece) | undefined
  return view?.(screen, { providerIcon, ...context })
}
