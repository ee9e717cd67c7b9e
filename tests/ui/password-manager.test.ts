import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrationOf } from '../oauth/authorization-server.ts'
import { RelyingParty } from '../oauth/relying-party.ts'
import { screen } from './person-at.ts'
import { type Site, startSite } from './site.ts'

let latchkey: LatchkeyProcess
let site: Site
let folder: string
let context: BrowserContext
/** Where Chromium's password manager says what it makes of a page. */
let internals: Page

beforeAll(async () => {
  latchkey = await startLatchkey()
  site = await startSite(latchkey.url, { '/': { body: '<latchkey-sign-in></latchkey-sign-in>' } })
})

afterAll(async () => {
  await site.close()
  await latchkey.stop()
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-browser-'))
  // It would ask Google whether the password is known to be stolen.
  mkdirSync(join(folder, 'Default'))
  const preferences = { profile: { password_manager_leak_detection: false } }
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env['LATCHKEY_CHROMIUM'] ?? '/usr/bin/chromium',
    // Automation turns the password manager off.
    ignoreDefaultArgs: ['--enable-automation'],
    args: ['--no-sandbox', '--headless=new', '--disable-gpu'],
    locale: 'en-GB',
  })
  internals = await context.newPage()
  await internals.goto('chrome://password-manager-internals/')
})

afterEach(async () => {
  await context.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the password manager says of itself. */
const log = async () => (await internals.locator('body').allInnerTexts()).join('\n')

/** What it decided to do with passwords. */
async function decisions(): Promise<string[]> {
  return [...(await log()).matchAll(/Decision: (.+?)\s*$/gm)].map(([, decision = '']) => decision)
}

async function open(app: { userPoolId: string; clientId: string }): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const configuration = {
    CognitoUserPool: {
      Default: { PoolId: app.userPoolId, AppClientId: app.clientId, Endpoint: latchkey.url },
    },
  }
  await page.goto(`${site.address}/?configuration=${encodeURIComponent(JSON.stringify(configuration))}`)
  return page
}

/** Types as a person does: what a script fills in a password manager takes for its own. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await page.locator('input').and(page.getByLabel(label)).click()
  await page.keyboard.type(text)
}

async function signIn(page: Page, { username }: Person, password: string): Promise<void> {
  await screen(page, 'sign-in').waitFor()
  await type(page, 'User name', username)
  await type(page, 'Password', password)
  await page.keyboard.press('Enter')
}

describe('Chromium’s password manager', () => {
  it('knows the fields of a sign-in and offers to keep what was right', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const page = await open(app)
    await signIn(page, person, person.password)
    await screen(page, 'signed-in').waitFor()
    await expect.poll(async () => (await decisions()).at(-1)).toBe('ASK the user')
    const said = await log()
    expect(said).toMatch(/Password element :\s+password ,/)
    expect(said).toMatch(/Username element :\s+username ,/)
    expect(said).toContain('Show password prompt')
  })

  it('does not offer to keep what was wrong', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const page = await open(app)
    await signIn(page, person, 'Wrong-Horse-7')
    await page.getByText('The name or the password is not right.').waitFor()
    expect(await decisions()).not.toContain('ASK the user')
  })

  it('keeps the name and the new password of an account', async () => {
    const app = await createApp(latchkey.url)
    const person = somebody()
    const page = await open(app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Create an account' }).click()
    await screen(page, 'sign-up').waitFor()
    await type(page, 'User name', person.username)
    await type(page, 'E-mail address', person.email)
    await type(page, 'Password', person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'confirm-sign-up')
      .getByLabel('Code')
      .fill(await codeSentTo(latchkey.url, person.email))
    await screen(page, 'signed-in').waitFor()
    await expect.poll(decisions).toContain('ASK the user')
    const said = await log()
    expect(said).toMatch(/New password element :\s+password ,/)
    expect(said).toMatch(/Username element :\s+username ,/)
  })

  it('takes the name for the name and not the code, where a password is reset', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const page = await open(app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Forgot password?' }).click()
    await screen(page, 'forgot-password').waitFor()
    await type(page, 'User name', person.username)
    await page.keyboard.press('Enter')
    await screen(page, 'reset-password').waitFor()
    await type(page, 'Code', await codeSentTo(latchkey.url, person.email))
    await type(page, 'New password', 'Better-Horse-8')
    await page.keyboard.press('Enter')
    await screen(page, 'sign-in').waitFor()
    await expect.poll(decisions).toContain('ASK the user')
    const said = await log()
    expect(said).toMatch(/New password element :\s+new_password ,/)
    expect(said).toMatch(/Username element :\s+username ,/)
    expect(said).not.toMatch(/Username element :\s+code ,/)
  })

  it('offers to keep what was typed on a hosted page, which goes on by a form and a redirect', async () => {
    const server = administrationOf(latchkey.url)
    const poolId = await server.createPool()
    const { username, password } = await createPerson(latchkey.url, poolId)
    const callback = `${site.address}/`
    const app = new RelyingParty(
      server,
      poolId,
      await server.createClient(poolId, { CallbackURLs: [callback] }),
    )
    const page = await context.newPage()
    await page.goto(app.address({ redirect_uri: callback }))
    await signIn(page, { username, password, email: '' }, password)
    await page.waitForURL(`${callback}?**`)
    await expect.poll(async () => (await decisions()).at(-1)).toBe('ASK the user')
    const said = await log()
    expect(said).toMatch(/Password element :\s+password ,/)
    expect(said).toMatch(/Username element :\s+username ,/)
  })
})
