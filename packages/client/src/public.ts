/** What both entry points export beside the class: types, and what an app has to name. */
export * from './errors/error.ts'
export { IdentityProvider } from './federation/identity-provider.ts'
export type * from './functions.ts'
export { registerSignInUI } from './sign-in-ui.ts'
export { memoryStorage } from './storage/memory.ts'
export { webStorage } from './storage/web-storage.ts'
