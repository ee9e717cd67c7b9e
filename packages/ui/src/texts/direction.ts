const rightToLeft = /^(ar|fa|he|ur|yi|ps|sd|ug|dv)\b/

/** The direction in which a language is written, by its BCP 47 tag. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.test(language) ? 'rtl' : 'ltr'
}
