/** What React Native's runtime lacks: hashes. No native module is needed. */
import { portablePower, type SrpEngine } from '@latchkey/protocol/srp'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

export { expoBrowser, inAppBrowser } from '../hosted-ui/react-native-browser.ts'
export { appBackground } from '../platform/app-background.ts'
export * from '../storage/react-native.ts'

/**
 * SRP's arithmetic on native BigInt and hashes in JavaScript, for runtimes without WebCrypto: Hermes, and pages that
 * are no secure context.
 *
 * @example new AWSMobileClient({ configuration, srp: pureSrpEngine, storage: expoSecureStore(SecureStore) })
 */
export const pureSrpEngine: SrpEngine = {
  power: portablePower,
  sha256: message => sha256(message),
  hmac: (key, message) => hmac(sha256, key, message),
}
