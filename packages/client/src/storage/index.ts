/** Places to keep a session in, beyond what a platform takes by itself. */
export * from './adopt-amplify.ts'
export * from './cookies.ts'
export { encryptedDatabase } from './encrypted-database.ts'
export { memoryStorage } from './memory.ts'
export * from './react-native.ts'
export type { KeyValueStorage } from './storage.ts'
export { webStorage } from './web-storage.ts'
