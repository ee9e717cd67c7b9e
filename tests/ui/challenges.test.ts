import type { AWSMobileClient } from '@latchkey/client'
import { TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { createApp, emailMFA } from '../client/app.ts'
import { addAuthenticator } from '../harness/authenticator.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, createPersonWithoutAddress, somebody } from '../harness/people.ts'
import { challengeFunctions, createChallengeApp } from './custom-challenge.ts'
import { dropIn, enter, signInPage } from './drop-in.ts'
import { screen, told } from './person-at.ts'

const ui = dropIn(
  {
    '/': signInPage,
    '/alps': { body: '<latchkey-sign-in countries="DE AT CH"></latchkey-sign-in>' },
  },
  { functions: challengeFunctions },
)

declare const client: AWSMobileClient

describe('a challenge', () => {
  it('of the pool’s own shows the form that it describes', async () => {
    const app = await createChallengeApp(ui.url)
    const person = await createPerson(ui.url, app.userPoolId)
    const { page, complaints } = await ui.open(app)
    const identify = screen(page, 'identify')
    await identify.getByLabel('User name').fill(person.username)
    await page.keyboard.press('Enter')
    const custom = screen(page, 'custom-challenge')
    await custom.getByRole('heading', { name: 'Who are you at work?' }).waitFor()
    await custom.getByLabel('Team').selectOption('Engines')
    await custom.getByRole('button', { name: 'Continue' }).click()
    await custom.getByText('Fill this in.').last().waitFor()
    await custom.getByLabel('Badge').fill('1843')
    await page.keyboard.press('Enter')
    await screen(page, 'signed-in').waitFor()
    expect((await told(page)).reports).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('of two second steps lets choose, and takes the code of the mail', async () => {
    const app = await createApp(
      ui.url,
      {},
      {
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await enter(page, person)
    await screen(page, 'signed-in').waitFor()
    const secret = await page.evaluate(async () => (await client.setUpTOTP()).secret)
    await page.evaluate(async code => {
      await client.verifyTOTP({ code })
      await client.setMFAPreference({ totp: 'enabled', email: 'enabled' })
      await client.signOut()
    }, new TOTP({ secret }).generate())
    await enter(page, person)
    const choice = screen(page, 'select-mfa')
    await choice.getByRole('button', { name: 'Authenticator app' }).waitFor()
    await page.reload()
    await choice.getByRole('button', { name: 'E-mail' }).click()
    const code = screen(page, 'code')
    await code.getByText('We sent a code to').waitFor()
    await code.getByLabel('Code').fill(await codeSentTo(ui.url, person.email))
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('to set up a second step offers what the pool has, and an open address is proved afterwards', async () => {
    const app = await createApp(
      ui.url,
      {},
      {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const person = await createPersonWithoutAddress(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    await enter(page, person)
    const choice = screen(page, 'choose-mfa-set-up')
    await choice.waitFor()
    expect(await choice.locator('[data-lk=option]').allTextContents()).toEqual([
      'Authenticator app',
      'E-mail',
    ])
    await choice.getByRole('button', { name: 'E-mail' }).click()
    const setUp = screen(page, 'set-up-address')
    await setUp.getByLabel('E-mail address').fill('nowhere')
    await page.keyboard.press('Enter')
    await setUp.getByText('Enter an e-mail address such as').last().waitFor()
    await setUp.getByLabel('E-mail address').fill(person.email)
    await page.keyboard.press('Enter')
    await screen(page, 'code')
      .getByLabel('Code')
      .fill(await codeSentTo(ui.url, person.email))
    // Nobody has proved yet that the address is hers.
    await screen(page, 'verify-attribute').getByRole('button', { name: 'E-mail address' }).click()
    const proof = await codeSentTo(ui.url, person.email, { after: 1 })
    await screen(page, 'confirm-attribute').getByLabel('Code').fill(proof)
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('by a passkey signs in with the name and a press', async () => {
    const app = await createApp(
      ui.url,
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      {
        MfaConfiguration: 'OFF',
        WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' },
      },
    )
    const person = await createPerson(ui.url, app.userPoolId)
    const { page } = await ui.open(app)
    const authenticator = await addAuthenticator(page)
    const identify = screen(page, 'identify')
    await identify.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await identify.getByText('Fill this in.').last().waitFor()
    await page.evaluate(
      async ({ username, password }) => {
        await client.signIn({ username, password })
        await client.passkeys.register()
        await client.signOut()
      },
      { username: person.username, password: person.password },
    )
    await identify.getByLabel('User name').fill(person.username)
    await authenticator.setPresent(false)
    await identify.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await identify.getByText('You cancelled that.').waitFor()
    await authenticator.setPresent(true)
    await identify.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await screen(page, 'signed-in').waitFor()
    expect((await told(page)).reports).toEqual([])
    await page.context().close()
  })

  it('that nobody here knows is told plainly, with an event', async () => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app)
    await screen(page, 'sign-in').waitFor()
    await page.route(`${ui.url}/`, async route => {
      const initiates = route.request().headers()['x-amz-target']?.endsWith('InitiateAuth')
      if (!initiates) return route.continue()
      const body = { ChallengeName: 'RETINA_SCAN', Session: 'kept', ChallengeParameters: {} }
      return route.fulfill({ json: body, headers: { 'access-control-allow-origin': '*' } })
    })
    await enter(page, somebody())
    const unknown = screen(page, 'unknown-challenge')
    await unknown.getByText('RETINA_SCAN').waitFor()
    expect((await told(page)).events).toContainEqual({
      type: 'unknown-challenge',
      detail: { challenge: 'RETINA_SCAN' },
    })
    await unknown.getByRole('button', { name: 'Back to sign in' }).click()
    await screen(page, 'sign-in').waitFor()
    await page.context().close()
  })

  it('of a phone number takes it as people write it', async () => {
    const app = await createApp(ui.url, {
      UsernameAttributes: [],
      Schema: [{ Name: 'phone_number', Required: true, Mutable: true }],
    })
    const person = somebody()
    const { page } = await ui.open(app)
    await screen(page, 'sign-in').getByRole('button', { name: 'Create an account' }).click()
    const signUp = screen(page, 'sign-up')
    await signUp.getByLabel('User name').fill(person.username)
    await signUp.getByLabel('E-mail address').fill(person.email)
    // The reader's own country to begin with.
    expect(await signUp.getByLabel('Country code').inputValue()).toBe('GB')
    await signUp.getByLabel('Phone number').fill('020 7946 0958')
    await signUp.getByLabel('Password').fill(person.password)
    await page.keyboard.press('Enter')
    await screen(page, 'confirm-sign-up')
      .getByLabel('Code')
      .fill(await codeSentTo(ui.url, person.email))
    await screen(page, 'signed-in').waitFor()
    expect(await page.evaluate(() => client.getUserAttributes())).toMatchObject({
      phone_number: '+442079460958',
    })
    await page.context().close()
  })

  it('of a phone number offers the countries that the app names, and no others', async () => {
    const app = await createApp(ui.url, {
      Schema: [{ Name: 'phone_number', Required: true, Mutable: true }],
    })
    const { page } = await ui.open(app, { path: '/alps', options: { locale: 'de-AT' } })
    await page.locator('[value=sign-up]').click()
    const country = screen(page, 'sign-up').locator('select')
    await country.waitFor()
    expect(
      (
        await country.locator('option').evaluateAll(all => all.map(one => (one as HTMLOptionElement).value))
      ).sort(),
    ).toEqual(['AT', 'CH', 'DE'])
    expect(await country.inputValue()).toBe('AT')
    await page.context().close()
  })
})
