/** Places to keep a session in, with those that only Node has. */
export * from './index.ts'
export * from './node/encrypted-files.ts'
export * from './node/keychain.ts'
