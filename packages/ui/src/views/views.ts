import type { ScreenKind, ScreenOf } from '../screens/screen.ts'
import type { ViewContext } from './context.ts'
import type { Piece } from './element.ts'

/** One view for each screen. */
export type Views = {
  readonly [Kind in ScreenKind]: (screen: ScreenOf<Kind>, context: ViewContext) => Piece
}
