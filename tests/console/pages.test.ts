import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { password } from '../oauth/authorization-server.ts'
import { axeViolations } from './axe-violations.ts'
import { furnished, identityPoolId, poolId, startConsole } from './console-server.ts'

/** The console in a real browser, on one's own machine, with scripts and without, under its own policy. */

let browser: Browser
let server: Awaited<ReturnType<typeof startConsole>>
beforeAll(async () => {
  browser = await launchBrowser()
  server = await startConsole(furnished)
  for (const GroupName of ['editors', 'viewers']) {
    await server.userPools('CreateGroup', { UserPoolId: poolId, GroupName, Description: `All ${GroupName}` })
  }
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

async function watchedPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 40/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('dialog', dialog => complaints.push(`A dialog: ${dialog.message()}`))
  return { page, complaints }
}

async function signIn(username: string, secret = password): Promise<string> {
  const { AuthenticationResult, ChallengeName } = await server.userPools('InitiateAuth', {
    ClientId: 'public',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: secret },
  })
  return AuthenticationResult?.AccessToken ?? `challenge ${ChallengeName}`
}

const userAddress = (sub: string) => `${server.console}/pools/${poolId}/users/${sub}`

describe.each([
  ['with scripts', true],
  ['with scripts off', false],
])('%s', (_, javaScriptEnabled) => {
  const prefix = javaScriptEnabled ? 'scripted' : 'plain'
  const notice = (page: Page) => page.textContent('[data-lk=notice]')

  async function open(path = '') {
    const context = await browser.newContext({ javaScriptEnabled })
    const watched = await watchedPage(context)
    await watched.page.goto(`${server.console}${path}`)
    return { ...watched, close: () => context.close() }
  }

  it('an administrator creates a user, finds them by the beginning of the address, and deletes them', async () => {
    const { page, complaints, close } = await open()
    await page.click('a:text-is("photos")')
    await page.click('text=Create a user')
    await page.fill('[name=username]', `${prefix}-grace`)
    await page.fill('[name=email]', `${prefix}-grace@example.com`)
    await page.fill('[name=name]', 'Grace Hopper')
    await page.fill('[name=password]', 'short')
    await page.click('button:text-is("Create")')
    expect(await page.textContent('[role=alert]')).toContain('Password')
    expect(await page.inputValue('[name=username]')).toBe(`${prefix}-grace`)
    expect(await page.inputValue('[name=password]')).toBe('')

    await page.fill('[name=password]', 'First-Horse-1')
    await page.click('button:text-is("Create")')
    expect(await notice(page)).toBe('The user was created.')
    expect(await page.textContent('h1')).toBe('Grace Hopper')
    expect(await signIn(`${prefix}-grace`, 'First-Horse-1')).toBe('challenge NEW_PASSWORD_REQUIRED')
    const inbox = await fetch(`${server.url}/_latchkey/inbox?to=${prefix}-grace@example.com`)
    expect(await inbox.json()).toHaveLength(1)

    await page.goto(`${server.console}/pools/${poolId}`)
    await page.fill('[name=q]', `${prefix}-gr`)
    await page.click('button:text-is("Search")')
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.fill('[name=q]', 'nobody"; \\')
    await page.click('button:text-is("Search")')
    expect(await page.textContent('main')).toContain('Nobody is found.')
    await page.selectOption('[name=by]', 'name')
    await page.fill('[name=q]', 'Grace')
    await page.click('button:text-is("Search")')
    await page.click(`a:text-is("${prefix}-grace")`)

    await page.click('text=Delete …')
    const there = { UserPoolId: poolId, Username: `${prefix}-grace` }
    expect((await server.userPools('AdminGetUser', there)).Username).toBe(`${prefix}-grace`)
    await page.click('button:text-is("Delete for good")')
    expect(await notice(page)).toBe('The user was deleted.')
    await expect(server.userPools('AdminGetUser', there)).rejects.toMatchObject({
      __type: 'UserNotFoundException',
    })
    expect(complaints).toEqual([])
    await close()
  })

  it('each button of a user does what it says', async () => {
    const name = `${prefix}-ada`
    const named = { UserPoolId: poolId, Username: name }
    const { sub, email } = await server.createPerson(poolId, name)
    const accessToken = await signIn(name)
    const { page, complaints, close } = await open(`/pools/${poolId}/users/${sub}`)
    const press = async (label: string) => {
      await page.click(`button:text-is("${label}")`)
      return await notice(page)
    }
    expect(await page.locator('[aria-labelledby=sessions] tbody tr').count()).toBe(1)
    expect(await page.textContent('[aria-labelledby=events]')).toContain('SignIn')

    await page.selectOption('[name=group]', 'editors')
    expect(await press('Add to the group')).toBe('The user is in the group.')
    const { Groups } = await server.userPools('AdminListGroupsForUser', named)
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['editors'])
    expect(await press('Remove')).toBe('The user is no longer in the group.')
    expect((await server.userPools('AdminListGroupsForUser', named)).Groups).toEqual([])

    expect(await press('Disable')).toContain('disabled')
    await expect(signIn(name)).rejects.toMatchObject({ message: 'User is disabled.' })
    expect(await press('Enable')).toContain('enabled')
    await signIn(name)

    await press('End')
    expect(await notice(page)).toBe('The session is over.')
    expect(await press('Sign out everywhere')).toBe('The user is signed out everywhere.')
    await expect(server.userPools('GetUser', { AccessToken: accessToken })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    expect((await server.userPools('AdminListUserSessions', named)).Sessions).toEqual([])

    await page.fill('[name=password]', 'Given-Horse-1')
    expect(await press('Set')).toContain('temporary password')
    expect(await signIn(name, 'Given-Horse-1')).toBe('challenge NEW_PASSWORD_REQUIRED')
    // As Cognito says: nobody's temporary password is reset.
    await page.click('button:text-is("Reset the password")')
    expect(await page.getAttribute('main > :first-child', 'data-lk')).toBe('error')

    await server.userPools('AdminSetUserPassword', { ...named, Password: password, Permanent: true })
    await page.goto(userAddress(sub))
    expect(await press('Reset the password')).toContain('A code to set another was sent')
    const ConfirmationCode = await server.newestCode(email)
    await server.userPools('ConfirmForgotPassword', {
      ClientId: 'public',
      Username: name,
      ConfirmationCode,
      Password: 'Other-Horse-8',
    })
    expect(await signIn(name, 'Other-Horse-8')).toMatch(/^ey/)
    expect(complaints).toEqual([])
    await close()
  })

  it('somebody who has only signed up is confirmed', async () => {
    const { UserSub = '' } = await server.userPools('SignUp', {
      ClientId: 'public',
      Username: `${prefix}-new`,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: `${prefix}-new@example.com` }],
    })
    const { page, complaints, close } = await open(`/pools/${poolId}/users/${UserSub}`)
    await page.click('button:text-is("Confirm")')
    expect(await notice(page)).toBe('The user is confirmed.')
    expect(await signIn(`${prefix}-new`)).toMatch(/^ey/)
    expect(complaints).toEqual([])
    await close()
  })

  it('a token is read, and whose it is is told', async () => {
    await server.createPerson(poolId, `${prefix}-token`)
    const token = await signIn(`${prefix}-token`)
    const { page, complaints, close } = await open('/tokens')
    const verdictOf = async (text: string) => {
      await page.fill('[name=token]', text)
      await page.click('button:text-is("Decode")')
      return await page.getAttribute('[data-verdict]', 'data-verdict')
    }
    expect(await verdictOf(token)).toBe('good')
    expect(await page.textContent('[aria-labelledby=claims]')).toContain(`"username": "${prefix}-token"`)
    expect(await page.content()).not.toContain(token)
    const [header = '', claims = '', signature = ''] = token.split('.')
    const changed = (part: string, changes: object) =>
      Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(part, 'base64url').toString()), ...changes }),
      ).toString('base64url')
    expect(await verdictOf([header, changed(claims, { username: 'root' }), signature].join('.'))).toBe(
      'signatureMismatch',
    )
    expect(await verdictOf([changed(header, { kid: 'another' }), claims, signature].join('.'))).toBe(
      'unknownKey',
    )
    expect(await verdictOf([changed(header, { alg: 'none' }), claims, ''].join('.'))).toBe('otherAlgorithm')
    const foreign = changed(claims, { iss: `https://evil.example/${poolId}` })
    expect(await verdictOf([header, foreign, signature].join('.'))).toBe('foreignIssuer')
    server.clock.now += 2 * 3600 * 1000
    expect(await verdictOf(token)).toBe('expired')
    server.clock.now -= 2 * 3600 * 1000
    await page.fill('[name=token]', 'not a token')
    await page.click('button:text-is("Decode")')
    expect(await page.textContent('[role=alert]')).toContain('not a JSON Web Token')
    expect(complaints).toEqual([])
    await close()
  })

  it('what a user calls themselves stays text', async () => {
    const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    const { sub } = await server.createPerson(poolId, `${prefix}-evil"'`, {
      name: evil,
      email: `${prefix}-evil@example.com`,
    })
    const { page, complaints, close } = await open(`/pools/${poolId}?by=name&q=${encodeURIComponent('<img')}`)
    expect(await page.textContent('tbody')).toContain(evil)
    expect(await page.locator('main img, main script').count()).toBe(0)
    await page.goto(userAddress(sub))
    expect(await page.textContent('h1')).toBe(evil)
    expect(await page.locator('main img, main script, main b').count()).toBe(0)
    await page.goto(
      `${server.console}/pools/${poolId}?by=email&q=${encodeURIComponent('"><script>alert(3)</script>')}`,
    )
    expect(await page.inputValue('[name=q]')).toContain('<script>')
    expect(complaints).toEqual([])
    await server.userPools('AdminDeleteUser', { UserPoolId: poolId, Username: sub })
    await close()
  })

  it('secrets of clients and of providers are not shown', async () => {
    const { page, close } = await open(`/pools/${poolId}/clients`)
    await page.click('a:text-is("Back office")')
    expect(await page.textContent('main')).toContain('set, and not shown here')
    expect(await page.content()).not.toContain('this-is-the-secret')
    await page.goto(`${server.console}/identity-pools/${identityPoolId}`)
    expect(await page.textContent('main')).toContain('api.twitter.com')
    expect(await page.content()).not.toContain('the-app-secret')
    await close()
  })
})

