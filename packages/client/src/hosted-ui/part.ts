import type { AuthenticationResultType } from '@latchkey/protocol/user-pools'
import type { HostedUI } from '../sign-in/features.ts'
import { withRetries } from '../transport/retries.ts'
import { oauthError } from './errors.ts'
import { refreshTokens } from './exchange.ts'
import { handleAuthResponse } from './handle-auth-response.ts'
import { hostedProvider } from './provider.ts'
import { showHostedUI } from './show-sign-in.ts'
import { signOutHosted } from './sign-out.ts'

export { readHostedUI } from './read.ts'

/** What the class loads when it is first used: all that takes the network, or a person. */
export const hostedUIPart: Omit<HostedUI, 'signOutWindow' | 'resume'> = {
  show: showHostedUI,
  handleAuthResponse,
  async refresh(client, { hosted }, refreshToken) {
    const { poolId } = client.configuration?.userPool ?? {}
    const parameters = hosted?.tokenURIQueryParameters ?? {}
    const renew = async () => refreshTokens(await hostedProvider(client), refreshToken, parameters, poolId)
    // A lost answer may have rotated the token: the same one again, inside the provider's grace time.
    return (await withRetries(client, () => renew().catch(oauthError), true)) as AuthenticationResultType
  },
  signOut: signOutHosted,
}
