/** The screens as data and as HTML: what a server needs of this package, and nothing that needs a browser. */

export { enhancementScript } from './generated/enhancement-script.ts'
export { stylesheet } from './generated/stylesheet.ts'
export { countryChoices, phoneNumberFrom } from './phone/phone-number.ts'
export {
  directionOf,
  type PageOptions,
  type PrintOptions,
  printPage,
  printScreen,
} from './print/print.ts'
export type * from './screens/parts.ts'
export type * from './screens/screen.ts'
export type { ErrorTextId, NoticeId, Texts } from './texts/texts.ts'
