import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AWSMobileClient } from '@latchkey/client'
import { createServer, type LatchkeyServer, type Listening, listen } from '@latchkey/server'
import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, emailMFA } from '../client/app.ts'
import { addAuthenticator } from '../harness/authenticator.ts'
import { launchBrowser } from '../harness/browser.ts'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrate } from '../harness/pools.ts'
import { openPage, screen, told } from './person-at.ts'
import { type Site, startSite } from './site.ts'

interface ChallengeEvent {
  readonly request: {
    readonly session: readonly { readonly challengeResult: boolean }[]
    readonly challengeAnswer?: string
  }
  response: object
}

const functions = {
  Define: (event: ChallengeEvent) => {
    const passed = event.request.session.at(-1)?.challengeResult === true
    event.response = passed
      ? { issueTokens: true, failAuthentication: false }
      : { issueTokens: false, failAuthentication: false, challengeName: 'CUSTOM_CHALLENGE' }
    return event
  },
  Create: (event: ChallengeEvent) => {
    event.response = {
      publicChallengeParameters: {
        title: 'Who are you at work?',
        fields: JSON.stringify([
          {
            name: 'team',
            label: 'Team',
            type: 'choice',
            options: [
              { value: 'a', label: 'Analytics' },
              { value: 'e', label: 'Engines' },
            ],
          },
          { name: 'badge', label: 'Badge' },
        ]),
      },
      privateChallengeParameters: { answer: '{"team":"e","badge":"1843"}' },
    }
    return event
  },
  Verify: (event: ChallengeEvent & { request: { privateChallengeParameters?: { answer?: string } } }) => {
    const { challengeAnswer, privateChallengeParameters } = event.request
    event.response = { answerCorrect: challengeAnswer === privateChallengeParameters?.answer }
    return event
  },
}
const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`

let server: LatchkeyServer
let listening: Listening
let browser: Browser
let site: Site

beforeAll(async () => {
  server = await createServer({ local: true, functions: functions as never })
  ;[listening, browser] = await Promise.all([listen(server, { port: 0 }), launchBrowser()])
  site = await startSite(listening.url, { '/': { body: '<latchkey-sign-in></latchkey-sign-in>' } })
})

afterAll(async () => {
  await browser.close()
  await site.close()
  await listening.close()
  await server.close()
})

declare const client: AWSMobileClient

const open = (app: Parameters<typeof openPage>[3]) => openPage(browser, site, listening.url, app)

async function enter(page: Page, { username, password }: Person): Promise<void> {
  const signIn = screen(page, 'sign-in')
  await signIn.getByLabel('User name').fill(username)
  await signIn.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
}

describe('a challenge', () => {
  it('of the pool’s own shows the form that it describes', async () => {
    const app = await createApp(listening.url, {
      LambdaConfig: {
        DefineAuthChallenge: arn('Define'),
        CreateAuthChallenge: arn('Create'),
        VerifyAuthChallengeResponse: arn('Verify'),
      },
    })
    await administrate(listening.url).send(
      new UpdateUserPoolClientCommand({
        UserPoolId: app.userPoolId,
        ClientId: app.clientId,
        ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    )
    const person = await createPerson(listening.url, app.userPoolId)
    const { page, complaints } = await open(app)
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
      listening.url,
      {},
      {
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const person = await createPerson(listening.url, app.userPoolId)
    const { page } = await open(app)
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
    await code.getByLabel('Code').fill(await codeSentTo(listening.url, person.email))
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('to set up a second step offers what the pool has, and an open address is proved afterwards', async () => {
    const app = await createApp(
      listening.url,
      {},
      {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const person = somebody()
    const named = { UserPoolId: app.userPoolId, Username: person.username }
    const administrator = administrate(listening.url)
    await administrator.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }))
    await administrator.send(
      new AdminSetUserPasswordCommand({ ...named, Password: person.password, Permanent: true }),
    )
    const { page } = await open(app)
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
      .fill(await codeSentTo(listening.url, person.email))
    // Nobody has proved yet that the address is hers.
    await screen(page, 'verify-attribute').getByRole('button', { name: 'E-mail address' }).click()
    const proof = await codeSentTo(listening.url, person.email, { after: 1 })
    await screen(page, 'confirm-attribute').getByLabel('Code').fill(proof)
    await screen(page, 'signed-in').waitFor()
    await page.context().close()
  })

  it('by a passkey signs in with the name and a press', async () => {
    const app = await createApp(
      listening.url,
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      {
        MfaConfiguration: 'OFF',
        WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' },
      },
    )
    const person = await createPerson(listening.url, app.userPoolId)
    const { page } = await open(app)
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
    const app = await createApp(listening.url)
    const { page } = await open(app)
    await screen(page, 'sign-in').waitFor()
    await page.route(`${listening.url}/`, async route => {
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
    const app = await createApp(listening.url, {
      UsernameAttributes: [],
      Schema: [{ Name: 'phone_number', Required: true, Mutable: true }],
    })
    const person = somebody()
    const { page } = await open(app)
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
      .fill(await codeSentTo(listening.url, person.email))
    await screen(page, 'signed-in').waitFor()
    expect(await page.evaluate(() => client.getUserAttributes())).toMatchObject({
      phone_number: '+442079460958',
    })
    await page.context().close()
  })
})
