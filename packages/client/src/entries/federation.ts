/** Signing in to the identity pool with somebody else's token. */
export * from '../federation/federated-sign-in.ts'
export { federation } from '../federation/federation.ts'
export { IdentityProvider } from '../federation/identity-provider.ts'
