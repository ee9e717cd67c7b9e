/** The hosted UI, for use with the functions of `@latchkey/client`; the class loads it when it is first used. */
export { hostedUI } from './feature.ts'
export { handleAuthResponse } from './handle-auth-response.ts'
export { expoBrowser, inAppBrowser } from './react-native-browser.ts'
export { readHostedUI } from './read.ts'
export { showHostedUI } from './show-sign-in.ts'
export type { HostedUIOptions, HostedUIResult } from './types.ts'
export { popupBrowser, redirectBrowser, webBrowser } from './web-browser.ts'
