/** AWS credentials, and the identity that they belong to. */
export * from '../credentials/get-credentials.ts'
export { getIdentityId } from '../credentials/identity.ts'
export * from '../credentials/provider.ts'
export type * from '../credentials/types.ts'
