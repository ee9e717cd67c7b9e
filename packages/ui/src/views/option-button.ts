import type { Intent } from '../screens/screen.ts'
import { el, type Piece, region } from './element.ts'
import { factorIcons } from './factor-icons.ts'
import { arrowIcon } from './icons.ts'

/** One choice of several, each a whole row to press. */
export function optionButton(intent: Intent, label: string, iconName?: string, detail?: string): Piece {
  return region(
    'option',
    'button',
    { type: 'submit', name: 'intent', value: intent },
    iconName && factorIcons[iconName]?.(),
    el('span', {}, label, detail !== undefined && el('small', {}, detail)),
    arrowIcon(),
  )
}
