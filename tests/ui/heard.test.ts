import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { dropIn, enter, type PageOfTests } from './drop-in.ts'
import { hear } from './live-region.ts'
import { screen } from './person-at.ts'

const ui = dropIn({
  '/': { body: '<latchkey-sign-in></latchkey-sign-in>' },
  '/account': { body: '<latchkey-account></latchkey-account>' },
})

const codeSent = 'A new code is on its way.'
const codeMismatch = 'This code is not right. Check it and try again.'

/** Waits until the button for another code has rested, presses it, and gives back how it reads then. */
async function askAgain(page: Page): Promise<string | null> {
  const button = page.getByRole('button', { name: 'Send a new code' })
  await page.clock.fastForward('00:31')
  await button.click()
  return page.locator('[data-wait]').textContent()
}

describe('who hears the sign-in', () => {
  it('is told what is wrong once, and again when it is wrong again, and what was typed stays', async () => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill('nobody-here')
    await signIn.getByLabel('Password').fill('Wrong-Horse-7')
    const { texts, regions } = await hear(page)
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('[name=password]')!
      input.focus()
      input.setSelectionRange(3, 5)
    })
    await page.keyboard.press('Enter')
    await signIn.getByText('The name or the password is not right.').waitFor()
    expect(await texts()).toEqual(['The name or the password is not right.'])
    expect(await regions()).toBe(1)
    expect(
      await page.evaluate(() => {
        const input = document.activeElement as HTMLInputElement
        return [input.name, input.value, input.selectionStart, input.selectionEnd]
      }),
    ).toEqual(['password', 'Wrong-Horse-7', 3, 5])
    expect(await signIn.getByLabel('User name').inputValue()).toBe('nobody-here')
    await page.keyboard.press('Enter')
    await expect.poll(texts).toHaveLength(2)
    await page.context().close()
  })

  it('is told of all that is missing at once', async () => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app)
    await screen(page, 'sign-in').waitFor()
    const { texts } = await hear(page)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await screen(page, 'sign-in').locator('[data-lk=error]').waitFor()
    expect(await texts()).toEqual([
      'Some of it is not right yet:User name – Fill this in.Password – Fill this in.',
    ])
    await page.context().close()
  })

  it('is told once that a code was sent again, at the sign-up', async () => {
    const app = await createApp(ui.url)
    const person = somebody()
    const { page } = await ui.open(app)
    await page.clock.install()
    await page.getByRole('button', { name: 'Create an account' }).click()
    const signUp = screen(page, 'sign-up')
    await signUp.getByLabel('User name').fill(person.username)
    await signUp.getByLabel('E-mail address').fill(person.email)
    await signUp.getByLabel('Password').fill(person.password)
    await page.keyboard.press('Enter')
    const confirm = screen(page, 'confirm-sign-up')
    await confirm.waitFor()
    const { texts, regions } = await hear(page)
    await page.locator('[data-wait]').click({ force: true })
    expect(await askAgain(page)).toBe('New code in 30 seconds')
    await confirm.getByText(codeSent).waitFor()
    expect(await texts()).toEqual([codeSent])
    // Who pressed the button is still at it, and it rests.
    expect(await page.evaluate(() => (document.activeElement as HTMLButtonElement).value)).toBe('resend')
    await confirm.getByLabel('Code').fill('000000')
    await confirm.locator('[data-lk=field-error]').waitFor()
    expect(await texts()).toEqual([codeSent, codeMismatch])
    expect(await regions()).toBe(1)
    await confirm.getByLabel('Code').fill(await codeSentTo(ui.url, person.email, { after: 1 }))
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect(await texts()).toEqual([codeSent, codeMismatch])
    await page.context().close()
  })

  it('is told once that a code was sent again, for a forgotten password, and then that it is changed', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await page.clock.install()
    await page.getByRole('button', { name: 'Forgot password?' }).click()
    await screen(page, 'forgot-password').getByLabel('User name').fill(person.username)
    await page.keyboard.press('Enter')
    const reset = screen(page, 'reset-password')
    await reset.waitFor()
    const { texts } = await hear(page)
    await askAgain(page)
    await reset.getByText(codeSent).waitFor()
    expect(await texts()).toEqual([codeSent])
    await reset.getByLabel('Code').fill(await codeSentTo(ui.url, person.email, { after: 1 }))
    await reset.getByLabel('New password').fill('Better-Horse-8')
    await page.keyboard.press('Enter')
    await screen(page, 'sign-in').waitFor()
    expect(await texts()).toEqual([codeSent, 'Your password is changed. Sign in with it.'])
    await page.context().close()
  })

  it('is told once that a code was sent again, to prove an address after the sign-in', async () => {
    const app = await createApp(ui.url)
    const person = somebody()
    const named = { UserPoolId: app.userPoolId, Username: person.username }
    const administrator = administrate(ui.url)
    await administrator.send(
      new AdminCreateUserCommand({
        ...named,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: person.email },
          { Name: 'email_verified', Value: 'false' },
        ],
      }),
    )
    await administrator.send(
      new AdminSetUserPasswordCommand({ ...named, Password: person.password, Permanent: true }),
    )
    const { page } = await ui.open(app)
    await page.clock.install()
    await enter(page, person)
    await screen(page, 'verify-attribute').getByRole('button', { name: 'E-mail address' }).click()
    const confirm = screen(page, 'confirm-attribute')
    await confirm.waitFor()
    const { texts } = await hear(page)
    await askAgain(page)
    await confirm.getByText(codeSent).waitFor()
    expect(await texts()).toEqual([codeSent])
    await page.context().close()
  })
})

describe('who hears the account', () => {
  it('is told once that a code was sent again, what is wrong with it, and that it is saved', async () => {
    const app = await createApp(ui.url)
    const { username, password, email } = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app, { path: '/account' })
    await page.getByText('You are not signed in.').waitFor()
    await page.evaluate(input => (globalThis as unknown as PageOfTests).client.signIn(input), {
      username,
      password,
    })
    await page.clock.install()
    await page.getByRole('button', { name: 'Change: E-mail address' }).click()
    await page.getByLabel('E-mail address').fill(`new-${email}`)
    const { texts, regions } = await hear(page)
    await page.keyboard.press('Enter')
    await page.getByLabel('Code').waitFor()
    await askAgain(page)
    await page.getByText(codeSent).waitFor()
    expect(await texts()).toEqual([codeSent])
    await page.getByLabel('Code').fill('000000')
    await page.locator('[data-lk=field-error]').waitFor()
    expect(await texts()).toEqual([codeSent, codeMismatch])
    await page.getByLabel('Code').fill(await codeSentTo(ui.url, `new-${email}`, { after: 1 }))
    // The return key answers; it does not ask for yet another code.
    await page.keyboard.press('Enter')
    await page.getByText('Saved.').waitFor()
    expect(await texts()).toEqual([codeSent, codeMismatch, 'Saved.'])
    expect(await regions()).toBe(1)
    await page.context().close()
  })
})
