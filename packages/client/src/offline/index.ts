/** Going on without network: a queue, a cache, and a `fetch` that proves who asks. */
export { offlineLink } from './apollo.ts'
export { type Authorization, type AuthorizedFetchOptions, authorizedFetch } from './authorized-fetch.ts'
export { createOffline, type Offline, type OfflineOptions } from './offline.ts'
export type { StoredRequest } from './stored-request.ts'
