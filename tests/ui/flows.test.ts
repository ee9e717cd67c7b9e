import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { launchBrowser } from '../harness/browser.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { openPage, screen, told } from './person-at.ts'
import { type Site, startSite } from './site.ts'

let latchkey: LatchkeyProcess
let browser: Browser
let site: Site

beforeAll(async () => {
  ;[latchkey, browser] = await Promise.all([startLatchkey(), launchBrowser()])
  site = await startSite(latchkey.url, { '/': { body: '<latchkey-sign-in></latchkey-sign-in>' } })
})

afterAll(async () => {
  await browser.close()
  await site.close()
  await latchkey.stop()
})

describe('the sign-in element', () => {
  it('takes somebody from nothing to signed in: sign-up, confirmation, tokens', async () => {
    const app = await createApp(latchkey.url)
    const person = somebody()
    const { page, complaints } = await openPage(browser, site, latchkey.url, app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Create an account' }).click()
    const signUp = screen(page, 'sign-up')
    await signUp.getByLabel('User name').fill(person.username)
    await signUp.getByLabel('E-mail address').fill(person.email)
    await signUp.getByLabel('Password').fill(person.password)
    await signUp.getByRole('button', { name: 'Create account' }).click()
    const confirm = screen(page, 'confirm-sign-up')
    await confirm.getByLabel('Code').fill(await codeSentTo(latchkey.url, person.email))
    await screen(page, 'signed-in').waitFor()
    const { events, reports } = await told(page)
    expect(events.at(-1)).toEqual({ type: 'signed-in', detail: { username: person.username } })
    expect(reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('tells a wrong password and takes the right one', async () => {
    const app = await createApp(latchkey.url)
    const person = await createPerson(latchkey.url, app.userPoolId)
    const { page } = await openPage(browser, site, latchkey.url, app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill(person.username)
    await signIn.getByLabel('Password').fill('Wrong-Horse-7')
    await signIn.getByRole('button', { name: 'Sign in' }).click()
    await signIn.getByText('The name or the password is not right.').waitFor()
    await signIn.getByLabel('Password').fill(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })
})
