import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AuthorizationServer,
  callback,
  password,
  startAuthorizationServer,
} from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import type { ScriptlessBrowser } from './scriptless-browser.ts'

/** Every page as a person without scripts meets it. */

interface Event {
  readonly request: {
    readonly session: readonly { readonly challengeResult: boolean }[]
    readonly challengeAnswer?: string
    readonly privateChallengeParameters?: { readonly answer?: string }
  }
  readonly response: object
}

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
const functions = {
  define: (event: Event) => {
    const { session } = event.request
    const done = session.at(-1)?.challengeResult === true
    const failed = session.length > 2 && !done
    return {
      ...event,
      response: {
        challengeName: done || failed ? null : 'CUSTOM_CHALLENGE',
        issueTokens: done,
        failAuthentication: failed,
      },
    }
  },
  create: (event: Event) => ({
    ...event,
    response: {
      publicChallengeParameters: {
        title: 'A riddle <b>',
        fields: JSON.stringify([{ name: 'riddle', label: 'What has keys but no locks?' }]),
      },
      privateChallengeParameters: { answer: 'piano' },
    },
  }),
  confirm: (event: Event) => ({ ...event, response: { autoConfirmUser: true } }),
  verify: (event: Event) => ({
    ...event,
    response: {
      answerCorrect: event.request.challengeAnswer === event.request.privateChallengeParameters?.answer,
    },
  }),
}

let server: AuthorizationServer
beforeAll(async () => {
  server = await startAuthorizationServer({ functions: functions as never })
})
afterAll(() => server.close())

type PoolInput = Parameters<AuthorizationServer['createPool']>[0]
type ClientInput = Parameters<AuthorizationServer['createClient']>[1]

async function start(pool: PoolInput = {}, client: ClientInput = {}) {
  const poolId = await server.createPool(pool)
  const app = new RelyingParty(server, poolId, await server.createClient(poolId, client))
  const browser = app.browser()
  return { poolId, app, browser }
}

async function expectSignedIn(app: RelyingParty, back: URL | undefined, browser: ScriptlessBrowser) {
  if (!back) throw new Error(`${browser.screen} came up: ${browser.html}`)
  expect(`${back.origin}${back.pathname}`).toBe(callback)
  expect((await app.redeem(back.searchParams.get('code') ?? '')).status).toBe(200)
}

/** What the page says went wrong. */
const complaint = (browser: ScriptlessBrowser) =>
  />([^<]+)</.exec(/role="status"[^>]*>([\s\S]*?)<\/div>/.exec(browser.html)?.[0] ?? '')?.[1] ?? ''

