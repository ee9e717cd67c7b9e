import { describe, expect, it } from 'vitest'
import { password } from './authorization-server.ts'
import { expectSignedIn, hostedPages } from './hosted-pages.ts'

const pages = hostedPages()

describe('who is signed in already', () => {
  it('goes straight back, until the session is over, ended or signed out globally', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    const isKnown = async () =>
      (await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')
    const signIn = async () => {
      await browser.open(app.address())
      await browser.submit({ username: 'ada', password })
      expect(await isKnown()).toBe(true)
    }
    await signIn()
    pages.server.clock.now += 3_600_000
    expect(await isKnown()).toBe(false)

    await signIn()
    await pages.server.userPools('AdminUserGlobalSignOut', { UserPoolId: poolId, Username: 'ada' })
    expect(await isKnown()).toBe(false)

    await signIn()
    await pages.server.userPools('AdminDisableUser', { UserPoolId: poolId, Username: 'ada' })
    expect(await isKnown()).toBe(false)
    await pages.server.userPools('AdminEnableUser', { UserPoolId: poolId, Username: 'ada' })

    await signIn()
    const { Sessions } = await pages.server.userPools('AdminListUserSessions', {
      UserPoolId: poolId,
      Username: 'ada',
    })
    const own = Sessions?.filter(({ SessionType }) => SessionType === 'SSO') ?? []
    expect(own.length).toBeGreaterThan(0)
    for (const { SessionId } of own) {
      await pages.server.userPools('AdminRevokeUserSession', {
        UserPoolId: poolId,
        Username: 'ada',
        SessionId: SessionId ?? '',
      })
    }
    expect(await isKnown()).toBe(false)
  })

  it('stays as long as SetUserPoolClientSessionConfiguration says', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    await pages.server.userPools('SetUserPoolClientSessionConfiguration', {
      UserPoolId: poolId,
      ClientId: app.client.id,
      SSOSession: { MaxValidityMinutes: 5 },
    })
    await app.authorize({}, browser)
    pages.server.clock.now += 299_999
    expect((await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')).toBe(true)
    pages.server.clock.now += 1
    expect((await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')).toBe(false)
  })

  it.each([
    ['an hour', 180, 60],
    ['a quarter of a longer session', 480, 120],
  ])('is asked again after %s without a visit', async (_, MaxValidityMinutes, idleMinutes) => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    await pages.server.userPools('SetUserPoolClientSessionConfiguration', {
      UserPoolId: poolId,
      ClientId: app.client.id,
      SSOSession: { MaxValidityMinutes },
    })
    await app.authorize({}, browser)
    const copy = app.browser()
    for (const [name, value] of browser.cookies) copy.keep(`${name}=${value}`)
    const isKnown = async (visitor = browser) =>
      (await visitor.open(app.address({ prompt: 'none' })))?.searchParams.has('code')
    pages.server.clock.now += idleMinutes * 60_000 - 1
    expect(await isKnown()).toBe(true)
    pages.server.clock.now += 1
    // A cookie that somebody has copied and not used is worth nothing by now.
    expect(await isKnown(copy)).toBe(false)
    pages.server.clock.now += idleMinutes * 60_000 - 1
    expect(await isKnown()).toBe(false)
  })

  it('is asked again at the end of the session, however often it was used', async () => {
    const { app, browser, poolId } = await pages.start()
    await pages.server.createPerson(poolId)
    await pages.server.userPools('SetUserPoolClientSessionConfiguration', {
      UserPoolId: poolId,
      ClientId: app.client.id,
      SSOSession: { MaxValidityMinutes: 120 },
    })
    await app.authorize({}, browser)
    const known: unknown[] = []
    for (let visit = 0; visit < 5; visit += 1) {
      pages.server.clock.now += 30 * 60_000
      const back = await browser.open(app.address({ prompt: 'none' }))
      known.push(back?.searchParams.has('code'))
    }
    expect(known).toEqual([true, true, true, false, false])
  })

  it('chooses among the accounts of this browser', async () => {
    const { app, browser, poolId } = await pages.start()
    const ada = await pages.server.createPerson(poolId, 'ada', { name: 'Ada Lovelace' })
    const grace = await pages.server.createPerson(poolId, 'grace')
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
