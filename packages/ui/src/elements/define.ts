import { LatchkeyAccount } from './account-element.ts'
import { LatchkeySignIn } from './sign-in-element.ts'
import { LatchkeySignOut } from './sign-out-element.ts'

/** Makes our elements known to the page; importing the package does so. Harmless on a server, and the second time. */
export function defineElements(): void {
  if (typeof customElements !== 'object') return
  for (const [name, element] of [
    ['latchkey-sign-in', LatchkeySignIn],
    ['latchkey-sign-out', LatchkeySignOut],
    ['latchkey-account', LatchkeyAccount],
  ] as const) {
    if (!customElements.get(name)) customElements.define(name, element)
  }
}
