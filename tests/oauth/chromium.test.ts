import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../harness/browser.ts'
import { freePort } from '../harness/free-port.ts'
import { type AuthorizationServer, password, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import { samlProvider } from './saml-provider.ts'

/** The hosted pages in a real browser, with scripts and without, under their own policy. */

let browser: Browser
let server: AuthorizationServer
let home: string
const site = createServer((request, response) => {
  // An application that goes on from its callback, as many do.
  if (request.url?.startsWith('/callback')) {
    response.writeHead(302, { location: `/home${request.url.slice('/callback'.length)}` }).end()
    return
  }
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!doctype html><title>Photos</title><h1>Photos</h1>')
})
beforeAll(async () => {
  browser = await launchBrowser()
  const port = await freePort()
  server = await startAuthorizationServer({ issuer: `http://localhost:${port}` }, port)
  await new Promise<void>(resolve => site.listen(0, 'localhost', resolve))
  home = `http://localhost:${(site.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser.close()
  await server.close()
  site.close()
})

async function start(pool: Parameters<AuthorizationServer['createPool']>[0] = {}, client = {}) {
  const poolId = await server.createPool(pool)
  const redirect_uri = `${home}/callback`
  const registered = await server.createClient(poolId, { CallbackURLs: [redirect_uri], ...client })
  const app = new RelyingParty(server, poolId, registered)
  const address = (changes = {}) =>
    app.address({ redirect_uri, ...changes }).replace('127.0.0.1', 'localhost')
  return { poolId, app, address, redirect_uri }
}

/** A page that remembers everything its policy has forbidden. */
async function watchedPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return { page, complaints }
}

const submit = (page: Page) => page.click('button[name=intent][value=submit]')

describe.each([
  ['with scripts', true],
  ['with scripts off', false],
])('%s', (_, javaScriptEnabled) => {
  it('somebody signs up, confirms, comes back, is known the next time, and signs out', async () => {
    const { app, address, redirect_uri } = await start()
    const context = await browser.newContext({ javaScriptEnabled })
    const { page, complaints } = await watchedPage(context)
    await page.goto(address())
    await page.click('button[value=sign-up]')
    await page.fill('input[name=username]', 'grace')
    await page.fill('input[type=password]', password)
    await page.fill('input[name="userAttributes.email"]', 'grace@example.com')
    await submit(page)
    await page.waitForSelector('[data-screen=confirm-sign-up]')
    // With scripts a complete code is sent by itself.
    await page.fill('input[name=code]', await server.newestCode('grace@example.com'))
    if (!javaScriptEnabled) await submit(page)
    await page.waitForURL(`${home}/home?**`)
    const code = new URL(page.url()).searchParams.get('code') ?? ''
    expect((await app.redeem(code, { redirect_uri })).status).toBe(200)

    await page.goto(address())
    expect(page.url()).toContain(`${home}/home?code=`)

    await page.goto(address({ prompt: 'login' }))
    await page.fill('input[name=username]', 'grace')
    await page.fill('input[name=password]', 'Wrong-Horse-7')
    await submit(page)
    await page.waitForSelector('[data-lk=message] :text("password")')
    expect(await page.inputValue('input[name=username]')).toBe('grace')

    await page.goto(`${app.issuer.replace('127.0.0.1', 'localhost')}/logout`)
    await page.waitForSelector('[data-screen=signed-out]')
    await page.goto(address({ prompt: 'none' }))
    expect(page.url()).toContain('error=login_required')
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('a passkey', () => {
  it('signs in on the hosted page, made by the device', async () => {
    const { poolId, app, address, redirect_uri } = await start(
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await server.userPools('SetUserPoolMfaConfig', {
      UserPoolId: poolId,
      MfaConfiguration: 'OFF',
      WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'required' },
    })
    await server.createPerson(poolId)
    const context = await browser.newContext()
    const { page, complaints } = await watchedPage(context)
    const session = await context.newCDPSession(page)
    await session.send('WebAuthn.enable')
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(address({ scope: 'openid aws.cognito.signin.user.admin' }))
    await page.fill('input[name=username]', 'ada')
    await submit(page)
    await page.fill('input[name=password]', password)
    await submit(page)
    await page.waitForURL(`${home}/home?**`)
    const code = new URL(page.url()).searchParams.get('code') ?? ''
    const { body } = await app.redeem(code, { redirect_uri })
    const AccessToken = body['access_token'] ?? ''
    const { CredentialCreationOptions } = await server.userPools('StartWebAuthnRegistration', { AccessToken })
    const credential = await page.evaluate(async options => {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
      return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON()
    }, CredentialCreationOptions as never)
    await server.userPools('CompleteWebAuthnRegistration', { AccessToken, Credential: credential as never })

    await page.goto(address({ prompt: 'login' }))
    await page.fill('input[name=username]', 'ada')
    await page.click('button[value=passkey]')
    await page.waitForSelector('[data-screen=passkey]')
    await submit(page)
    await page.waitForURL(`${home}/home?**`)
    const second = new URL(page.url()).searchParams.get('code') ?? ''
    expect((await app.redeem(second, { redirect_uri })).status).toBe(200)
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('a SAML provider at another site', () => {
  it('brings people back by a form with which no cookie goes, into the session of their browser', async () => {
    const poolId = await server.createPool()
    const { Certificate } = await server.userPools('GetSigningCertificate', { UserPoolId: poolId })
    const base = `${server.url}/${poolId}`.replace('127.0.0.1', 'localhost')
    // 127.0.0.1 is another site than localhost.
    const pages = createServer(async (request, response) => {
      const address = new URL(request.url ?? '', 'http://127.0.0.1')
      if (!address.searchParams.has('SAMLRequest')) {
        response.writeHead(404).end()
        return
      }
      const { id, relayState } = await idp.readRequest(address)
      const SAMLResponse = await idp.respond({ nameId: 'grace', inResponseTo: id })
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(
        `<!doctype html><form method="post" action="${base}/saml2/idpresponse"><input name="SAMLResponse" value="${SAMLResponse}"><input name="RelayState" value="${relayState}"><button>Go on</button></form>`,
      )
    })
    await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', resolve))
    const idp = samlProvider({
      entityId: `urn:amazon:cognito:sp:${poolId}`,
      consumer: `${base}/saml2/idpresponse`,
      certificate: Certificate ?? '',
      signInUrl: `http://127.0.0.1:${(pages.address() as AddressInfo).port}/sign-in`,
    })
    await server.userPools('CreateIdentityProvider', {
      UserPoolId: poolId,
      ProviderName: 'Corp',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataFile: idp.metadata },
    })
    const redirect_uri = `${home}/callback`
    const client = { CallbackURLs: [redirect_uri], SupportedIdentityProviders: ['COGNITO', 'Corp'] }
    const app = new RelyingParty(server, poolId, await server.createClient(poolId, client))
    const address = `${base}/oauth2/authorize?${app.parameters({ redirect_uri })}`
    const context = await browser.newContext()
    const { page, complaints } = await watchedPage(context)
    await page.goto(address)
    await page.click('[data-lk=provider]')
    await page.click('button:text("Go on")')
    await page.waitForURL(`${home}/home?**`)
    const code = new URL(page.url()).searchParams.get('code') ?? ''
    expect((await app.redeem(code, { redirect_uri })).status).toBe(200)
    expect(complaints).toEqual([])

    // Somebody else's answer in this browser, which never went there: refused.
    const stranger = await (await browser.newContext()).newPage()
    await page.context().clearCookies()
    await page.goto(address)
    await page.click('[data-lk=provider]')
    await stranger.goto(page.url())
    await stranger.click('button:text("Go on")')
    await stranger.waitForSelector('[data-screen=error]')
    await context.close()
    pages.close()
  })
})
