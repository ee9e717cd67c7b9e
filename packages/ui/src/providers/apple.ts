import { loadScript } from './load-script.ts'
import { type SocialAdaptor, SocialSignInCancelled, setting } from './social-adaptor.ts'

/** The part of Sign in with Apple JS that is used. */
interface AppleSignIn {
  init(options: { clientId: string; scope: string; redirectURI: string; usePopup: true }): void
  signIn(): Promise<{ authorization: { id_token: string } }>
}

const script = 'https://appleid.cdn-apple.com/appleauth/static/jsapi/appleid/1/en_US/appleid.auth.js'

/** An id token from Sign in with Apple JS. The web needs what phones do not: `ClientId-WebApp`, the services id. */
export const appleToken: SocialAdaptor = async settings => {
  await loadScript(setting(settings, 'ScriptAddress') ?? script)
  const { AppleID } = globalThis as unknown as { AppleID: { auth: AppleSignIn } }
  AppleID.auth.init({
    clientId: setting(settings, 'ClientId-WebApp') ?? '',
    scope: (setting(settings, 'Permissions') ?? 'name email').replaceAll(',', ' '),
    redirectURI: setting(settings, 'RedirectURI') ?? location.origin,
    usePopup: true,
  })
  try {
    return (await AppleID.auth.signIn()).authorization.id_token
  } catch (error) {
    const { error: reason } = error as { error?: string }
    throw reason === 'popup_closed_by_user' || reason === 'user_cancelled_authorize'
      ? new SocialSignInCancelled()
      : error
  }
}
