import { describe, expect, it } from 'vitest'
import { password } from './authorization-server.ts'
import { expectSignedIn, expectToldOnce, hostedPages, told } from './hosted-pages.ts'

const pages = hostedPages()

describe('a forgotten password', () => {
  it('is set anew by a code, and signs in', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    await browser.open(app.address())
    await browser.submit({ username: 'ada' }, 'forgot-password')
    expect([browser.screen, browser.html.includes('value="ada"')]).toEqual(['forgot-password', true])
    await browser.submit({ username: 'ada' })
    expect([browser.screen, browser.html.includes('a***@e***')]).toEqual(['reset-password', true])
    await browser.submit({ code: '000000', new_password: 'Other-Horse-8' })
    expect([browser.screen, told(browser)]).toEqual(['reset-password', expect.stringMatching(/code/i)])
    await browser.submit({}, 'resend')
    expectToldOnce(browser, 'A new code is on its way.')
    const code = await pages.server.newestCode('ada@example.com')
    await browser.submit({ code, new_password: 'weak' })
    expect(browser.screen).toBe('reset-password')
    await expectSignedIn(app, await browser.submit({ code, new_password: 'Other-Horse-8' }), browser)
  })

  it('looks the same for who is not there', async () => {
    const { app, browser } = await pages.start()
    await browser.open(`${app.issuer}/forgotPassword?${app.parameters()}`)
    await browser.submit({ username: 'nobody@example.com' })
    expect([browser.screen, browser.html.includes('n***@e***')]).toEqual(['reset-password', true])
  })

  it('is what follows on an administrator’s reset', async () => {
    const { app, browser, poolId } = await pages.start({}, { PreventUserExistenceErrors: 'LEGACY' })
    await pages.server.createPerson(poolId)
    await pages.server.userPools('AdminResetUserPassword', { UserPoolId: poolId, Username: 'ada' })
    await browser.open(app.address())
    await browser.submit({ username: 'ada', password })
    expect(browser.screen).toBe('reset-password')
  })
})
