import type { HostedUIWindow } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'
import type { SignOutOptions } from '../sign-out/options.ts'

/** Opens the window of the sign-out page, if one is wanted: at once, while the person's click counts. */
export function signOutWindow(
  client: Client,
  { showSignOutPage, invalidateTokens = true }: SignOutOptions,
): HostedUIWindow | undefined {
  const { hosted } = client.session ?? {}
  const wanted = showSignOutPage ?? (invalidateTokens && !hosted?.privateSession)
  return hosted && wanted ? client.platform.browser?.(hosted.presentation) : undefined
}