it('who has a phone alone is invited by SMS', async () => {
  const page = await browser.newPage()
  await page.goto(`${server.console}/pools/${poolId}/new-user`)
  await page.fill('[name=username]', 'by-phone')
  await page.fill('[name=phone_number]', '+15555550123')
  await page.check('[name=phone_number_verified]')
  await page.click('button:text-is("Create")')
  expect(await page.textContent('[data-lk=notice]')).toBe('The user was created.')
  const inbox = await fetch(`${server.url}/_latchkey/inbox?to=%2B15555550123`)
  expect(await inbox.json()).toMatchObject([{ medium: 'SMS' }])
  await page.close()
})

it('a device is shown by its name and forgotten', async () => {
  const UserPoolId = await server.createPool({
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  })
  const client = await server.createClient(UserPoolId, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
  const { sub } = await server.createPerson(UserPoolId)
  const { AuthenticationResult } = await server.userPools('InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD: password },
  })
  await server.userPools('ConfirmDevice', {
    AccessToken: AuthenticationResult?.AccessToken ?? '',
    DeviceKey: AuthenticationResult?.NewDeviceMetadata?.DeviceKey ?? '',
    DeviceName: 'The phone of Ada',
    DeviceSecretVerifierConfig: {
      PasswordVerifier: Buffer.alloc(384, 7).toString('base64'),
      Salt: Buffer.alloc(16, 7).toString('base64'),
    },
  })
  const page = await browser.newPage()
  await page.goto(`${server.console}/pools/${UserPoolId}/users/${sub}`)
  expect(await page.textContent('[aria-labelledby=devices]')).toContain('The phone of Ada')
  await page.click('button:text-is("Forget")')
  expect(await page.textContent('[data-lk=notice]')).toBe('The device is forgotten.')
  expect(await page.textContent('[aria-labelledby=devices]')).toContain('No device is known.')
  await page.close()
})

