import { AWSMobileClientBase } from './aws-mobile-client.ts'
import { webBrowser } from './hosted-ui/web-browser.ts'
import { lazyFeatures } from './lazy-features.ts'
import { webAuthenticator } from './passkeys/web-authenticator.ts'
import { safestStorage, tabStorage, webPlatform } from './platform/web.ts'
import { webAnnouncements } from './platform/web-announcements.ts'
import { webBackground } from './platform/web-background.ts'
import { type ClientOptions, createClientOn } from './session/client.ts'

export * from './public.ts'
export { encryptedDatabase } from './storage/encrypted-database.ts'
export { webAuthenticator }

let shared: AWSMobileClient | undefined

/**
 * AWSMobileClient for JavaScript. `AWSMobileClient.default()` is the one that everybody shares; `new` makes one
 * of its own, with its own configuration and storage.
 *
 * @example
 * const client = new AWSMobileClient({ configuration })
 * await client.signIn({ username: 'ada', password })
 * const { idToken } = await client.getTokens()
 */
export class AWSMobileClient extends AWSMobileClientBase {
  constructor(options: ClientOptions = {}) {
    const authenticator = options.authenticator ?? webAuthenticator()
    const platform = {
      ...webPlatform(),
      defaultStorage: safestStorage,
      browser: webBrowser,
      background: webBackground,
      announcements: webAnnouncements,
    }
    const features = { ...lazyFeatures(tabStorage(), authenticator), ...options.features }
    super(createClientOn(platform, { ...options, features }), authenticator)
  }

  /** The shared client; give its configuration to `initialize`. */
  static default(): AWSMobileClient {
    return (shared ??= new AWSMobileClient({ namespace: 'default' }))
  }
  static getInstance(): AWSMobileClient {
    return AWSMobileClient.default()
  }
  static sharedInstance(): AWSMobileClient {
    return AWSMobileClient.default()
  }
}
