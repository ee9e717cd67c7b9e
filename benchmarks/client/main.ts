/**
 * Measures the client beside its peers, in one Chromium and against one server, and prints a table in Markdown.
 *
 *     npm run benchmark:client
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createSrpKeyPair, N, proveSrpPassword } from '@latchkey/protocol/srp'
import { nodeSrpEngine } from '@latchkey/protocol/srp/node'
import { build } from 'esbuild'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ensureCommandBuilt } from '../../scripts/installation.js'
import { launchBrowser } from '../../tests/harness/browser.ts'
import { bundleForHermes, runInHermes } from '../../tests/harness/hermes.ts'
import { type LatchkeyProcess, startLatchkey } from '../../tests/harness/latchkey-process.ts'
import { createPerson } from '../../tests/harness/people.ts'
import { type ClientSettings, createPools, type Pools } from '../../tests/harness/pools.ts'

const cognitoClients = ['latchkey', 'aws-amplify', 'amazon-cognito-identity-js'] as const
/** They know no SRP and no identity pools; the server is an OpenID provider to them. */
const openIDClients = ['oidc-client-ts', '@auth0/auth0-spa-js'] as const
const names = [...cognitoClients, ...openIDClients] as const
type Name = (typeof names)[number] | '@supabase/auth-js'

ensureCommandBuilt()
// auth0-spa-js takes no issuer but an https one.
const issuer = 'https://latchkey.example'
const latchkey: LatchkeyProcess = await startLatchkey(['--in-memory', '--issuer', issuer])
const browser: Browser = await launchBrowser()
const site = await startSite()
const oauth: ClientSettings = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
  CallbackURLs: [site.address],
  SupportedIdentityProviders: ['COGNITO'],
}
const plain = await createPools(latchkey.url, oauth)
// Rotation without grace: a used token is refused.
const rotating = await createPools(latchkey.url, {
  ...oauth,
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
})

async function startSite() {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['latchkey-source'],
    define: { global: 'globalThis' },
    write: false,
  })
  const server = createServer((request, response) => {
    const pool = /^\/auth0\/([^/]+)\/oauth\/token$/.exec(request.url ?? '')?.[1]
    if (pool) return forward(request, response, `${latchkey.url}/${pool}/oauth2/token`)
    const script = request.url === '/page.js'
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
    response.end(
      script ? outputFiles[0]!.text : '<!doctype html><script type="module" src="/page.js"></script>',
    )
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  const address = `http://localhost:${(server.address() as AddressInfo).port}`
  return { address, close: () => server.close() }
}

/** Auth0's token endpoint, in front of the server's. */
function forward(request: IncomingMessage, response: ServerResponse, address: string): void {
  request.pipe(
    httpRequest(address, { method: 'POST', headers: request.headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    }),
  )
}

/** A tab whose clock can be put forward, for every library alike. */
async function open(context: BrowserContext, name: Name, pools: Pools, identityPool = false): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const Real = Date
    Object.assign(globalThis, {
      ahead: 0,
      Date: class extends Real {
        constructor(...input: []) {
          if (input.length) super(...input)
          else super(Real.now() + (globalThis as unknown as { ahead: number }).ahead)
        }
        static override now() {
          return Real.now() + (globalThis as unknown as { ahead: number }).ahead
        }
      },
    })
  })
  await page.goto(site.address)
  await page.waitForFunction(() => window.contenders !== undefined)
  const place = { url: latchkey.url, issuer: `${issuer}/${pools.userPoolId}`, ...pools }
  await page.evaluate(([name, place, identityPool]) => window.contenders[name]!.open(place, identityPool), [
    name,
    place,
    identityPool,
  ] as const)
  return page
}

async function signedIn(name: Name, pools: Pools, identityPool = false) {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  const context = await browser.newContext()
  const page = await open(context, name, pools, identityPool)
  await page.evaluate(([name, username, password]) => window.contenders[name]!.signIn(username, password), [
    name,
    username,
    password,
  ] as const)
  return { context, page }
}

/** How often each operation was asked for. */
function count(context: BrowserContext): Record<string, number> {
  const counts: Record<string, number> = {}
  context.on('request', request => {
    const tokenEndpoint = /\/oauth2?\/token$/.test(request.url()) && request.method() === 'POST'
    const operation = tokenEndpoint ? 'token' : request.headers()['x-amz-target']?.split('.')[1]
    if (operation) counts[operation] = (counts[operation] ?? 0) + 1
  })
  return counts
}

const expire = (page: Page) => page.evaluate(() => Object.assign(globalThis, { ahead: 2 * 3_600_000 }))

/** So many calls at once: how many were served. */
const callers = (page: Page, name: Name, calls: number, what: 'tokens' | 'credentials' = 'tokens') =>
  page.evaluate(
    async ([name, calls, what]) => {
      const call = window.contenders[name]![what]
      if (!call) return -1
      const all = await Promise.allSettled(Array.from({ length: calls }, () => call()))
      return all.filter(({ status }) => status === 'fulfilled').length
    },
    [name, calls, what] as const,
  )

const refreshes = (counts: Record<string, number>) =>
  (counts['GetTokensFromRefreshToken'] ?? 0) + (counts['InitiateAuth'] ?? 0) + (counts['token'] ?? 0)

const rows: Record<string, Partial<Record<string, string>>> = {}
const put = (row: string, name: Name, value: string) => {
  rows[row] = { ...rows[row], [name]: value }
}