it('many users are shown page by page', async () => {
  const UserPoolId = await server.createPool({ PoolName: 'many' })
  for (let number = 10; number < 40; number++) {
    await server.userPools('AdminCreateUser', {
      UserPoolId,
      Username: `person-${number}`,
      MessageAction: 'SUPPRESS',
    })
  }
  const page = await browser.newPage()
  await page.goto(`${server.console}/pools/${UserPoolId}?by=username&q=person`)
  const names = () => page.locator('tbody a').allTextContents()
  const first = await names()
  expect(first).toHaveLength(25)
  await page.click('text=Next page')
  const second = await names()
  expect(new Set([...first, ...second]).size).toBe(30)
  expect(await page.locator('text=Next page').count()).toBe(0)
  await page.close()
})

it('the open inbox shows a message that comes in', async () => {
  const { page, complaints } = await watchedPage(await browser.newContext())
  await page.goto(`${server.console}/inbox`)
  await server.userPools('SignUp', {
    ClientId: 'public',
    Username: 'live',
    Password: password,
    UserAttributes: [{ Name: 'email', Value: 'live@example.com' }],
  })
  await page.waitForSelector(`code:text-is("${await server.newestCode('live@example.com')}")`)
  expect(complaints).toEqual([])
  await page.context().close()
})

