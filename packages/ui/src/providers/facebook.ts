import { loadScript } from './load-script.ts'
import { type SocialAdaptor, SocialSignInCancelled, setting } from './social-adaptor.ts'

/** The part of Facebook's JavaScript SDK that is used. */
interface Facebook {
  init(options: { appId: string; version: string }): void
  login(
    answered: (answer: { authResponse?: { accessToken: string } | null }) => void,
    options: { scope: string },
  ): void
}

/** An access token from Facebook Login. */
export const facebookToken: SocialAdaptor = async settings => {
  await loadScript(setting(settings, 'ScriptAddress') ?? 'https://connect.facebook.net/en_US/sdk.js')
  const { FB } = globalThis as unknown as { FB: Facebook }
  FB.init({ appId: setting(settings, 'AppId') ?? '', version: setting(settings, 'Version') ?? 'v23.0' })
  const scope = setting(settings, 'Permissions') ?? 'public_profile'
  return new Promise((resolve, reject) => {
    FB.login(
      ({ authResponse }) =>
        authResponse ? resolve(authResponse.accessToken) : reject(new SocialSignInCancelled()),
      { scope },
    )
  })
}
