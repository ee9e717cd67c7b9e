import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { AWSMobileClient } from '@latchkey/client'
import { cookieStorage, parseCookies } from '@latchkey/client/storage'
import { AWSMobileClientProvider, SignedIn, SignedOut, standingOf, useUserState } from '@latchkey/react'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { renderToString } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configurationOf } from '../client/path.ts'
import { launchBrowser } from '../harness/browser.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'
import { App } from './app.tsx'

let latchkey: LatchkeyProcess
let pools: Pools
let browser: Browser
let server: Server
let address: string

beforeAll(async () => {
  ;[latchkey, browser] = await Promise.all([startLatchkey(), launchBrowser()])
  pools = await createPools(latchkey.url)
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'browser-page.tsx')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    conditions: ['latchkey-source'],
    write: false,
  })
  server = createServer(async (request, response) => {
    response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html')
    response.end(request.url === '/page.js' ? outputFiles[0]!.text : await print(request))
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  address = `http://localhost:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await latchkey.stop()
})

/** A client for one request: the person is who the request's cookies say. */
async function clientOf(request: IncomingMessage): Promise<AWSMobileClient> {
  const storage = cookieStorage({
    getAll: () => parseCookies(request.headers.cookie ?? ''),
    setAll: () => undefined,
  })
  const client = new AWSMobileClient({ configuration: configurationOf(latchkey.url, pools), storage })
  await client.initialize()
  return client
}

async function print(request: IncomingMessage): Promise<string> {
  const client = await clientOf(request)
  const initial = standingOf(client)
  const html = renderToString(
    <AWSMobileClientProvider client={client} initial={initial}>
      <App />
    </AWSMobileClientProvider>,
  )
  const given = JSON.stringify({ configuration: configurationOf(latchkey.url, pools), initial })
  return `<!doctype html><div id="root">${html}</div><script>window.given=${given}</script><script type="module" src="/page.js"></script>`
}

test('a page is printed for who is signed in by cookies, taken over without a word, and follows the client', async () => {
  const person = await createPerson(latchkey.url, pools.userPoolId)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(address)
  expect(await page.textContent('#stranger')).toBe('Please sign in.')
  await page.evaluate(({ username, password }) => window.client.signIn({ username, password }), person)
  await page.waitForSelector('#name')
  const sub = await page.evaluate(() => window.client.userSub)

  // Without scripts, what the server has printed is all there is.
  const plain = await context.newPage()
  await plain.route('**/page.js', route => route.abort())
  await plain.goto(address)
  expect(await plain.textContent('#name')).toBe(person.username)
  expect(await plain.textContent('#sub')).toBe('pending')

  await page.reload()
  await expect.poll(() => page.textContent('#sub')).toBe(sub)
  await expect.poll(() => page.textContent('#key')).toMatch(/^ASIA/)
  expect(await page.evaluate(() => window.complaints)).toEqual([])

  await page.click('button')
  await page.waitForSelector('#stranger')
  expect(await page.evaluate(() => document.cookie)).not.toContain('session')
  await page.reload()
  expect(await page.textContent('#stranger')).toBe('Please sign in.')
})

test('on a server that knows of nobody, neither side is shown until it is known', () => {
  const client = new AWSMobileClient({ configuration: configurationOf(latchkey.url, pools) })
  const State = () => useUserState().userState
  const html = renderToString(
    <AWSMobileClientProvider client={client}>
      <State />
      <SignedIn>in</SignedIn>
      <SignedOut>out</SignedOut>
    </AWSMobileClientProvider>,
  )
  expect(html).toBe('unknown')
})

test('a hook outside of a provider says what is missing', () => {
  const State = () => useUserState().userState
  expect(() => renderToString(<State />)).toThrow('AWSMobileClientProvider')
})
