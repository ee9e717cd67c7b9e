import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import type { HostedUI } from '../sign-in/features.ts'
import { withRetries } from '../transport/retries.ts'
import { oauthError } from './errors.ts'
import { refreshTokens } from './exchange.ts'
import { handleAuthResponse } from './handle-auth-response.ts'
import { hostedProvider } from './provider.ts'
import { resumeFromPage } from './resume.ts'
import { showHostedUI } from './show-sign-in.ts'
import { signOutHosted } from './sign-out.ts'
import { signOutWindow } from './sign-out-window.ts'

export { readHostedUI } from './read.ts'

/** What a client needs to go on with a session of the hosted UI: `createClient({ features: { hostedUI } })`. */
export const hostedUI: HostedUI = {
  show: showHostedUI,
  handleAuthResponse,
  async refresh(client, { hosted }, refreshToken) {
    const { poolId } = client.configuration?.userPool ?? {}
    const parameters = hosted?.tokenURIQueryParameters ?? {}
    const renew = async () => refreshTokens(await hostedProvider(client), refreshToken, parameters, poolId)
    // A lost answer may have rotated the token: the same one again, inside the provider's grace time.
    return (await withRetries(client, () => renew().catch(oauthError), true)) as AuthenticationResultType
  },
  signOutWindow,
  signOut: signOutHosted,
  resume: client => resumeFromPage(client, handleAuthResponse),
}
