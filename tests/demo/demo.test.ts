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
  const page = await (await browser.newContext()).newPage()
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(url)
  await page.waitForSelector('html[data-ready="true"]')
  return { page, complaints }
}

const state = (page: Page) => page.locator('#state')

describe('the demo page', () => {
  it('takes a person along the whole path, from sign-up to sign-out', async () => {
    const { page, complaints } = await open()

    const signUp = page.locator('#sign-up')
    await signUp.getByLabel('User name').fill('ada')
    await signUp.getByLabel('E-mail').fill('ada@example.com')
    await signUp.getByLabel('Password').fill('Correct-Horse-7')
    await signUp.getByRole('button', { name: 'Sign up' }).click()

    const inbox = page.locator('#inbox')
    await inbox.getByText('ada@example.com').waitFor()
    await inbox.getByRole('button', { name: 'Use it' }).first().click()
    await page.locator('#confirm').getByRole('button', { name: 'Confirm', exact: true }).click()

    const signIn = page.locator('#sign-in')
    expect(await signIn.getByLabel('User name').inputValue()).toBe('ada')
    await signIn.getByLabel('Password').fill('Correct-Horse-7')
    await signIn.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('heading', { name: 'Hello, ada' }).waitFor()
    expect(await state(page).textContent()).toBe('signedIn')
    const claims = page.locator('#claims')
    await claims.getByText('ada@example.com').waitFor()
    await page.getByRole('tab', { name: 'Access token' }).click()
    await claims.getByText('aws.cognito.signin.user.admin').waitFor()
    await page.getByRole('button', { name: 'Refresh now' }).click()

    await page.getByRole('button', { name: 'Get AWS credentials' }).click()
    const facts = page.locator('#credentials-facts')
    await facts.getByText(/^ASIA/).waitFor()
    expect(await facts.textContent()).toMatch(/us-east-1:[0-9a-f-]{36}/)
    await page.getByRole('button', { name: 'Ask STS who I am' }).click()
    await facts.getByText(/^arn:aws:sts::\d{12}:assumed-role\/.+/).waitFor()

    await page.reload()
    await page.getByRole('heading', { name: 'Hello, ada' }).waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await signIn.waitFor()
    expect(await state(page).textContent()).toBe('signedOut')
    expect(await page.locator('#history li').first().textContent()).toContain('signedOut')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('gives credentials to a guest and says so in the state', async () => {
    const { page, complaints } = await open()
    await page.getByRole('button', { name: 'Get guest credentials' }).click()
    await page.locator('#credentials-facts').getByText(/^ASIA/).waitFor()
    expect(await state(page).textContent()).toBe('guest')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('tells a wrong password where it was typed, and shows no secret anywhere', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'I have an account' }).click()
    const signIn = page.locator('#sign-in')
    await signIn.getByLabel('User name').fill('nobody')
    await signIn.getByLabel('Password').fill('Wrong-Horse-7')
    await signIn.getByRole('button', { name: 'Sign in' }).click()
    await signIn.getByRole('alert').getByText('Incorrect username or password.').waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Wrong-Horse-7')
    await page.context().close()
  })

  it('fits a telephone without scrolling sideways', async () => {
    const { page } = await open()
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.context().close()
  })
})
