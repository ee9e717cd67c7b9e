/** The hosted UI in Node: the same, and the system's browser with a port of this machine to come back to. */
export * from './index.ts'
export { type LoopbackOptions, loopbackBrowser } from './loopback-browser.ts'
