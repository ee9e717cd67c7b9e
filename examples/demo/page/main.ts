/** The demo's page: a photo app with the drop-in sign-in. */
import { AWSMobileClient, isAWSMobileClientError } from '@latchkey/client'
import type { LatchkeySignIn } from '@latchkey/ui'
import { albumOf } from './album.ts'
import { find } from './elements.ts'
import { watchState } from './history.ts'
import { watchInbox } from './inbox.ts'
import { watchConnection } from './offline.ts'
import { simulateProviders } from './simulated-providers.ts'

const configuration = await (await fetch('/demo/awsconfiguration.json')).json()
const client = AWSMobileClient.default()
await client.initialize(configuration)
simulateProviders()

const signIn = find('#sign-in', HTMLButtonElement)
const hosted = find('#hosted', HTMLButtonElement)
const account = find('#account', HTMLButtonElement)
const signInPanel = find('#sign-in-panel', HTMLElement)
const panel = find('#account-panel', HTMLElement)
const album = albumOf(client, configuration.CognitoUserPool.Default.Region)

/** Shows what belongs to whoever is here. */
async function show(): Promise<void> {
  const inside = client.isSignedIn
  signIn.hidden = inside
  hosted.hidden = inside
  // Accounts of other providers are looked after there.
  account.hidden = !inside || client.username === undefined || client.userSub === undefined
  if (account.hidden) toggleAccount(false)
  await album.show(inside)
}

function toggleAccount(open: boolean): void {
  panel.hidden = !open
  account.setAttribute('aria-expanded', String(open))
}

/** The drop-in beside the inbox; `client.showSignIn()` would open it as a dialog above the page. */
function toggleSignIn(open: boolean): void {
  const element = Object.assign(document.createElement('latchkey-sign-in') as LatchkeySignIn, {
    options: { canCancel: true },
  })
  signInPanel.replaceChildren(...(open ? [element] : []))
  signInPanel.hidden = !open
}

signIn.addEventListener('click', () => toggleSignIn(signInPanel.hidden !== false))
signInPanel.addEventListener('latchkey-cancelled', () => toggleSignIn(false))
signInPanel.addEventListener('latchkey-signed-in', () => toggleSignIn(false))
hosted.addEventListener('click', () => {
  client.showSignIn({ hostedUIOptions: {} }).catch(unlessCancelled)
})
account.addEventListener('click', () => toggleAccount(panel.hidden !== false))

function unlessCancelled(error: unknown): void {
  if (!isAWSMobileClientError(error, 'userCancelledSignIn')) console.error(error)
}

/** Types a code of the inbox where one is asked for; a complete one is sent at once. */
function takeCode(code: string): void {
  const field = document.querySelector<HTMLInputElement>('input[autocomplete="one-time-code"]')
  if (!field) return
  field.focus()
  field.value = code
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

client.addUserStateListener(() => void show())
watchState(client)
watchConnection(find('#offline', HTMLElement))
watchInbox(takeCode)
await show()
document.documentElement.dataset['ready'] = 'true'
