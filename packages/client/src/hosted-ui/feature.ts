import type { HostedUI } from '../sign-in/features.ts'
import { hostedUIPart } from './part.ts'
import { resumeFromPage } from './resume.ts'
import { signOutWindow } from './sign-out-window.ts'

/** What a client needs to go on with a session of the hosted UI: `createClient({ features: { hostedUI } })`. */
export const hostedUI: HostedUI = {
  ...hostedUIPart,
  signOutWindow,
  resume: client => resumeFromPage(client, hostedUIPart.handleAuthResponse),
}
