/** The hosted UI in Node: the same, and the system's browser with a port of this machine to come back to. */

export { type LoopbackOptions, loopbackBrowser } from '../platform/node/loopback-browser.ts'
export * from './index.ts'
