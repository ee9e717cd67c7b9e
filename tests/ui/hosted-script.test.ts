import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { enhancementScript, printPage, type Screen, stylesheet } from '@latchkey/ui/views'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gallery } from '../../packages/ui/src/testing/gallery.ts'
import { launchBrowser } from '../harness/browser.ts'
import { contentSecurityPolicy } from './site.ts'

/** Printed pages as a server serves them, which keeps what they send and takes its time to answer. */
let server: Server
let address: string
let browser: Browser
let sent: URLSearchParams[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    response.setHeader('content-security-policy', contentSecurityPolicy("'self'"))
    if (path === '/style.css') return void response.setHeader('content-type', 'text/css').end(stylesheet)
    if (path === '/script.js') {
      return void response.setHeader('content-type', 'text/javascript').end(enhancementScript)
    }
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    if (request.method === 'POST') {
      let body = ''
      for await (const part of request) body += part
      sent.push(new URLSearchParams(body))
      await new Promise(resolve => setTimeout(resolve, 300))
      return void response.end('Thank you.')
    }
    const screen: Screen | undefined = gallery[path.slice(1)]
    if (!screen) return void response.writeHead(404).end()
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      printPage(screen, {
        action: '/post',
        hidden: { csrf: 'token' },
        stylesheet: '/style.css',
        script: '/script.js',
      }),
    )
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  address = `http://localhost:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

beforeEach(() => {
  sent = []
})

async function open(name: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  await page.goto(`${address}/${name}`)
  return { page, complaints }
}

describe('the script of printed pages', () => {
  it('puts the cursor where something is to be typed, shows passwords, and sends once', async () => {
    const { page, complaints } = await open('sign-in')
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'username')
    await page.keyboard.type('ada')
    await page.getByLabel('Password').fill('Correct-Horse-7')
    await page.getByRole('button', { name: 'Show' }).click()
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('text')
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('[data-lk=submit]')!
      for (let press = 0; press < 3; press += 1) button.click()
    })
    await page.getByText('Thank you.').waitFor()
    expect(sent.map(form => Object.fromEntries(form))).toEqual([
      {
        screen: 'sign-in',
        csrf: 'token',
        username: 'ada',
        password: 'Correct-Horse-7',
        intent: 'submit',
      },
    ])
    await page.goBack()
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password').fill('Correct-Horse-7')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Thank you.').waitFor()
    expect(sent).toHaveLength(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('and every screen keep to the policy', async () => {
    const { page, complaints } = await open('sign-in')
    for (const name of Object.keys(gallery)) {
      await page.goto(`${address}/${name}`)
      await page.locator('[data-lk=card]').waitFor()
      expect(complaints, name).toEqual([])
    }
    await page.context().close()
  })

  it('begins where something is wrong', async () => {
    const { page } = await open('confirm-sign-up-refused')
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'code')
    expect(await page.title()).toBe('Error: Confirm your account')
    await page.context().close()
  })

  it('takes a pasted code with a space in it, and sends it when it is complete', async () => {
    const { page } = await open('confirm-sign-up')
    await page.evaluate(() => navigator.clipboard.writeText('123 456'))
    await page.getByLabel('Code').focus()
    await page.keyboard.press('ControlOrMeta+V')
    await page.getByText('Thank you.').waitFor()
    expect(sent[0]?.get('code')).toBe('123 456')
    expect(sent[0]?.get('intent')).toBe('submit')
    await page.context().close()
  })

  it('lets the button for another code rest, and counts', async () => {
    const { page } = await open('code-sms')
    const button = page.getByRole('button', { name: /^New code in \d+ seconds$/ })
    await button.waitFor()
    expect(await button.isDisabled()).toBe(true)
    const before = await button.textContent()
    await expect.poll(() => button.textContent(), { timeout: 5000 }).not.toBe(before)
    await page.context().close()
  })

  it('copies the key of an authenticator app, and ticks off the rules of a password', async () => {
    const { page, complaints } = await open('set-up-totp')
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP')
    await page.goto(`${address}/reset-password`)
    await page.getByLabel('New password', { exact: true }).fill('Correct7')
    expect(
      await page.locator('[data-met]').evaluateAll(rows => rows.map(row => row.getAttribute('data-rule'))),
    ).toEqual(['length', 'uppercase', 'lowercase', 'number'])
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
