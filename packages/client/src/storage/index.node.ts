/** Places to keep a session in, with those that only Node has. */

export * from '../platform/node/encrypted-files.ts'
export * from '../platform/node/keychain.ts'
export * from './index.ts'
