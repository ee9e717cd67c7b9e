/** Passkeys. */
export type * from '../passkeys/authenticator.ts'
export * from '../passkeys/passkeys.ts'
export { webAuthenticator } from '../passkeys/web-authenticator.ts'
