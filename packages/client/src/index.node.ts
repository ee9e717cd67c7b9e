import { AWSMobileClientBase } from './aws-mobile-client.ts'
import { lazyFeatures } from './lazy-features.ts'
import { loopbackBrowser } from './platform/node/loopback-browser.ts'
import { nodePlatform } from './platform/node.ts'
import { type ClientOptions, createClientOn } from './session/client.ts'
import { memoryStorage } from './storage/memory.ts'

export * from './public.ts'

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
    const { authenticator } = options
    const platform = { ...nodePlatform(), browser: loopbackBrowser() }
    const features = { ...lazyFeatures(memoryStorage(), authenticator), ...options.features }
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
