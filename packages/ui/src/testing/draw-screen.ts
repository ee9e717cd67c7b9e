import { render } from 'preact'
import type { Screen } from '../screens/screen.ts'
import { texts } from '../texts/languages/en.ts'
import { viewOf } from '../views/view.ts'

/** Draws a screen in an element of a page as `printScreen` prints it: in English, with its forms posted. */
export function drawScreen(
  root: HTMLElement,
  screen: Screen,
  posted: { readonly action: string; readonly hidden: Readonly<Record<string, string>> },
): void {
  render(viewOf(screen, { idPrefix: 'lk', texts, language: 'en', ...posted }), root)
}
