import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pinnedNode, root } from '../../scripts/installation.js'
import { launchBrowser } from '../harness/browser.ts'

let demo: ChildProcess
let url: string
let browser: Browser

beforeAll(async () => {
  demo = spawn(
    pinnedNode,
    [
      '--conditions=latchkey-source',
      join(root, 'examples/demo/start.ts'),
      '--in-memory',
      '--port',
      '0',
      '--no-open',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const started = new Promise<string>((resolve, reject) => {
    let output = ''
    demo.stdout!.setEncoding('utf8').on('data', text => {
      output += text
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
      if (found) resolve(found)
    })
    demo.on('exit', code => reject(new Error(`The demo ended with code ${code}.`)))
  })
  ;[url, browser] = await Promise.all([started, launchBrowser()])
})

afterAll(async () => {
  await browser.close()
  demo.kill('SIGTERM')
})

/** A fresh page with what it complained of. */
async function open(): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(url)
  await page.waitForSelector('html[data-ready="true"]')
  return { page, complaints }
}

const state = (page: Page) => page.locator('#state')

const pictures = (page: Page, name: string) => page.getByRole('list', { name }).getByRole('img')

/** Makes an account with the drop-in, its code taken from the inbox beside it. */
async function signUp(page: Page, username: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click()
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByRole('heading', { name: 'Create your account' }).waitFor()
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('E-mail address').fill(`${username}@example.com`)
  await page.getByLabel('Password').fill('Correct-Horse-7')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.locator('#inbox').getByText(`${username}@example.com`).first().waitFor()
  await page.locator('#inbox').getByRole('button', { name: 'Use it' }).first().click()
  await page.getByRole('button', { name: 'Account and devices' }).waitFor()
}

describe('the photo app', () => {
  it('shows guests the pictures for everybody, by signed requests', async () => {
    const { page, complaints } = await open()
    await pictures(page, 'Pictures for everybody').nth(2).waitFor()
    expect(await state(page).textContent()).toBe('guest')
    expect(await page.getByRole('button', { name: 'Add a drawn picture' }).isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('takes a person from sign-up to pictures of her own, and keeps her in after a reload', async () => {
    const { page, complaints } = await open()
    await signUp(page, 'ada')
    expect(await state(page).textContent()).toBe('signedIn')
    await page.getByRole('button', { name: 'Add a drawn picture' }).click()
    await pictures(page, 'Your pictures').first().waitFor()
    await page.getByRole('button', { name: 'Look into somebody else’s folder' }).click()
    await page.getByRole('alert').getByText('AccessDenied').waitFor()

    await page.reload()
    await pictures(page, 'Your pictures').first().waitFor()
    await page.getByRole('button', { name: 'Account and devices' }).click()
    await page.getByText('This device', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Delete drawing/ }).click()
    await pictures(page, 'Your pictures').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(await page.locator('#history').textContent()).toContain('signedOut')
    expect(complaints.filter(complaint => !complaint.includes('403'))).toEqual([])
    await page.context().close()
  })

  it('tells that there is no connection, and lets nobody out for it', async () => {
    const { page } = await open()
    await signUp(page, 'grace')
    await page.context().setOffline(true)
    await page.getByText('You are offline. You stay signed in').waitFor()
    expect(await state(page).textContent()).toBe('signedIn')
    await page.context().setOffline(false)
    await page.getByText('You are offline. You stay signed in').waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it.each(['Google', 'Facebook', 'Apple'])(
    'lets people in with %s, played by the simulator',
    async provider => {
      const { page } = await open()
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('button', { name: `Continue with ${provider}` }).click(),
      ])
      await popup.getByRole('button').first().click()
      await page.getByRole('button', { name: 'Add a drawn picture' }).click()
      await pictures(page, 'Your pictures').first().waitFor()
      expect(await state(page).textContent()).toBe('signedIn')
      await page.context().close()
    },
  )

  it('signs in on the server’s own page and comes back', async () => {
    const { page } = await open()
    await signUp(page, 'edith')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in on the server’s page' }).click()
    await page.getByLabel('User name').fill('edith')
    await page.getByLabel('Password').fill('Correct-Horse-7')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Account and devices' }).waitFor()
    expect(await state(page).textContent()).toBe('signedIn')
    expect(new URL(page.url()).search).toBe('')
    await page.context().close()
  })

  it('tells a wrong password where it was typed, and shows no secret anywhere', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByLabel('User name').fill('nobody')
    await page.getByLabel('Password').fill('Wrong-Horse-7')
    await page.keyboard.press('Enter')
    await page.getByText('The name or the password is not right.').waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Wrong-Horse-7')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByLabel('Password').waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('fits a telephone without scrolling sideways', async () => {
    const { page } = await open()
    await page.setViewportSize({ width: 360, height: 740 })
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByLabel('Password').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.context().close()
  })
})
