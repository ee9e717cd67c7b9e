import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { createPerson } from '../harness/people.ts'
import { dropIn, type PageOfTests, signInPage } from './drop-in.ts'
import { screen } from './person-at.ts'

const ui = dropIn({ '/': signInPage, '/account': { body: '<latchkey-account></latchkey-account>' } })

describe('an answer on its way', () => {
  it('sends one request however often the button is pressed', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    let begun = 0
    await page.route(`${ui.url}/`, async route => {
      if (route.request().headers()['x-amz-target']?.endsWith('InitiateAuth')) begun += 1
      await new Promise(resolve => setTimeout(resolve, 300))
      await route.continue()
    })
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill(person.username)
    await signIn.getByLabel('Password').fill(person.password)
    const button = signIn.getByRole('button', { name: 'Sign in' })
    await button.evaluate((element: HTMLButtonElement) => {
      for (let press = 0; press < 3; press += 1) element.click()
    })
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect(begun).toBe(1)
    await page.context().close()
  })

  it('of the account is sent once as well', async () => {
    const app = await createApp(ui.url)
    const { username, password } = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app, { path: '/account' })
    await page.getByText('You are not signed in.').waitFor()
    await page.evaluate(input => (globalThis as unknown as PageOfTests).client.signIn(input), {
      username,
      password,
    })
    let changed = 0
    await page.route(`${ui.url}/`, async route => {
      if (route.request().headers()['x-amz-target']?.endsWith('ChangePassword')) changed += 1
      await new Promise(resolve => setTimeout(resolve, 300))
      await route.continue()
    })
    await page.getByRole('button', { name: 'Change: Password' }).click()
    await page.getByLabel('Current password').fill(password)
    await page.getByLabel('New password').fill('Better-Horse-8')
    await page
      .getByRole('button', { name: 'Change password', exact: true })
      .evaluate((element: HTMLButtonElement) => {
        for (let press = 0; press < 3; press += 1) element.click()
      })
    await page.getByText('Your password is changed.').waitFor()
    expect(changed).toBe(1)
    await page.context().close()
  })

  it('keeps the form while there is no connection, and says so', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill(person.username)
    await signIn.getByLabel('Password').fill(person.password)
    await page.context().setOffline(true)
    await page.keyboard.press('Enter')
    await signIn.getByText('You are offline.').waitFor({ timeout: 40_000 })
    expect(await signIn.getByLabel('User name').inputValue()).toBe(person.username)
    expect(await signIn.getByLabel('Password').inputValue()).toBe(person.password)
    await page.context().setOffline(false)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })
})
