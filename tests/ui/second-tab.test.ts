import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { createPerson } from '../harness/people.ts'
import { dropIn, enter, type PageOfTests } from './drop-in.ts'
import { screen } from './person-at.ts'

const ui = dropIn()

describe('a second tab, while the code is asked for in the first,', () => {
  async function askedForCode() {
    const app = await createApp(
      ui.url,
      {},
      { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await enter(page, person)
    await screen(page, 'signed-in').waitFor()
    const secret = await page.evaluate(async () => {
      const { client } = globalThis as unknown as PageOfTests
      return (await client.setUpTOTP()).secret
    })
    await page.evaluate(
      async code => {
        const { client } = globalThis as unknown as PageOfTests
        await client.verifyTOTP({ code })
        await client.setMFAPreference({ totp: 'enabled' })
        await client.signOut()
      },
      new TOTP({ secret }).generate({ timestamp: Date.now() - 30_000 }),
    )
    await enter(page, person)
    await screen(page, 'code').waitFor()
    return { page, person, code: () => new TOTP({ secret }).generate() }
  }

  const answer = (page: Page, code: string) => screen(page, 'code').getByLabel('Code').fill(code)

  it('that was opened by itself begins anew, disturbs nothing, and both are in when either is', async () => {
    const { page, person, code } = await askedForCode()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await screen(other, 'sign-in').waitFor()
    await enter(other, person)
    await screen(other, 'code').waitFor()
    expect(await screen(page, 'code').isVisible()).toBe(true)
    await answer(page, code())
    await screen(page, 'signed-in').waitFor()
    await screen(other, 'signed-in').waitFor()
    await page.context().close()
  })

  it('that is a copy of the first goes on where it is, and both are in when either is', async () => {
    const { page, code } = await askedForCode()
    const opened = page.waitForEvent('popup')
    await page.evaluate(() => void window.open(location.href))
    const copy = await opened
    await screen(copy, 'code').getByText('Open your authenticator app').waitFor()
    await answer(copy, code())
    await screen(copy, 'signed-in').waitFor()
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })
})
