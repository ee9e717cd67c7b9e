import { failure } from '../errors/failure.ts'
import type { Features, HostedUI } from '../sign-in/features.ts'
import { resumeFromPage } from './resume.ts'
import { signOutWindow } from './sign-out-window.ts'

/** Loads the hosted UI's part; a part that cannot be fetched now is a matter of the network. */
const load = () =>
  import('./part.ts').catch(cause => {
    throw failure('network', 'The hosted UI could not be loaded', { cause, retryable: true })
  })

/** Its settings in a document. */
export const lazyReadHostedUI: NonNullable<Features['readHostedUI']> = async (...input) =>
  (await load()).readHostedUI(...input)

/** The hosted UI, loaded when it is first used. */
export const lazyHostedUI: HostedUI = {
  async show(client, options, window) {
    const { hostedUIPart } = await load().catch(error => {
      window?.close()
      throw error
    })
    return hostedUIPart.show(client, options, window)
  },
  handleAuthResponse: async (...input) => (await load()).hostedUIPart.handleAuthResponse(...input),
  refresh: async (...input) => (await load()).hostedUIPart.refresh(...input),
  signOutWindow,
  signOut: async (...input) => (await load()).hostedUIPart.signOut(...input),
  resume: client => resumeFromPage(client, lazyHostedUI.handleAuthResponse),
}