describe('sign-up', () => {
  it('asks for what the schema requires, confirms by the code, and is signed in then', async () => {
    const { app, browser } = await start({
      Schema: [
        { Name: 'name', Required: true, AttributeDataType: 'String' },
        { Name: 'team', AttributeDataType: 'String' },
      ],
    })
    await browser.open(app.address())
    await browser.submit({}, 'sign-up')
    expect(browser.screen).toBe('sign-up')
    expect(browser.html).toContain('name="userAttributes.name"')
    expect(browser.html).toContain('name="userAttributes.email"')
    expect(browser.html).not.toContain('userAttributes.custom:team')

    await browser.submit({ username: 'grace', password, 'userAttributes.email': 'grace@example.com' })
    expect(browser.screen).toBe('sign-up')
    expect(browser.html).toContain('value="grace"')
    expect(browser.html).not.toContain(password)

    await browser.submit({
      username: 'grace',
      password,
      'userAttributes.email': 'grace@example.com',
      'userAttributes.name': 'Grace Hopper',
    })
    expect(browser.screen).toBe('confirm-sign-up')
    expect(browser.html).toContain('g***@e***')

    await browser.submit({ code: '000000' })
    expect([browser.screen, complaint(browser)]).toEqual(['confirm-sign-up', expect.stringMatching(/code/i)])

    await browser.open(browser.url)
    expect(browser.screen).toBe('confirm-sign-up')

    await browser.submit({}, 'resend')
    const code = await server.newestCode('grace@example.com')
    const back = await browser.submit({ code: `${code.slice(0, 3)} ${code.slice(3)}` })
    await expectSignedIn(app, back, browser)
  })

  it('takes a phone number as people write it, where it is the name', async () => {
    const { app, browser } = await start({
      UsernameAttributes: ['phone_number'],
      AutoVerifiedAttributes: ['phone_number'],
    })
    await browser.open(app.address({ lang: 'de' }))
    await browser.submit({}, 'sign-up')
    await browser.submit({ username: '+49 (151) 2345-678', password })
    expect(browser.screen).toBe('confirm-sign-up')
    const back = await browser.submit({ code: await server.newestCode('+491512345678') })
    await expectSignedIn(app, back, browser)
  })

  it('signs in at once who needs no confirmation', async () => {
    const { app, browser } = await start({ LambdaConfig: { PreSignUp: arn('confirm') } })
    await browser.open(app.address())
    await browser.submit({}, 'sign-up')
    const back = await browser.submit({
      username: 'eve',
      password,
      'userAttributes.email': 'eve@example.com',
    })
    await expectSignedIn(app, back, browser)
  })

  it('needs no password where the pool does without, and the code is enough', async () => {
    const { app, browser } = await start(
      {
        UsernameAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await browser.open(app.address())
    await browser.submit({}, 'sign-up')
    expect(browser.html).not.toContain('name="password"')
    await browser.submit({ username: 'mary@example.com' })
    expect(browser.screen).toBe('confirm-sign-up')
    const back = await browser.submit({ code: await server.newestCode('mary@example.com') })
    await expectSignedIn(app, back, browser)

    const again = app.browser()
    await again.open(app.address())
    await again.submit({ username: 'mary@example.com' })
    expect(again.screen).toBe('code')
    await expectSignedIn(
      app,
      await again.submit({ code: await server.newestCode('mary@example.com') }),
      again,
    )
  })

  it('says when the name is taken, and when nobody may sign up', async () => {
    const { app, browser, poolId } = await start()
    await server.createPerson(poolId)
    await browser.open(app.address())
    await browser.submit({}, 'sign-up')
    await browser.submit({ username: 'ada', password, 'userAttributes.email': 'a@example.com' })
    expect([browser.screen, complaint(browser)]).toEqual(['sign-up', expect.stringMatching(/already/i)])

    const closed = await start({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    await closed.browser.open(closed.app.address())
    expect(closed.browser.forms().flatMap(form => form.intents)).not.toContain('sign-up')
    await closed.browser.open(`${closed.app.issuer}/signup?${closed.app.parameters()}`)
    expect(closed.browser.screen).toBe('sign-in')
  })
})

describe('sign-in', () => {
  it('tells a wrong password and an unknown name alike, and keeps the name that was typed', async () => {
    const { app, browser, poolId } = await start()
    await server.createPerson(poolId)
    const pages: string[] = []
    for (const username of ['ada', 'bob']) {
      await browser.open(app.address())
      await browser.submit({ username, password: 'Wrong-Horse-7' })
      expect([browser.screen, browser.status]).toEqual(['sign-in', 200])
      expect(browser.html).toContain(`value="${username}"`)
      pages.push(browser.html.replaceAll(username, 'NAME'))
    }
    expect(pages[0]).toBe(pages[1])
    expect(complaint(browser)).not.toBe('')
    expect(browser.html).not.toContain('Wrong-Horse-7')
  })

  it('works for a client with a secret, whatever flows it may use by the API', async () => {
    const { app, browser, poolId } = await start(
      {},
      { GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await server.createPerson(poolId)
    await browser.open(app.address())
    await expectSignedIn(app, await browser.submit({ username: 'ada', password }), browser)
  })

  it('of somebody unconfirmed leads to the code', async () => {
    const { app, browser } = await start()
    await server.userPools('SignUp', {
      ClientId: app.client.id,
      Username: 'linus',
      Password: password,
      UserAttributes: [{ Name: 'email', Value: 'linus@example.com' }],
    })
    await browser.open(app.address())
    await browser.submit({ username: 'linus', password })
    expect(browser.screen).toBe('confirm-sign-up')
    await browser.submit({}, 'resend')
    const back = await browser.submit({ code: await server.newestCode('linus@example.com') })
    await expectSignedIn(app, back, browser)
  })

  it('works in a pool that tracks devices, and its tokens are refreshed without one', async () => {
    const { app, browser, poolId } = await start({
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    })
    await server.createPerson(poolId)
    const code = await app.code({}, browser)
    const { body } = await app.redeem(code)
    const refreshed = await app.token({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] })
    expect(refreshed.status).toBe(200)
  })

  it('is locked out as by the API', async () => {
    const { app, browser, poolId } = await start()
    await server.createPerson(poolId)
    await browser.open(app.address())
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await browser.submit({ username: 'ada', password: 'Wrong-Horse-7' })
    }
    expect(await browser.submit({ username: 'ada', password })).toBeUndefined()
    server.clock.now += 1001
    await expectSignedIn(app, await browser.submit({ username: 'ada', password }), browser)
  })

  it('asks for a new password with what the schema still lacks', async () => {
    const { app, browser, poolId } = await start({
      Schema: [{ Name: 'name', Required: true, AttributeDataType: 'String' }],
    })
    await server.userPools('AdminCreateUser', {
      UserPoolId: poolId,
      Username: 'ada',
      TemporaryPassword: 'Temporary-1',
      MessageAction: 'SUPPRESS',
    })
    await browser.open(app.address())
    await browser.submit({ username: 'ada', password: 'Temporary-1' })
    expect(browser.screen).toBe('new-password')
    await browser.submit({ new_password: 'short', 'userAttributes.name': 'Ada' })
    expect(browser.screen).toBe('new-password')
    const back = await browser.submit({ new_password: password, 'userAttributes.name': 'Ada' })
    await expectSignedIn(app, back, browser)
  })
})

describe('a forgotten password', () => {
  it('is set anew by a code, and signs in', async () => {
    const { app, browser, poolId } = await start()
    await server.createPerson(poolId)
    await browser.open(app.address())
    await browser.submit({ username: 'ada' }, 'forgot-password')
    expect([browser.screen, browser.html.includes('value="ada"')]).toEqual(['forgot-password', true])
    await browser.submit({ username: 'ada' })
    expect([browser.screen, browser.html.includes('a***@e***')]).toEqual(['reset-password', true])
    await browser.submit({ code: '000000', new_password: 'Other-Horse-8' })
    expect([browser.screen, complaint(browser)]).toEqual(['reset-password', expect.stringMatching(/code/i)])
    await browser.submit({}, 'resend')
    const code = await server.newestCode('ada@example.com')
    await browser.submit({ code, new_password: 'weak' })
    expect(browser.screen).toBe('reset-password')
    await expectSignedIn(app, await browser.submit({ code, new_password: 'Other-Horse-8' }), browser)
  })

  it('looks the same for who is not there', async () => {
    const { app, browser } = await start()
    await browser.open(`${app.issuer}/forgotPassword?${app.parameters()}`)
    await browser.submit({ username: 'nobody@example.com' })
    expect([browser.screen, browser.html.includes('n***@e***')]).toEqual(['reset-password', true])
  })

  it('is what follows on an administrator’s reset', async () => {
    const { app, browser, poolId } = await start({}, { PreventUserExistenceErrors: 'LEGACY' })
    await server.createPerson(poolId)
    await server.userPools('AdminResetUserPassword', { UserPoolId: poolId, Username: 'ada' })
    await browser.open(app.address())
    await browser.submit({ username: 'ada', password })
    expect(browser.screen).toBe('reset-password')
  })
})

describe('a second factor', () => {
  async function withMfa(MfaConfiguration: 'ON' | 'OPTIONAL', types: readonly ('sms' | 'totp' | 'email')[]) {
    const started = await start()
    await server.userPools('SetUserPoolMfaConfig', {
      UserPoolId: started.poolId,
      MfaConfiguration,
      ...(types.includes('sms')
        ? {
            SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
          }
        : {}),
      ...(types.includes('totp') ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
      ...(types.includes('email')
        ? { EmailMfaConfiguration: { Message: 'Code {####}', Subject: 'Code' } }
        : {}),
    })
    await server.createPerson(started.poolId, 'ada', {
      phone_number: '+441234567890',
      phone_number_verified: 'true',
    })
    await started.browser.open(started.app.address())
    await started.browser.submit({ username: 'ada', password })
    return started
  }

  it('by SMS: a wrong code can be typed again, a reload asks the same', async () => {
    const { app, browser } = await withMfa('ON', ['sms'])
    expect([browser.screen, browser.html.includes('+*******7890')]).toEqual(['code', true])
    await browser.submit({ code: '000000' })
    expect([browser.screen, complaint(browser)]).toEqual(['code', expect.stringMatching(/code/i)])
    await browser.open(browser.url)
    expect(browser.screen).toBe('code')
    const back = await browser.submit({ code: await server.newestCode('+441234567890') })
    await expectSignedIn(app, back, browser)
  })

  it('by e-mail, after a choice of two', async () => {
    const { app, browser } = await withMfa('ON', ['sms', 'email'])
    expect(browser.screen).toBe('select-mfa')
    await browser.submit({}, 'choose:EMAIL_OTP')
    expect(browser.screen).toBe('code')
    const back = await browser.submit({ code: await server.newestCode('ada@example.com') })
    await expectSignedIn(app, back, browser)
  })

  it('by an authenticator app: set up with picture and key, then asked for', async () => {
    const { app, browser } = await withMfa('ON', ['totp'])
    expect(browser.screen).toBe('set-up-totp')
    const shown = browser.html
    await browser.open(browser.url)
    const uri = new URL(browser.links.find(link => link.startsWith('otpauth:')) ?? '')
    expect(shown).toContain(encodeURIComponent(uri.searchParams.get('secret') ?? 'no secret'))
    const totp = new TOTP({ secret: Secret.fromBase32(uri.searchParams.get('secret') ?? '') })
    await browser.submit({ code: '000000' })
    expect([browser.screen, complaint(browser)]).toEqual(['set-up-totp', expect.stringMatching(/code/i)])
    const code = totp.generate({ timestamp: server.clock.now })
    await expectSignedIn(app, await browser.submit({ code }), browser)

    server.clock.now += 60_000
    const again = app.browser()
    await again.open(app.address())
    await again.submit({ username: 'ada', password })
    expect(again.screen).toBe('code')
    await expectSignedIn(
      app,
      await again.submit({ code: totp.generate({ timestamp: server.clock.now }) }),
      again,
    )
  })
})

describe('a choice of first factors', () => {
  const choice = () =>
    start(
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )

  it('asks for the name first, then how', async () => {
    const { app, browser, poolId } = await choice()
    await server.createPerson(poolId)
    await browser.open(app.address())
    expect(browser.screen).toBe('identify')
    await browser.submit({ username: 'ada' })
    expect(browser.screen).toBe('choose-challenge')
    await browser.submit({}, 'choose:PASSWORD')
    expect(browser.screen).toBe('password')
    await browser.submit({ password: 'Wrong-Horse-7' })
    expect(browser.screen).toBe('password')
    await expectSignedIn(app, await browser.submit({ password }), browser)
  })

  it('goes the same way for somebody whom nobody knows', async () => {
    const { app, browser } = await choice()
    await browser.open(app.address())
    await browser.submit({ username: 'nobody' })
    expect(browser.screen).toBe('choose-challenge')
    await browser.submit({}, 'choose:EMAIL_OTP')
    expect(browser.screen).toBe('code')
    await browser.submit({ code: '00000000' })
    expect([browser.screen, complaint(browser)]).toEqual(['code', expect.stringMatching(/code/i)])
    await browser.open(app.address())
    await browser.submit({ username: 'nobody' })
    await browser.submit({}, 'choose:PASSWORD')
    await browser.submit({ password })
    expect([browser.screen, complaint(browser)]).toEqual(['password', expect.stringMatching(/password/i)])
  })

  it('asks for the password at once where there is nothing to choose', async () => {
    const { app, browser, poolId } = await start(
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await server.createPerson(poolId)
    for (const username of ['nobody', 'ada']) {
      await browser.open(app.address())
      await browser.submit({ username })
      expect([username, browser.screen]).toEqual([username, 'password'])
    }
    await expectSignedIn(app, await browser.submit({ password }), browser)
  })

  it('signs in by a code of eight digits, which can be sent again', async () => {
    const { app, browser, poolId } = await choice()
    await server.createPerson(poolId)
    await browser.open(app.address())
    await browser.submit({ username: 'ada' })
    await browser.submit({}, 'choose:EMAIL_OTP')
    expect(browser.screen).toBe('code')
    const first = await server.newestCode('ada@example.com')
    await browser.submit({}, 'resend')
    const second = await server.newestCode('ada@example.com')
    expect([second.length, second === first]).toEqual([8, false])
    await expectSignedIn(app, await browser.submit({ code: second }), browser)
  })
})

describe('a challenge of the pool’s own', () => {
  const client = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } as const
  const LambdaConfig = {
    DefineAuthChallenge: arn('define'),
    CreateAuthChallenge: arn('create'),
    VerifyAuthChallengeResponse: arn('verify'),
  }

  it('has the form that it describes, and another round after a wrong answer', async () => {
    const { app, browser, poolId } = await start(
      { LambdaConfig },
      { ...client, ExplicitAuthFlows: [...client.ExplicitAuthFlows] },
    )
    await server.createPerson(poolId)
    await browser.open(app.address())
    expect(browser.screen).toBe('identify')
    await browser.submit({ username: 'ada' })
    expect(browser.screen).toBe('custom-challenge')
    expect(browser.html).toContain('What has keys but no locks?')
    expect(browser.html).toContain('A riddle &lt;b')
    await browser.submit({ riddle: 'a map' })
    expect(browser.screen).toBe('custom-challenge')
    await expectSignedIn(app, await browser.submit({ riddle: 'piano' }), browser)
  })
})

describe('who is signed in already', () => {
  it('goes straight back, until the session is over, ended or signed out globally', async () => {
    const { app, browser, poolId } = await start()
    await server.createPerson(poolId)
    const isKnown = async () =>
      (await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')
    const signIn = async () => {
      await browser.open(app.address())
      await browser.submit({ username: 'ada', password })
      expect(await isKnown()).toBe(true)
    }
    await signIn()
    server.clock.now += 3_600_000
    expect(await isKnown()).toBe(false)

    await signIn()
    await server.userPools('AdminUserGlobalSignOut', { UserPoolId: poolId, Username: 'ada' })
    expect(await isKnown()).toBe(false)

    await signIn()
    await server.userPools('AdminDisableUser', { UserPoolId: poolId, Username: 'ada' })
    expect(await isKnown()).toBe(false)
    await server.userPools('AdminEnableUser', { UserPoolId: poolId, Username: 'ada' })

    await signIn()
    const { Sessions } = await server.userPools('AdminListUserSessions', {
      UserPoolId: poolId,
      Username: 'ada',
    })
    const own = Sessions?.filter(({ SessionType }) => SessionType === 'SSO') ?? []
    expect(own.length).toBeGreaterThan(0)
    for (const { SessionId } of own) {
      await server.userPools('AdminRevokeUserSession', {
        UserPoolId: poolId,
        Username: 'ada',
        SessionId: SessionId ?? '',
      })
    }
    expect(await isKnown()).toBe(false)
  })

  it('stays as long as SetUserPoolClientSessionConfiguration says', async () => {
    const { app, browser, poolId } = await start()
    await server.createPerson(poolId)
    await server.userPools('SetUserPoolClientSessionConfiguration', {
      UserPoolId: poolId,
      ClientId: app.client.id,
      SSOSession: { MaxValidityMinutes: 5 },
    })
    await app.authorize({}, browser)
    server.clock.now += 299_999
    expect((await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')).toBe(true)
    server.clock.now += 1
    expect((await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')).toBe(false)
  })

  it('chooses among the accounts of this browser', async () => {
    const { app, browser, poolId } = await start()
    const ada = await server.createPerson(poolId, 'ada', { name: 'Ada Lovelace' })
    const grace = await server.createPerson(poolId, 'grace')
    await app.authorize({}, browser)
    await app.authorize({ prompt: 'login' }, browser, 'grace')
    await browser.open(app.address({ prompt: 'select_account' }))
    expect(browser.screen).toBe('account-chooser')
    expect(browser.html).toContain('Ada Lovelace')
    const back = await browser.submit({}, `account:${ada.sub}`)
    await expectSignedIn(app, back, browser)
    await browser.open(app.address({ prompt: 'select_account' }))
    await browser.submit({}, 'sign-in')
    expect(browser.screen).toBe('sign-in')
    expect(grace.sub).not.toBe(ada.sub)
  })
})
