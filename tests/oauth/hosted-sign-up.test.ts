import { describe, expect, it } from 'vitest'
import { password } from './authorization-server.ts'
import { arn, expectSignedIn, expectToldOnce, hostedPages, told } from './hosted-pages.ts'

const pages = hostedPages()

describe('sign-up', () => {
  it('asks for what the schema requires, confirms by the code, and is signed in then', async () => {
    const { app, browser } = await pages.start({
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
    expect([browser.screen, told(browser)]).toEqual(['confirm-sign-up', expect.stringMatching(/code/i)])

    await browser.open(browser.url)
    expect(browser.screen).toBe('confirm-sign-up')

    await browser.submit({}, 'resend')
    expectToldOnce(browser, 'A new code is on its way.')
    const code = await pages.server.newestCode('grace@example.com')
    const back = await browser.submit({ code: `${code.slice(0, 3)} ${code.slice(3)}` })
    await expectSignedIn(app, back, browser)
  })

  it('takes a phone number as people write it, where it is the name', async () => {
    const { app, browser } = await pages.start({
      UsernameAttributes: ['phone_number'],
      AutoVerifiedAttributes: ['phone_number'],
    })
    await browser.open(app.address({ lang: 'de' }))
    await browser.submit({}, 'sign-up')
    await browser.submit({ username: '+49 (151) 2345-678', password })
    expect(browser.screen).toBe('confirm-sign-up')
    const back = await browser.submit({ code: await pages.server.newestCode('+491512345678') })
    await expectSignedIn(app, back, browser)
  })

  it('signs in at once who needs no confirmation', async () => {
    const { app, browser } = await pages.start({ LambdaConfig: { PreSignUp: arn('confirm') } })
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
    const { app, browser } = await pages.start(
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
    const back = await browser.submit({ code: await pages.server.newestCode('mary@example.com') })
    await expectSignedIn(app, back, browser)

    const again = app.browser()
    await again.open(app.address())
    await again.submit({ username: 'mary@example.com' })
    expect(again.screen).toBe('code')
    await expectSignedIn(
      app,
      await again.submit({ code: await pages.server.newestCode('mary@example.com') }),
      again,
    )
  })

  it('says when the name is taken, and when nobody may sign up', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    await browser.open(app.address())
    await browser.submit({}, 'sign-up')
    await browser.submit({ username: 'ada', password, 'userAttributes.email': 'a@example.com' })
    expect([browser.screen, told(browser)]).toEqual(['sign-up', expect.stringMatching(/already/i)])

    const closed = await pages.start({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    await closed.browser.open(closed.app.address())
    expect(closed.browser.forms().flatMap(form => form.intents)).not.toContain('sign-up')
    await closed.browser.open(`${closed.app.issuer}/signup?${closed.app.parameters()}`)
    expect(closed.browser.screen).toBe('sign-in')
  })
})
