import type { Locator } from 'playwright-core'

/**
 * The inputs of forms as browsers, keyboards and password managers know them: name, type, token for autofill,
 * keyboard, and whether they are there to be read alone.
 */
export function inputRows(forms: Locator): Promise<string[]> {
  return forms
    .locator('input:not([type=hidden]), select, textarea')
    .evaluateAll(found =>
      found.map(element =>
        [
          element.getAttribute('name'),
          element.getAttribute('type') ?? element.tagName.toLowerCase(),
          element.getAttribute('autocomplete'),
          element.getAttribute('inputmode') ?? '-',
          element.hasAttribute('readonly') ? 'readonly' : '-',
        ].join(' | '),
      ),
    )
}
