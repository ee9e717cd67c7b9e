import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { password } from './authorization-server.ts'
import { arn, expectSignedIn, expectToldOnce, hostedPages, told } from './hosted-pages.ts'

const pages = hostedPages()

describe('a second factor', () => {
  async function withMfa(MfaConfiguration: 'ON' | 'OPTIONAL', types: readonly ('sms' | 'totp' | 'email')[]) {
    const started = await pages.start()
    await pages.server.userPools('SetUserPoolMfaConfig', {
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
    await pages.server.createPerson(started.poolId, 'ada', {
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
    expect([browser.screen, told(browser)]).toEqual(['code', expect.stringMatching(/code/i)])
    await browser.open(browser.url)
    expect(browser.screen).toBe('code')
    const back = await browser.submit({ code: await pages.server.newestCode('+441234567890') })
    await expectSignedIn(app, back, browser)
  })

  it('by e-mail, after a choice of two', async () => {
    const { app, browser } = await withMfa('ON', ['sms', 'email'])
    expect(browser.screen).toBe('select-mfa')
    await browser.submit({}, 'choose:EMAIL_OTP')
    expect(browser.screen).toBe('code')
    const back = await browser.submit({ code: await pages.server.newestCode('ada@example.com') })
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
    expect([browser.screen, told(browser)]).toEqual(['set-up-totp', expect.stringMatching(/code/i)])
    const code = totp.generate({ timestamp: pages.server.clock.now })
    await expectSignedIn(app, await browser.submit({ code }), browser)

    pages.server.clock.now += 60_000
    const again = app.browser()
    await again.open(app.address())
    await again.submit({ username: 'ada', password })
    expect(again.screen).toBe('code')
    await expectSignedIn(
      app,
      await again.submit({ code: totp.generate({ timestamp: pages.server.clock.now }) }),
      again,
    )
  })
})

describe('a choice of first factors', () => {
  const choice = () =>
    pages.start(
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )

  it('asks for the name first, then how', async () => {
    const { app, browser, poolId } = await choice()
    await pages.server.createPerson(poolId)
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
    expect([browser.screen, told(browser)]).toEqual(['code', expect.stringMatching(/code/i)])
    await browser.open(app.address())
    await browser.submit({ username: 'nobody' })
    await browser.submit({}, 'choose:PASSWORD')
    await browser.submit({ password })
    expect([browser.screen, told(browser)]).toEqual(['password', expect.stringMatching(/password/i)])
  })

  it('asks for the password at once where there is nothing to choose', async () => {
    const { app, browser, poolId } = await pages.start(
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await pages.server.createPerson(poolId)
    for (const username of ['nobody', 'ada']) {
      await browser.open(app.address())
      await browser.submit({ username })
      expect([username, browser.screen]).toEqual([username, 'password'])
    }
    await expectSignedIn(app, await browser.submit({ password }), browser)
  })

  it('signs in by a code of eight digits, which can be sent again', async () => {
    const { app, browser, poolId } = await choice()
    await pages.server.createPerson(poolId)
    await browser.open(app.address())
    await browser.submit({ username: 'ada' })
    await browser.submit({}, 'choose:EMAIL_OTP')
    expect(browser.screen).toBe('code')
    const first = await pages.server.newestCode('ada@example.com')
    await browser.submit({}, 'resend')
    expectToldOnce(browser, 'A new code is on its way.')
    const second = await pages.server.newestCode('ada@example.com')
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
    const { app, browser, poolId } = await pages.start(
      { LambdaConfig },
      { ...client, ExplicitAuthFlows: [...client.ExplicitAuthFlows] },
    )
    await pages.server.createPerson(poolId)
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
