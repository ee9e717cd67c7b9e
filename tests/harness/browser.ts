import { type Browser, chromium } from 'playwright-core'

/** Starts the Chromium that the set-up found, without anything that would call out. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['LATCHKEY_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
