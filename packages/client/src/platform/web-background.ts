import type { Background } from './platform.ts'

/** A page waits while it is hidden and while the device is offline; a worker has no page to be hidden. */
export const webBackground: Background = {
  waits: () => globalThis.document?.hidden || navigator.onLine === false,
  watch(callback) {
    // The document's event comes up to the window.
    globalThis.addEventListener?.('visibilitychange', callback)
    globalThis.addEventListener?.('online', callback)
  },
}
