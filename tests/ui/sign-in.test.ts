import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { dropIn, enter, signInPage, signOut } from './drop-in.ts'
import { screen, told } from './person-at.ts'

const ui = dropIn({
  '/': signInPage,
  '/out': { body: '<latchkey-sign-in></latchkey-sign-in><latchkey-sign-out></latchkey-sign-out>' },
  '/slots': {
    body: '<latchkey-sign-in><p slot="header">Photos Ltd</p><a slot="footer" href="/terms">Terms</a></latchkey-sign-in>',
  },
  '/arabic': { ...signInPage, attributes: 'lang="ar" dir="rtl"' },
})

describe('the sign-in element', () => {
  it('takes somebody from nothing to signed in: sign-up, confirmation, tokens', async () => {
    const app = await createApp(ui.url)
    const person = somebody()
    const { page, complaints } = await ui.open(app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Create an account' }).click()
    const signUp = screen(page, 'sign-up')
    await signUp.getByLabel('User name').fill(person.username)
    await signUp.getByLabel('E-mail address').fill(person.email)
    await signUp.getByLabel('Password').fill(person.password)
    await signUp.getByRole('button', { name: 'Create account' }).click()
    const confirm = screen(page, 'confirm-sign-up')
    await confirm.getByLabel('Code').fill(await codeSentTo(ui.url, person.email))
    await screen(page, 'signed-in').waitFor()
    const { events, reports } = await told(page)
    expect(events.at(-1)).toEqual({ type: 'signed-in', detail: { username: person.username } })
    expect(reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('tells a wrong password and takes the right one', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
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

  it('asks for a new password and what is missing, before anything else', async () => {
    const app = await createApp(ui.url, {
      Schema: [{ Name: 'family_name', Required: true, Mutable: true }],
    })
    const person = somebody()
    const administrator = administrate(ui.url)
    await administrator.send(
      new AdminCreateUserCommand({
        UserPoolId: app.userPoolId,
        Username: person.username,
        TemporaryPassword: 'Given-Horse-1',
        MessageAction: 'SUPPRESS',
      }),
    )
    const { page } = await ui.open(app)
    await enter(page, { ...person, password: 'Given-Horse-1' })
    const fresh = screen(page, 'new-password')
    await fresh.getByRole('button', { name: 'Save password' }).click()
    const summary = fresh.locator('[data-lk=message]')
    await summary.getByText('Some of it is not right yet:').waitFor()
    await summary.getByRole('link', { name: 'Family name' }).click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(
      'userAttributes.family_name',
    )
    await page.keyboard.type('Lovelace')
    await fresh.getByLabel('New password').fill('Better-Horse-8')
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('signs in by a code in the mail where the pool takes that for a first factor', async () => {
    const app = await createApp(ui.url, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const identify = screen(page, 'identify')
    await identify.getByLabel('User name').fill(person.username)
    await identify.getByRole('button', { name: 'Continue' }).click()
    const choice = screen(page, 'choose-challenge')
    await choice.waitFor()
    expect(await choice.locator('[data-lk=option]').allTextContents()).toEqual(['E-mail', 'Password'])
    await choice.getByRole('button', { name: 'Password' }).click()
    await screen(page, 'password').getByLabel('Password').fill(person.password)
    await screen(page, 'password').getByRole('button', { name: 'Sign in' }).click()
    await screen(page, 'signed-in').waitFor()
    await signOut(page)
    await page.reload()
    await identify.getByLabel('User name').fill(person.username)
    await page.keyboard.press('Enter')
    await choice.getByRole('button', { name: 'E-mail' }).click()
    // A complete code goes by itself.
    await screen(page, 'code')
      .getByLabel('Code')
      .fill(await codeSentTo(ui.url, person.email))
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('speaks the language of the page, in its direction', async () => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app, { path: '/arabic' })
    await page.getByRole('heading', { name: 'تسجيل الدخول' }).waitFor()
    const card = page.locator('[data-lk=card]')
    expect(await card.evaluate(element => getComputedStyle(element).direction)).toBe('rtl')
    await page.context().close()
  })

  it('keeps what the page puts above and below on every screen', async () => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app, { path: '/slots' })
    for (const next of ['Create an account', 'Sign in', 'Forgot password?']) {
      await page.locator('[data-lk=header]').getByText('Photos Ltd').waitFor()
      expect(await page.locator('[data-lk=footer]').getByRole('link', { name: 'Terms' }).count()).toBe(1)
      await page.getByRole('button', { name: next }).click()
    }
    await screen(page, 'forgot-password').getByText('Terms').waitFor()
    await page.context().close()
  })

  it('lets people out by a button that is there while they are in', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app, { path: '/out' })
    await screen(page, 'sign-in').waitFor()
    expect(await page.locator('latchkey-sign-out').isVisible()).toBe(false)
    await enter(page, person)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await screen(page, 'sign-in').waitFor()
    expect(await page.locator('latchkey-sign-out').isVisible()).toBe(false)
    await page.context().close()
  })
})
