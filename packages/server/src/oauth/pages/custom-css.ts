/** The classes that SetUICustomization may speak of, and what they are called on these pages. */
const regions: Readonly<Record<string, string | readonly [page: string, dialog: string]>> = {
  'background-customizable': ['[data-lk="page"]', '[data-lk="dialog"]::backdrop'],
  'banner-customizable': '[data-lk="header"]',
  'errorMessage-customizable': '[data-lk="error"]',
  'idpButton-customizable': '[data-lk="provider"]',
  'idpDescription-customizable': '[data-lk="divider"]',
  'inputField-customizable': '[data-lk~="input"]',
  'label-customizable': '[data-lk="label"]',
  'legalText-customizable': '[data-lk="step-lead"]',
  'logo-customizable': '[data-lk="logo"]',
  'redirect-customizable': '[data-lk="step"]',
  'socialButton-customizable': '[data-lk="provider"]',
  'submitButton-customizable': '[data-lk="submit"]',
  'textDescription-customizable': '[data-lk="lead"]',
}

/** A colour, a length, a word, several of them: nothing that loads, calls or ends a rule. */
const plainValue = /^[\w\s#%.,()!'"+\-/*]{1,200}$/
const functionsOfValues = /^(rgba?|hsla?|calc|light-dark|var|min|max|clamp)$/

/**
 * The style of SetUICustomization for these pages: known classes alone, each as the region that it means, with plain
 * values. What is not known is left out.
 */
export function customCss(css: string): string {
  const rules: string[] = []
  for (const [, selectors = '', body = ''] of withoutComments(css).matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const known = selectors.split(',').flatMap(selector => regionOf(selector.trim()))
    const declarations = body.split(';').flatMap(declaration => plain(declaration))
    if (known.length > 0 && declarations.length > 0) {
      rules.push(`${known.join(',\n')} {\n  ${declarations.join(';\n  ')};\n}`)
    }
  }
  return rules.join('\n\n')
}

function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, ' ')
}

function regionOf(selector: string): string[] {
  const [, name = '', state = ''] = /^\.([\w-]+)((?::(?:hover|focus|active))?)$/.exec(selector) ?? []
  const found = Object.hasOwn(regions, name) ? regions[name] : undefined
  if (found === undefined) return []
  const [region, dialog] = typeof found === 'string' ? [found] : found
  // What lies behind a dialog has no states.
  return dialog !== undefined && state === '' ? [region, dialog] : [`${region}${state}`]
}

function plain(declaration: string): string[] {
  const colon = declaration.indexOf(':')
  const property = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase()
  const value = declaration.slice(colon + 1).trim()
  const functions = [...value.matchAll(/([\w-]*)\(/g)].map(([, name = '']) => name.toLowerCase())
  const isPlain = plainValue.test(value) && functions.every(name => functionsOfValues.test(name))
  return /^[a-z-]{1,40}$/.test(property) && isPlain ? [`${property}: ${value}`] : []
}
