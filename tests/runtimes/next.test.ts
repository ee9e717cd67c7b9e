/**
 * Next.js with the published packages: a server component that knows the person by cookies, client components that
 * sign in and out; built by `next build`, started, and driven in Chromium.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pinnedNode } from '../../scripts/installation.js'
import { ensureNpmPackages } from '../../scripts/npm-programs.js'
import { configurationOf } from '../client/path.ts'
import { launchBrowser } from '../harness/browser.ts'
import { freePort } from '../harness/free-port.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { installPacked } from '../harness/packed-package.ts'
import { createPerson } from '../harness/people.ts'
import { createPools, type Pools } from '../harness/pools.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let browser: Browser
let next: ChildProcess
let address: string

beforeAll(async () => {
  const installed = ensureNpmPackages('next', { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' })
  installPacked('client', installed)
  installPacked('react', installed)
  const app = join(installed, 'app')
  rmSync(app, { recursive: true, force: true })
  cpSync(join(import.meta.dirname, 'next-app'), app, { recursive: true })
  const program = join(installed, 'node_modules', 'next', 'dist', 'bin', 'next')
  // Nothing of the test's own surroundings: Vitest's NODE_ENV is not the one that Next.js builds for.
  const env = {
    PATH: process.env['PATH'],
    HOME: app,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
  } as const
  execFileSync(pinnedNode, [program, 'build'], { cwd: app, env, stdio: 'pipe' })
  ;[latchkey, browser] = await Promise.all([startLatchkey(), launchBrowser()])
  // Rotation without grace: whoever lost the new tokens could not go on.
  pools = await createPools(latchkey.url, {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  })
  const port = await freePort()
  address = `http://localhost:${port}`
  const configuration = JSON.stringify(configurationOf(latchkey.url, pools))
  next = spawn(pinnedNode, [program, 'start', '--port', String(port)], {
    cwd: app,
    env: { ...env, LATCHKEY_CONFIGURATION: configuration },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    next.once('exit', code => reject(new Error(`next start ended with code ${code}`)))
    next.stdout!.on('data', text => String(text).includes('Ready') && resolve())
  })
}, 300_000)

afterAll(async () => {
  next.kill()
  await browser.close()
  await latchkey.stop()
})

test('the server greets by name whoever signed in with a client component, and renews tokens, until the person signs out', async () => {
  const { username, password } = await createPerson(latchkey.url, pools.userPoolId)
  const page = await (await browser.newContext()).newPage()
  const troubles: string[] = []
  page.on('pageerror', error => troubles.push(String(error)))
  page.on('console', message => message.type() === 'error' && troubles.push(message.text()))

  await page.goto(address)
  expect(await page.textContent('#printed')).toBe('nobody')
  await page.fill('[name=username]', username)
  await page.fill('[name=password]', password)
  await page.click('button')
  await page.waitForSelector('#name')
  expect(await page.textContent('#name')).toBe(username)
  await page.waitForFunction(name => document.querySelector('#printed')?.textContent === name, username)

  const printed = await page.goto(address)
  const html = (await printed!.text()).replaceAll('<!-- -->', '')
  expect(html).toContain(`<p id="printed">${username}</p>`)
  expect(html).toContain(`<p id="name">${username}</p>`)

  const renewed = await page.evaluate(async () => (await fetch('/renewal', { method: 'POST' })).json())
  await page.goto(address)
  await page.waitForFunction(
    token => document.querySelector('#token')?.textContent === token,
    (renewed as { accessToken: string }).accessToken,
  )
  expect(await page.textContent('#printed')).toBe(username)

  // The page knows another refresh token than the server has got meanwhile.
  await page.evaluate(() => fetch('/renewal', { method: 'POST' }))
  await page.click('#renew')
  await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'renewed')

  await page.click('#leave')
  await page.waitForSelector('form')
  await page.waitForFunction(() => document.querySelector('#printed')?.textContent === 'nobody')
  await page.goto(address)
  expect(await page.textContent('#printed')).toBe('nobody')
  expect(troubles).toEqual([])
})