for (const name of [...names, '@supabase/auth-js'] as const) {
  const { context, page } = await signedIn(name, plain)
  const perSecond = await page.evaluate(name => window.rate(() => window.contenders[name]!.tokens()), name)
  put('cached tokens, calls /s', name, Math.round(perSecond).toLocaleString('en-US'))
  if (name === 'latchkey') {
    const snapshot = await page.evaluate(() => window.rate(window.snapshot))
    put('the same without a promise', name, Math.round(snapshot).toLocaleString('en-US'))
  }
  await context.close()
}

for (const name of names) {
  const { context, page } = await signedIn(name, plain)
  const counts = count(context)
  await expire(page)
  const served = await callers(page, name, 100)
  put('100 callers, expired: requests (served)', name, `${refreshes(counts)} (${served})`)
  await context.close()
}

{
  const context = await browser.newContext()
  const page = await open(context, 'latchkey', plain)
  const times = await page.evaluate(() => window.srp())
  for (const [name, milliseconds] of Object.entries(times)) {
    put('SRP in Chromium, ms', name as Name, milliseconds.toFixed(1))
  }
  await context.close()
}

for (const name of ['latchkey', 'aws-amplify'] as const) {
  const { context, page } = await signedIn(name, plain, true)
  const counts = count(context)
  await callers(page, name, 100, 'credentials')
  const { GetId = 0, GetCredentialsForIdentity = 0 } = counts
  put('100 callers, credentials: GetId + GetCredentials', name, `${GetId} + ${GetCredentialsForIdentity}`)
  await context.close()
}

for (const name of names) {
  let [signedOut, requests, failed] = [0, 0, 0]
  for (let trial = 0; trial < 10; trial++) {
    const { context, page } = await signedIn(name, rotating)
    const other = await open(context, name, rotating)
    // As a tab that is open for a while: it knows of the session.
    await callers(other, name, 1)
    const counts = count(context)
    await Promise.all([expire(page), expire(other)])
    const served = await Promise.all([callers(page, name, 10), callers(other, name, 10)])
    failed += served.some(number => number < 10) ? 1 : 0
    requests += refreshes(counts)
    const kept = await page.evaluate(name => window.contenders[name]!.kept(), name)
    signedOut += kept && (await callers(page, name, 1)) === 1 ? 0 : 1
    await context.close()
  }
  put('two tabs, rotation without grace, 10 trials: signed out', name, `${signedOut}`)
  put('… trials in which a caller failed', name, `${failed}`)
  put('… requests in all', name, `${requests}`)
}

for (const name of names) {
  for (const fault of ['offline', 'HTTP 500'] as const) {
    const { context, page } = await signedIn(name, plain)
    await expire(page)
    let attempts = 0
    const served = (url: URL) => url.origin === latchkey.url || url.pathname.startsWith('/auth0/')
    await context.route(served, route => {
      if (route.request().method() === 'POST') attempts++
      return fault === 'offline'
        ? route.abort('internetdisconnected')
        : route.fulfill({ status: 500, headers: { 'access-control-allow-origin': '*' }, body: '' })
    })
    const began = performance.now()
    await callers(page, name, 1)
    const seconds = (performance.now() - began) / 1000
    const kept = await page.evaluate(name => window.contenders[name]!.kept(), name)
    put(
      `${fault}: attempts, seconds, session kept`,
      name,
      `${attempts}, ${seconds.toFixed(1)}, ${kept ? 'yes' : 'no'}`,
    )
    await context.close()
  }
}

/** The fastest of so many runs, in milliseconds: the machine may do other things. */
async function fastest(runs: number, run: () => unknown): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < runs; index++) {
    const began = performance.now()
    await run()
    times.push(performance.now() - began)
  }
  return Math.min(...times)
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
const B = (BigInt(`0x${Buffer.from(random(384)).toString('hex')}`) % N).toString(16)
const exchange = await fastest(61, async () => {
  const pair = await createSrpKeyPair(nodeSrpEngine, random(32))
  const challenge = { SRP_B: B, SALT: '1234', SECRET_BLOCK: 'c2VjcmV0' }
  await proveSrpPassword(
    nodeSrpEngine,
    pair,
    { poolName: 'p', userId: 'ada', password: 'p' },
    challenge,
    'now',
  )
})
const [short, long] = [random(32), random(64)].map(bytes => BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
const powers = await fastest(61, async () => {
  await nodeSrpEngine.power(2n, short!)
  await nodeSrpEngine.power(2n, short!)
  await nodeSrpEngine.power(BigInt(`0x${B}`), long!)
})
put('SRP in Node, ms (its three powers alone)', 'latchkey', `${exchange.toFixed(1)} (${powers.toFixed(1)})`)

const inHermes = JSON.parse(
  runInHermes(await bundleForHermes(join(import.meta.dirname, 'hermes.ts'))),
) as Record<string, number>
for (const [name, milliseconds] of Object.entries(inHermes)) {
  put('SRP in Hermes 0.12, ms', name as Name, milliseconds.toLocaleString('en-US'))
}

const columns = [...names, '@supabase/auth-js']
console.log(`| | ${columns.join(' | ')} |\n| --- |${' ---: |'.repeat(columns.length)}`)
for (const [row, values] of Object.entries(rows)) {
  console.log(`| ${row} | ${columns.map(name => values[name] ?? '–').join(' | ')} |`)
}
await browser.close()
await latchkey.stop()
site.close()
