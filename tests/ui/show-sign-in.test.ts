import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { createPerson } from '../harness/people.ts'
import { dropIn, enter, type PageOfTests } from './drop-in.ts'
import { screen, told } from './person-at.ts'
import { violations } from './violations.ts'

const ui = dropIn({ '/dialog': { body: '<h1>Photos</h1><button id="open">Open</button>' } })

describe('showSignIn', () => {
  const open = (page: Page, signInUIOptions: object) =>
    page.evaluate(options => {
      const { client } = globalThis as unknown as PageOfTests
      Object.assign(globalThis, {
        shown: client
          .showSignIn({ signInUIOptions: options })
          .then(({ userState }) => userState)
          .catch((error: { kind: string }) => error.kind),
      })
    }, signInUIOptions)
  const result = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { shown: Promise<string> }).shown)

  it('resolves with the user state once somebody is in, and takes its dialog away (aws-sdk-ios#1407)', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page, complaints } = await ui.open(app, { path: '/dialog' })
    await page.locator('#open').focus()
    await open(page, {
      primaryColor: '#7a2e8e',
      logoImage: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="80" height="24"/>',
    })
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor()
    // The other half of the seeds: without canCancel there is no way out.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0)
    const button = page.getByRole('button', { name: 'Sign in' })
    expect(await violations(page)).toEqual([])
    expect(await button.evaluate(element => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(122, 46, 142)',
    )
    await enter(page, person)
    expect(await result(page)).toBe('signedIn')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('open')
    expect((await told(page)).reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is refused while somebody is in', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app, { path: '/dialog' })
    await page.evaluate(
      input => (globalThis as unknown as PageOfTests).client.signIn(input).then(() => undefined),
      { username: person.username, password: person.password },
    )
    await open(page, {})
    expect(await result(page)).toBe('invalidState')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })

  it.each(['Escape', 'the button'])('is cancelled by %s where that is allowed', async way => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app, { path: '/dialog' })
    await open(page, { canCancel: true })
    await screen(page, 'sign-in').waitFor()
    expect(await violations(page)).toEqual([])
    if (way === 'Escape') await page.keyboard.press('Escape')
    else await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await result(page)).toBe('userCancelledSignIn')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.context().close()
  })
})
