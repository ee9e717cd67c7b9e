import { moreStyle } from '../generated/more-style.ts'
import { pageStyle } from '../generated/page-style.ts'
import { screenStyle } from '../generated/screen-style.ts'

/** The style of printed pages, to be served at the address that `printPage` is given. */
export const stylesheet = `${screenStyle}${moreStyle}${pageStyle}`
