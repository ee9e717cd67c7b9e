export type { Configuration } from './configuration.ts'
export type { Connection } from './http/observe.ts'
export { type Listening, type ListenOptions, listen } from './listen.ts'
export type { RateLimitOptions } from './operate/limits.ts'
export { createLog, type Log, type LogLevel } from './operate/log.ts'
export type { Rate } from './operate/rate-limit.ts'
export type { TlsFiles } from './operate/tls.ts'
export type {
  AdminKey,
  Provision,
  ProvisionedClient,
  ProvisionedIdentityPool,
  ProvisionedUserPool,
  ServerOptions,
  SmtpOptions,
  StorageOptions,
} from './options.ts'
export type { Delivery, InboxMessage, Message } from './ports/delivery.ts'
export { createServer, type LatchkeyServer } from './server.ts'
export { backUpDirectory } from './store/sqlite/backup.ts'
export { type RestoreOptions, restoreDirectory } from './store/sqlite/restore.ts'
export { StoreError, type StoreErrorCode } from './store/store-error.ts'
export {
  type RequestVerifierKeys,
  type VerifiableRequest,
  type VerifiedRequest,
  type VerifyRequestOptions,
  verifyRequest,
} from './verify-request.ts'
