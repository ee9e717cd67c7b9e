import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, somebody } from '../harness/people.ts'
import { dropIn } from './drop-in.ts'
import { screen } from './person-at.ts'

const ui = dropIn()

describe('the sign-in, by keyboard alone,', () => {
  it('is all there for who has only a keyboard, and leads from heading to heading', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await screen(page, 'sign-in').waitFor()
    const at = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const { outlineStyle } = getComputedStyle(element)
        return [element.getAttribute('name') ?? element.textContent, outlineStyle !== 'none']
      })
    await page.keyboard.press('Tab')
    expect(await at()).toEqual(['username', true])
    await page.keyboard.type(person.username)
    await page.keyboard.press('Tab')
    await page.keyboard.type(person.password)
    await page.keyboard.press('Tab')
    expect(await at()).toEqual(['Show', true])
    await page.keyboard.press('Enter')
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('text')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await screen(page, 'forgot-password').waitFor()
    expect((await at())[0]).toBe('Forgot your password?')
    await page.keyboard.press('Tab')
    expect(await at()).toEqual(['username', true])
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await screen(page, 'sign-in').waitFor()
    expect((await at())[0]).toBe('Sign in')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect((await at())[0]).toBe('You are signed in')
    await page.context().close()
  })

  it('makes an account by keyboard alone, and a refusal takes nothing of what was typed', async () => {
    const app = await createApp(ui.url, {
      Schema: [{ Name: 'phone_number', Required: true, Mutable: true }],
    })
    const taken = await createPerson(ui.url, app.userPoolId)
    const person = somebody()
    const { page } = await ui.open(app)
    await screen(page, 'sign-in').waitFor()
    const walkTo = async (name: string) => {
      for (let step = 0; step < 20; step += 1) {
        await page.keyboard.press('Tab')
        const [here, outline] = await page.evaluate(() => {
          const at = document.activeElement as HTMLInputElement
          return [
            at.name && at.name !== 'intent' ? at.name : at.textContent,
            getComputedStyle(at).outlineStyle,
          ]
        })
        expect(outline, `at ${here}`).not.toBe('none')
        if (here === name) return
      }
      throw new Error(`Nobody gets to ${name} by keyboard`)
    }
    const heading = () => page.evaluate(() => document.activeElement?.textContent)
    await walkTo('Create an account')
    await page.keyboard.press('Enter')
    const signUp = screen(page, 'sign-up')
    await signUp.waitFor()
    expect(await heading()).toBe('Create your account')
    await walkTo('username')
    await page.keyboard.type(taken.username)
    await walkTo('userAttributes.email')
    await page.keyboard.type(person.email)
    await walkTo('userAttributes.phone_number.country')
    await page.keyboard.type('Germany')
    await walkTo('userAttributes.phone_number')
    await page.keyboard.type('0151 2345678')
    await walkTo('password')
    await page.keyboard.type(person.password)
    const state = () =>
      page.evaluate(() => {
        const { name, selectionStart, selectionEnd } = document.activeElement as HTMLInputElement
        const fields = [...document.querySelectorAll<HTMLInputElement>('[data-lk=card] :is(input, select)')]
        return {
          at: [name, selectionStart, selectionEnd],
          values: fields.filter(({ type }) => type !== 'hidden').map(({ value }) => value),
        }
      })
    await page.evaluate(() => (document.activeElement as HTMLInputElement).setSelectionRange(4, 6))
    const before = await state()
    expect(before.values).toEqual([taken.username, person.email, 'DE', '0151 2345678', person.password])
    expect(before.at).toEqual(['password', 4, 6])
    await page.keyboard.press('Enter')
    await signUp.locator('[data-lk=field-error]').waitFor()
    expect(await state()).toEqual(before)
    await signUp.getByLabel('User name').focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(person.username)
    await page.keyboard.press('Enter')
    const confirm = screen(page, 'confirm-sign-up')
    await confirm.waitFor()
    expect(await heading()).toBe('Confirm your account')
    await walkTo('code')
    await page.keyboard.type('000000')
    await confirm.locator('[data-lk=field-error]').waitFor()
    expect(await state()).toMatchObject({ at: ['code', 6, 6], values: [person.username, '000000'] })
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(await codeSentTo(ui.url, person.email))
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect(await heading()).toBe('You are signed in')
    await page.context().close()
  })
})
