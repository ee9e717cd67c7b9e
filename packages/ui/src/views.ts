/** The screens as data and as HTML: what a server needs of this package, and nothing that needs a browser. */

export type { Branding, SignInDescription, SignUpDescription } from './description/description.ts'
export type { Fields } from './flow/fields.ts'
export { attributesFrom, codeFrom, wrongFields } from './flow/validate.ts'
export { enhancementScript } from './generated/enhancement-script.ts'
export { countryChoices, phoneNumberFrom } from './phone/phone-number.ts'
export {
  type PageOptions,
  type PrintOptions,
  printPage,
  printScreen,
} from './print/print.ts'
export { stylesheet } from './print/stylesheet.ts'
export { themeStylesheet, tokenStylesheet } from './print/theme-stylesheet.ts'
export type * from './screens/parts.ts'
export type * from './screens/screen.ts'
export { directionOf } from './texts/direction.ts'
export { type Language, languages, loadTexts, negotiateLanguage } from './texts/load-texts.ts'
export { errorTextOf } from './texts/service-error-texts.ts'
export type { ErrorTextId, NoticeId, Texts } from './texts/texts.ts'
