import { loadScript } from './load-script.ts'
import { type SocialAdaptor, SocialSignInCancelled, setting } from './social-adaptor.ts'

interface Moment {
  isSkippedMoment(): boolean
  isDismissedMoment(): boolean
  getDismissedReason(): string
}

/** The part of Google Identity Services that is used. */
interface GoogleIdentity {
  initialize(options: {
    client_id: string
    callback: (answer: { credential: string }) => void
    use_fedcm_for_prompt?: boolean
  }): void
  prompt(moment: (moment: Moment) => void): void
}

/** An id token from Google Identity Services. */
export const googleToken: SocialAdaptor = async settings => {
  await loadScript(setting(settings, 'ScriptAddress') ?? 'https://accounts.google.com/gsi/client')
  const { google } = globalThis as unknown as { google: { accounts: { id: GoogleIdentity } } }
  return new Promise((resolve, reject) => {
    google.accounts.id.initialize({
      client_id: setting(settings, 'ClientId-WebApp') ?? '',
      callback: ({ credential }) => resolve(credential),
      use_fedcm_for_prompt: true,
    })
    google.accounts.id.prompt(moment => {
      const left = moment.isDismissedMoment() && moment.getDismissedReason() !== 'credential_returned'
      if (left || moment.isSkippedMoment()) reject(new SocialSignInCancelled())
    })
  })
}
