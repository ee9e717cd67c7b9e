import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { createApp, emailMFA } from '../client/app.ts'
import { addAuthenticator } from '../harness/authenticator.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, createPersonWithoutAddress, somebody } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { byKeyboard } from './by-keyboard.ts'
import { challengeFunctions, createChallengeApp } from './custom-challenge.ts'
import { dropIn, type PageOfTests, signInPage, signOut } from './drop-in.ts'
import { screen } from './person-at.ts'

/** Each test presses keys alone; after every step the heading of the next screen has the focus. */

const ui = dropIn({ '/': signInPage }, { functions: challengeFunctions })

const everyFactor = {
  MfaConfiguration: 'OPTIONAL',
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: emailMFA,
} as const

describe('by keyboard alone', () => {
  it('a person shows the password, steps aside and back, and signs in', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    await screen(page, 'sign-in').waitFor()
    await keys.fill('username', person.username)
    await keys.fill('password', person.password)
    await keys.press('Show')
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('text')
    await keys.press('Forgot password?')
    await keys.arrivesAt('forgot-password', 'Forgot your password?')
    await keys.press('Back to sign in')
    await keys.arrivesAt('sign-in', 'Sign in')
    await keys.fill('password', person.password)
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person sets a forgotten password anew, with what is wrong on the way, and signs in with it', async () => {
    const app = await createApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    await screen(page, 'sign-in').waitFor()
    await keys.press('Forgot password?')
    await keys.arrivesAt('forgot-password', 'Forgot your password?')
    await keys.fill('username', person.username)
    await keys.enter()
    await keys.arrivesAt('reset-password', 'Set a new password')
    await keys.walkTo('username')
    await keys.fill('code', await codeSentTo(ui.url, person.email))
    await keys.fill('new_password', 'short')
    await keys.enter()
    await screen(page, 'reset-password').locator('[data-lk=field-error]').waitFor()
    // Whoever was typing is still there, and types on.
    expect(await keys.at()).toBe('new_password')
    await page.keyboard.press('ControlOrMeta+A')
    await keys.type('Better-Horse-8')
    await keys.press('Save password')
    await keys.arrivesAt('sign-in', 'Sign in')
    expect(await page.locator('[role=status]').textContent()).toContain('Your password is changed.')
    await keys.fill('password', 'Better-Horse-8')
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person chooses with what to begin, and tries the other way the next time', async () => {
    const app = await createApp(ui.url, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    const nameOneself = async () => {
      await screen(page, 'identify').waitFor()
      await keys.fill('username', person.username)
      await keys.enter()
      await keys.arrivesAt('choose-challenge', 'How would you like to sign in?')
    }
    await nameOneself()
    await keys.press('Password')
    await keys.arrivesAt('password', 'Enter your password')
    await keys.press('Use another account')
    await keys.arrivesAt('identify', 'Sign in')
    await page.reload()
    await nameOneself()
    await keys.press('Password')
    await keys.arrivesAt('password', 'Enter your password')
    await keys.fill('password', person.password)
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')
    await signOut(page)
    await page.reload()
    await nameOneself()
    await keys.press('E-mail')
    await keys.arrivesAt('code', 'Enter the code')
    await keys.fill('code', await codeSentTo(ui.url, person.email))
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person sets up an authenticator app by its key, and chooses it among second steps', async () => {
    const app = await createApp(ui.url, {}, { ...everyFactor, MfaConfiguration: 'ON' })
    const person = await createPersonWithoutAddress(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    const signIn = async () => {
      await screen(page, 'sign-in').waitFor()
      await keys.fill('username', person.username)
      await keys.fill('password', person.password)
      await keys.enter()
    }
    await signIn()
    await keys.arrivesAt('choose-mfa-set-up', 'Protect your account')
    await keys.press('Authenticator app')
    await keys.arrivesAt('set-up-totp', 'Set up your authenticator app')
    await keys.walkTo('Open in authenticator app')
    await keys.walkTo('Copy')
    const key = await page.locator('[data-lk=key] code').textContent()
    const codes = new TOTP({ secret: key?.replaceAll(' ', '') ?? '' })
    await keys.fill('code', '000000')
    await screen(page, 'set-up-totp').locator('[data-lk=field-error]').waitFor()
    expect(await keys.at()).toBe('code')
    await page.keyboard.press('ControlOrMeta+A')
    await keys.type(codes.generate())
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')

    const email = { UserAttributes: [{ Name: 'email', Value: person.email }] }
    await page.evaluate(
      attributes => {
        const { client } = globalThis as unknown as PageOfTests
        return client.updateUserAttributes(attributes)
      },
      { email: email.UserAttributes[0]!.Value },
    )
    const proof = await codeSentTo(ui.url, person.email)
    await page.evaluate(async code => {
      const { client } = globalThis as unknown as PageOfTests
      await client.confirmVerifyUserAttribute({ attributeName: 'email', code })
      await client.setMFAPreference({ totp: 'enabled', email: 'enabled' })
      await client.signOut()
    }, proof)
    await page.reload()
    await signIn()
    await keys.arrivesAt('select-mfa', 'How would you like to confirm it is you?')
    await keys.press('E-mail')
    await keys.arrivesAt('code', 'Enter the code')
    await keys.fill('code', await codeSentTo(ui.url, person.email, { after: 1 }))
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person has the second step sent to an address, and proves it', async () => {
    const app = await createApp(ui.url, {}, { ...everyFactor, MfaConfiguration: 'ON' })
    const person = await createPersonWithoutAddress(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    await screen(page, 'sign-in').waitFor()
    await keys.fill('username', person.username)
    await keys.fill('password', person.password)
    await keys.enter()
    await keys.arrivesAt('choose-mfa-set-up', 'Protect your account')
    await keys.press('E-mail')
    await keys.arrivesAt('set-up-address', 'Codes by e-mail')
    await keys.fill('userAttributes.email', person.email)
    await keys.enter()
    await keys.arrivesAt('code', 'Enter the code')
    await keys.fill('code', await codeSentTo(ui.url, person.email))
    await keys.arrivesAt('verify-attribute', 'Confirm how to reach you')
    await keys.press('E-mail address')
    await keys.arrivesAt('confirm-attribute', 'Enter the code')
    await keys.fill('code', await codeSentTo(ui.url, person.email, { after: 1 }))
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person takes a password of her own in place of a temporary one', async () => {
    const app = await createApp(ui.url, {
      Schema: [{ Name: 'family_name', Required: true, Mutable: true }],
    })
    const { username } = somebody()
    await administrate(ui.url).send(
      new AdminCreateUserCommand({
        UserPoolId: app.userPoolId,
        Username: username,
        TemporaryPassword: 'Given-Horse-1',
        MessageAction: 'SUPPRESS',
      }),
    )
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    await screen(page, 'sign-in').waitFor()
    await keys.fill('username', username)
    await keys.fill('password', 'Given-Horse-1')
    await keys.enter()
    await keys.arrivesAt('new-password', 'Choose a new password')
    await keys.press('Save password')
    // From the summary of what is wrong to the field.
    await screen(page, 'new-password').locator('[data-lk=error]').waitFor()
    await page.keyboard.press('Shift+Tab')
    for (let step = 0; step < 20 && (await keys.at()) !== 'Family name'; step += 1) {
      await page.keyboard.press('Shift+Tab')
    }
    await keys.enter()
    expect(await keys.at()).toBe('userAttributes.family_name')
    await keys.type('Lovelace')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    expect(await keys.at()).toBe('new_password')
    await keys.type('Better-Horse-8')
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person answers the pool’s own challenge', async () => {
    const app = await createChallengeApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    await screen(page, 'identify').waitFor()
    await keys.fill('username', person.username)
    await keys.enter()
    await keys.arrivesAt('custom-challenge', 'Who are you at work?')
    await keys.fill('team', 'Engines')
    await keys.fill('badge', '1843')
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person signs in by a passkey', async () => {
    const app = await createApp(
      ui.url,
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      {
        MfaConfiguration: 'OFF',
        WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' },
      },
    )
    const { username, password } = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await addAuthenticator(page)
    await page.evaluate(
      async input => {
        const { client } = globalThis as unknown as PageOfTests
        await client.signIn(input)
        await client.passkeys.register()
        await client.signOut()
      },
      { username, password },
    )
    await page.reload()
    const keys = byKeyboard(page)
    await screen(page, 'identify').waitFor()
    await keys.fill('username', username)
    await keys.press('Sign in with a passkey')
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })

  it('a person makes an account, and a refusal takes nothing of what was typed', async () => {
    const app = await createApp(ui.url, {
      Schema: [{ Name: 'phone_number', Required: true, Mutable: true }],
    })
    const taken = await createPerson(ui.url, app.userPoolId)
    const person = somebody()
    const { page } = await ui.open(app)
    const keys = byKeyboard(page)
    await screen(page, 'sign-in').waitFor()
    await keys.press('Create an account')
    await keys.arrivesAt('sign-up', 'Create your account')
    await keys.fill('username', taken.username)
    await keys.fill('userAttributes.email', person.email)
    await keys.fill('userAttributes.phone_number.country', 'Germany')
    await keys.fill('userAttributes.phone_number', '0151 2345678')
    await keys.fill('password', person.password)
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
    await keys.enter()
    await screen(page, 'sign-up').locator('[data-lk=field-error]').waitFor()
    expect(await state()).toEqual(before)
    await screen(page, 'sign-up').getByLabel('User name').focus()
    await page.keyboard.press('ControlOrMeta+A')
    await keys.type(person.username)
    await keys.enter()
    await keys.arrivesAt('confirm-sign-up', 'Confirm your account')
    await keys.fill('code', '000000')
    await screen(page, 'confirm-sign-up').locator('[data-lk=field-error]').waitFor()
    expect(await state()).toMatchObject({ at: ['code', 6, 6], values: [person.username, '000000'] })
    await page.keyboard.press('ControlOrMeta+A')
    await keys.type(await codeSentTo(ui.url, person.email))
    await keys.enter()
    await keys.arrivesAt('signed-in', 'You are signed in')
    await page.context().close()
  })
})
