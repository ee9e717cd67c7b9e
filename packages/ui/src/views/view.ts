import type { Screen } from '../screens/screen.ts'
import type { ViewContext } from './context.ts'
import { coreViews } from './core-views.ts'
import type { Piece } from './element.ts'
import { moreViews } from './more-views.ts'
import { providerIcon } from './provider-icons.ts'
import type { Views } from './views.ts'

const views: Views = { ...coreViews, ...moreViews }

/** Draws any screen, with everything at hand. */
export function viewOf(screen: Screen, context: ViewContext): Piece {
  const view = views[screen.kind] as (screen: Screen, context: ViewContext) => Piece
  return view(screen, { providerIcon, ...context })
}