it('guests of an identity pool are listed', async () => {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityService.GetId',
    },
    body: JSON.stringify({ IdentityPoolId: identityPoolId }),
  })
  const { IdentityId } = (await response.json()) as { IdentityId: string }
  const page = await browser.newPage()
  await page.goto(server.console)
  await page.click('text=Identity pools')
  await page.click('text=photo folders')
  expect(await page.textContent('[aria-labelledby=identities]')).toContain(IdentityId)
  await page.close()
})

describe('every page is clean for axe', () => {
  const variants: [string, BrowserContextOptions][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['320 pixels wide', { viewport: { width: 320, height: 640 } }],
  ]

  it.each(variants)('%s', async (variant, options) => {
    const { sub } = await server.createPerson(poolId, `axe-${variant.slice(0, 3)}`)
    await signIn(`axe-${variant.slice(0, 3)}`)
    const context = await browser.newContext(options)
    const { page, complaints } = await watchedPage(context)
    const paths = [
      '',
      `/pools/${poolId}`,
      `/pools/${poolId}/new-user`,
      `/pools/${poolId}/users/${sub}`,
      `/pools/${poolId}/users/${sub}?done=disabled`,
      `/pools/${poolId}/users/${sub}/delete`,
      `/pools/${poolId}/clients`,
      `/pools/${poolId}/clients/confidential`,
      '/identity-pools',
      `/identity-pools/${identityPoolId}`,
      '/inbox',
      '/tokens',
      '/no-such-page',
    ]
    const found: Record<string, string[]> = {}
    for (const path of paths) {
      await page.goto(`${server.console}${path}`)
      const wrong = await axeViolations(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      if (wide) wrong.push('wider than the window')
      if (wrong.length > 0) found[path] = wrong
    }
    expect(found).toEqual({})
    expect(complaints).toEqual([])
    await context.close()
  })
})
