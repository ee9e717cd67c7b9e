import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { administrationOf } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import { samlProvider } from './saml-provider.ts'

/** The same against the command as it is shipped: one bundle, in a process of its own. */

let latchkey: LatchkeyProcess
let server: ReturnType<typeof administrationOf>
let poolId: string
beforeAll(async () => {
  latchkey = await startLatchkey()
  server = administrationOf(latchkey.url)
  poolId = await server.createPool()
  await server.createPerson(poolId)
})
afterAll(() => latchkey?.stop())

describe('the shipped command', () => {
  it('prints pages in many languages, and gives tokens for a code', async () => {
    const app = new RelyingParty(server, poolId, await server.createClient(poolId))
    const german = await (await fetch(app.address({ lang: 'de' }))).text()
    expect(german).toContain('<html lang="de"')
    expect(german).toContain('Anmelden')
    const { status, body } = await app.redeem(await app.code())
    expect([status, decodeJwt(body['id_token'] ?? '')['cognito:username']]).toEqual([200, 'ada'])
  })

  it('lets people in through the simulator and through SAML', async () => {
    await server.userPools('CreateIdentityProvider', {
      UserPoolId: poolId,
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: { client_id: 'simulator', client_secret: 's', authorize_scopes: 'openid email' },
      AttributeMapping: { email: 'email' },
    })
    const { Certificate } = await server.userPools('GetSigningCertificate', { UserPoolId: poolId })
    const idp = samlProvider({
      entityId: `urn:amazon:cognito:sp:${poolId}`,
      consumer: `${server.url}/${poolId}/saml2/idpresponse`,
      certificate: Certificate ?? '',
    })
    await server.userPools('CreateIdentityProvider', {
      UserPoolId: poolId,
      ProviderName: 'Corp',
      ProviderType: 'SAML',
      ProviderDetails: {
        MetadataFile: idp.metadata,
        RequestSigningAlgorithm: 'rsa-sha256',
        EncryptedResponses: 'true',
      },
    })
    const client = await server.createClient(poolId, { SupportedIdentityProviders: ['Google', 'Corp'] })
    const app = new RelyingParty(server, poolId, client)

    const browser = app.browser()
    await browser.open(app.address({ identity_provider: 'Google' }))
    const [form] = browser.forms()
    const back = await browser.post(
      browser.url,
      new URLSearchParams({ ...form?.fields, email: 'ada@example.com' }),
    )
    expect((await app.redeem(back?.searchParams.get('code') ?? '')).status).toBe(200)

    const away = await app.browser().open(app.address({ identity_provider: 'Corp' }))
    expect(away?.hostname).toBe('idp.example')
    const other = app.browser()
    const request = await other.open(app.address({ identity_provider: 'Corp' }))
    const { id, relayState } = await idp.readRequest(request ?? new URL(server.url))
    const SAMLResponse = await idp.respond({ inResponseTo: id, encrypted: true })
    const answer = await other.post(
      `${app.issuer}/saml2/idpresponse`,
      new URLSearchParams({ SAMLResponse, RelayState: relayState }),
      'cross-site',
    )
    expect((await app.redeem(answer?.searchParams.get('code') ?? '')).status).toBe(200)
    expect(latchkey.errors()).toBe('')
  })
})
