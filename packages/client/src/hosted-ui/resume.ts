import type { Client } from '../session/client.ts'

/**
 * Takes the answer in the page's address, if it is one, and then takes it out of the address: a reload finds the
 * session. Whoever calls `handleAuthResponse` gets what came of it.
 */
export function resumeFromPage(
  client: Client,
  handle: (client: Client, url: string) => Promise<unknown>,
): void {
  const page = typeof location === 'object' && typeof history === 'object' ? location : undefined
  if (!page?.search || !/[?&](code|error)=/.test(page.search) || !/[?&]state=/.test(page.search)) return
  const { href } = page
  handle(client, href)
    .then(result => result !== undefined && cleanAddress(href))
    .catch(error => {
      cleanAddress(href)
      client.platform.report(error)
    })
}

function cleanAddress(href: string): void {
  if (location.href !== href) return
  const url = new URL(href)
  for (const name of ['code', 'state', 'error', 'error_description', 'iss', 'session_state']) {
    url.searchParams.delete(name)
  }
  history.replaceState(history.state, '', url)
}
