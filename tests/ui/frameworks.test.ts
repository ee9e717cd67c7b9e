import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildPages, frameworks } from '../../examples/frameworks/build.ts'
import { type App, createApp } from '../client/app.ts'
import { launchBrowser } from '../harness/browser.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { somebody } from '../harness/people.ts'
import { contentSecurityPolicy } from './site.ts'

let latchkey: LatchkeyProcess
let browser: Browser
let server: Server
let address: string

beforeAll(async () => {
  const [scripts] = await Promise.all([
    buildPages(),
    startLatchkey().then(started => {
      latchkey = started
    }),
    launchBrowser().then(launched => {
      browser = launched
    }),
  ])
  const app: App = await createApp(latchkey.url)
  const configuration = {
    CognitoUserPool: {
      Default: { PoolId: app.userPoolId, AppClientId: app.clientId, Endpoint: latchkey.url },
    },
  }
  server = createServer((request, response) => {
    const path = request.url ?? '/'
    const script = scripts.get(path)
    response.setHeader('content-security-policy', contentSecurityPolicy(latchkey.url))
    if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script)
    else if (path === '/awsconfiguration.json') response.end(JSON.stringify(configuration))
    else {
      response.setHeader('content-type', 'text/html')
      response.end(
        `<!doctype html><html lang="en"><title>App</title><script type="module" src="${path}.js"></script><body></body>`,
      )
    }
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

it.each(frameworks)('%s: from sign-up to the account, out, and in again', async name => {
  const person = somebody()
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  page.setDefaultTimeout(10_000)
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(`${address}/${name}`)
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByRole('heading', { name: 'Create your account' }).waitFor()
  await page.getByLabel('User name').fill(person.username)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByLabel('Code').fill(await codeSentTo(latchkey.url, person.email))

  await page.getByRole('heading', { name: 'Your account' }).waitFor()
  await page.getByText(person.email).waitFor()
  expect(await page.getByRole('heading', { name: 'Sign in' }).isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('User name').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByText(person.email).waitFor()
  await page.reload()
  await page.getByText(person.email).waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})
