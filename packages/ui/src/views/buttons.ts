import type { ProviderButton } from '../screens/parts.ts'
import type { Intent } from '../screens/screen.ts'
import type { ViewContext } from './context.ts'
import { el, fill, type Piece, region } from './element.ts'

/** The button that answers the screen. */
export function submitButton({ busy }: ViewContext, label: string): Piece {
  return region(
    'submit',
    'button',
    { type: 'submit', name: 'intent', value: 'submit', 'aria-disabled': busy ? 'true' : undefined },
    label,
  )
}

/** A step aside from the screen: a link where it has an address, else a button of the form around it. */
export function stepButton({ links = {} }: ViewContext, intent: Intent, label: string): Piece {
  const address = links[intent]
  if (address !== undefined) return region('step', 'a', { href: address }, label)
  return region(
    'step',
    'button',
    { type: 'submit', name: 'intent', value: intent, formnovalidate: true },
    label,
  )
}

const marks: Readonly<Record<string, string>> = {
  Google: 'Google',
  Facebook: 'Facebook',
  SignInWithApple: 'Apple',
  LoginWithAmazon: 'Amazon',
}

/**
 * Buttons of other identity providers, each with the mark by which it is known; links where they have addresses, as
 * on a page whose forms may not lead to other sites.
 */
export function providerButtons(
  { texts, links = {}, providerIcon }: ViewContext,
  providers: readonly ProviderButton[],
): Piece | undefined {
  if (providers.length === 0) return undefined
  return region(
    'providers',
    'div',
    {},
    ...providers.map(({ name, kind, label }) => {
      const address = links[`provider:${name}`]
      return region(
        'provider',
        address === undefined ? 'button' : 'a',
        {
          ...(address === undefined
            ? { type: 'submit', name: 'intent', value: `provider:${name}` }
            : { href: address }),
          'data-provider': kind,
        },
        providerIcon?.(kind),
        el('span', {}, fill(texts.continueWith, { provider: label ?? marks[kind] ?? name })),
      )
    }),
  )
}

/** A passkey in place of a password, for the name in the form around it. */
export function passkeyButton({ texts, providerIcon }: ViewContext): Piece {
  return region(
    'provider',
    'button',
    { type: 'submit', name: 'intent', value: 'passkey', formnovalidate: true },
    providerIcon?.('WEB_AUTHN'),
    el('span', {}, texts.usePasskey),
  )
}

/** The line with a word in it between two ways in. */
export function divider(word: string): Piece {
  return region('divider', 'div', {}, el('span', {}, word))
}
