import { describe, expect, it } from 'vitest'
import { password } from './authorization-server.ts'
import { expectSignedIn, expectToldOnce, hostedPages, told } from './hosted-pages.ts'

const pages = hostedPages()

describe('sign-in', () => {
  it('tells a wrong password and an unknown name alike, and keeps the name that was typed', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    const printed: string[] = []
    for (const username of ['ada', 'bob']) {
      await browser.open(app.address())
      await browser.submit({ username, password: 'Wrong-Horse-7' })
      expect([browser.screen, browser.status]).toEqual(['sign-in', 200])
      expect(browser.html).toContain(`value="${username}"`)
      printed.push(browser.html.replaceAll(username, 'NAME'))
    }
    expect(printed[0]).toBe(printed[1])
    expect(told(browser)).not.toBe('')
    expect(browser.html).not.toContain('Wrong-Horse-7')
  })

  it('works for a client with a secret, whatever flows it may use by the API', async () => {
    const { app, browser, poolId } = await pages.start(
      {},
      { GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await pages.server.createPerson(poolId)
    await browser.open(app.address())
    await expectSignedIn(app, await browser.submit({ username: 'ada', password }), browser)
  })

  it('of somebody unconfirmed leads to the code', async () => {
    const { app, browser } = await pages.start()
    await pages.server.userPools('SignUp', {
      ClientId: app.client.id,
      Username: 'linus',
      Password: password,
      UserAttributes: [{ Name: 'email', Value: 'linus@example.com' }],
    })
    await browser.open(app.address())
    await browser.submit({ username: 'linus', password })
    expect(browser.screen).toBe('confirm-sign-up')
    await browser.submit({}, 'resend')
    expectToldOnce(browser, 'A new code is on its way.')
    const back = await browser.submit({ code: await pages.server.newestCode('linus@example.com') })
    await expectSignedIn(app, back, browser)
  })

  it('works in a pool that tracks devices, and its tokens are refreshed without one', async () => {
    const { app, browser, poolId } = await pages.start({
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    })
    await pages.server.createPerson(poolId)
    const code = await app.code({}, browser)
    const { body } = await app.redeem(code)
    const refreshed = await app.token({ grant_type: 'refresh_token', refresh_token: body['refresh_token'] })
    expect(refreshed.status).toBe(200)
  })

  it('is locked out as by the API', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    await browser.open(app.address())
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await browser.submit({ username: 'ada', password: 'Wrong-Horse-7' })
    }
    expect(await browser.submit({ username: 'ada', password })).toBeUndefined()
    pages.server.clock.now += 1001
    await expectSignedIn(app, await browser.submit({ username: 'ada', password }), browser)
  })

  it('asks for a new password with what the schema still lacks', async () => {
    const { app, browser, poolId } = await pages.start({
      Schema: [{ Name: 'name', Required: true, AttributeDataType: 'String' }],
    })
    await pages.server.userPools('AdminCreateUser', {
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
