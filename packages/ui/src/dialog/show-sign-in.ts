import { AWSMobileClientError, type SignInUI } from '@latchkey/client'
import { adoptStyle } from '../draw/style.ts'
import { defineElements } from '../elements/define.ts'
import { LatchkeySignIn } from '../elements/sign-in-element.ts'
import { dialogStyle } from '../generated/dialog-style.ts'

/**
 * Shows the sign-in in a dialog above the page.
 *
 * @returns the user state once somebody is signed in
 * @throws AWSMobileClientError `userCancelledSignIn` when the person leaves, which `canCancel` allows; `invalidState`
 *   when somebody is signed in already, or where there is no page
 */
export const showSignIn: SignInUI = async (client, options) => {
  if (typeof document !== 'object') throw new AWSMobileClientError('invalidState', 'There is no page here')
  const { userState } = await client.initialize()
  if (userState === 'signedIn') throw new AWSMobileClientError('invalidState', 'Somebody is signed in')
  defineElements()
  adoptStyle(document, dialogStyle)
  const dialog = document.createElement('dialog')
  dialog.dataset['lk'] = 'dialog'
  const element = new LatchkeySignIn()
  element.client = client
  element.options = options
  dialog.append(element)
  const before = document.activeElement
  // The escape key asks to cancel: what may not be left stays.
  dialog.addEventListener('cancel', event => {
    if (!options.canCancel) event.preventDefault()
  })
  // Browsers close at the second press of the escape key, whatever the page says.
  dialog.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !options.canCancel) event.preventDefault()
  })
  const done = new Promise<void>((resolve, reject) => {
    element.addEventListener('latchkey-signed-in', () => resolve())
    element.addEventListener('latchkey-cancelled', () => dialog.close())
    dialog.addEventListener('close', () => reject(new AWSMobileClientError('userCancelledSignIn')))
  })
  document.body.append(dialog)
  dialog.setAttribute('aria-labelledby', element.headingId)
  dialog.showModal()
  try {
    await done
    return await client.initialize()
  } finally {
    dialog.remove()
    if (before instanceof HTMLElement) before.focus()
  }
}
