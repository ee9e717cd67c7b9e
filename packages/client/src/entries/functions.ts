/** Every function, and `createClient` for browsers, workers, Deno, Bun and whatever else has the web's standards. */
import { allFeatures as coreFeatures } from '../functions.ts'
import { webPlatform } from '../platform/web.ts'
import { webAnnouncements } from '../platform/web-announcements.ts'
import { type Client, createClientOn } from '../session/client.ts'
import { followTabs } from '../session/follow.ts'
import type { Features } from '../sign-in/features.ts'
import type { FunctionsOptions } from './options.ts'

export * from '../functions.ts'
export { webAuthenticator } from '../passkeys/web-authenticator.ts'
export { webBackground } from '../platform/web-background.ts'
export type { FunctionsOptions }

/**
 * The feature that follows what other tabs and workers do with the same session. Without it a sign-out in another tab
 * is noticed at this tab's next renewal, a sign-in there when the page is loaded again.
 *
 * @example functions.createClient({ features: { tabs: functions.tabs } })
 */
export const tabs: NonNullable<Features['tabs']> = client =>
  followTabs(client, { announcements: webAnnouncements, ...client.platform })

/** Everything that a sign-in can do but the hosted UI, which is a feature of `@latchkey/client/hosted-ui`. */
export const allFeatures: typeof coreFeatures = (...input) => ({ ...coreFeatures(...input), tabs })

/** Makes a client for use with the functions of this package; what it needs beyond them are its `features`. */
export function createClient(options: FunctionsOptions = {}): Client {
  return createClientOn(webPlatform(), options)
}
