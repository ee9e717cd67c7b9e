import { tokenStylesheet } from '@latchkey/ui/views'

/** A place in the settings of managed login branding, for light and dark. */
interface ColourPlace {
  readonly token: string
  /** Members on the way; `*` stands for the mode's own, `lightMode` or `darkMode`. */
  readonly path: readonly string[]
}

/** What of the settings becomes which of the pages' tokens. */
const colours: readonly ColourPlace[] = [
  { token: '--lk-page', path: ['components', 'pageBackground', '*', 'color'] },
  { token: '--lk-backdrop', path: ['components', 'pageBackground', '*', 'color'] },
  { token: '--lk-surface', path: ['components', 'form', '*', 'backgroundColor'] },
  { token: '--lk-line', path: ['components', 'form', '*', 'borderColor'] },
  { token: '--lk-text', path: ['components', 'pageText', '*', 'headingColor'] },
  { token: '--lk-muted', path: ['components', 'pageText', '*', 'descriptionColor'] },
  { token: '--lk-accent', path: ['components', 'primaryButton', '*', 'defaults', 'backgroundColor'] },
  { token: '--lk-accent-strong', path: ['components', 'primaryButton', '*', 'hover', 'backgroundColor'] },
  { token: '--lk-on-accent', path: ['components', 'primaryButton', '*', 'defaults', 'textColor'] },
  { token: '--lk-field', path: ['componentClasses', 'input', '*', 'defaults', 'backgroundColor'] },
  { token: '--lk-edge', path: ['componentClasses', 'input', '*', 'defaults', 'borderColor'] },
  { token: '--lk-danger', path: ['components', 'alert', '*', 'error', 'borderColor'] },
]

/** The settings' colours are eight or six hexadecimal digits without a mark. */
const colour = /^#?([0-9a-f]{6}|[0-9a-f]{8})$/i

function memberAt(settings: unknown, path: readonly string[]): unknown {
  let found = settings
  for (const member of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, member)) return undefined
    found = Reflect.get(found, member)
  }
  return found
}

function colourAt(settings: unknown, path: readonly string[], mode: string): string | undefined {
  const value = memberAt(
    settings,
    path.map(member => (member === '*' ? mode : member)),
  )
  const [, digits] = typeof value === 'string' ? (colour.exec(value) ?? []) : []
  return digits === undefined ? undefined : `#${digits}`
}

/** The tokens as the settings of managed login branding have them; what they do not say stays as it is. */
export function brandingCss(settings: unknown): string {
  const tokens: Record<string, string> = {}
  for (const { token, path } of colours) {
    const light = colourAt(settings, path, 'lightMode')
    const dark = colourAt(settings, path, 'darkMode')
    const value = light && dark ? `light-dark(${light}, ${dark})` : (light ?? dark)
    if (value) tokens[token] = value
  }
  const radius = memberAt(settings, ['componentClasses', 'buttons', 'borderRadius'])
  if (typeof radius === 'number' && radius >= 0 && radius <= 100) tokens['--lk-radius'] = `${radius}px`
  const scheme = memberAt(settings, ['categories', 'global', 'colorSchemeMode'])
  return tokenStylesheet(tokens, scheme === 'LIGHT' ? 'light' : scheme === 'DARK' ? 'dark' : undefined)
}
