import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import { ScriptlessBrowser } from './scriptless-browser.ts'

/** The social providers as the simulator of local mode plays them: a client id that begins with `simulator` means it. */

let server: AuthorizationServer
let poolId: string
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
})
afterAll(() => server.close())

const applePrivateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const social = [
  [
    'Google',
    { client_secret: 's', authorize_scopes: 'openid email profile' },
    { username: 'sub', email: 'email', name: 'name' },
  ],
  [
    'Facebook',
    { client_secret: 's', authorize_scopes: 'public_profile,email' },
    { username: 'id', email: 'email', name: 'name' },
  ],
  [
    'LoginWithAmazon',
    { client_secret: 's', authorize_scopes: 'profile' },
    { username: 'user_id', email: 'email', name: 'name' },
  ],
  [
    'SignInWithApple',
    { team_id: 'TEAM', key_id: 'KEY', private_key: applePrivateKey, authorize_scopes: 'email name' },
    { username: 'sub', email: 'email' },
  ],
] as const

describe.each(social)('%s', (name, details, mapping) => {
  it('signs a person in through its own pages', async () => {
    await server.userPools('CreateIdentityProvider', {
      UserPoolId: poolId,
      ProviderName: name,
      ProviderType: name,
      ProviderDetails: { client_id: 'simulator', ...details },
      AttributeMapping: { ...mapping },
    })
    const client = await server.createClient(poolId, { SupportedIdentityProviders: ['COGNITO', name] })
    const app = new RelyingParty(server, poolId, client)
    const browser = new ScriptlessBrowser(server.url)
    await browser.open(app.address({ scope: 'openid email profile' }))
    const button = browser.links.find(link => link.includes(`identity_provider=${name}`)) ?? ''
    expect(await browser.open(button)).toBeUndefined()
    expect(browser.html).toContain('simulator')

    // The simulator is on this machine too: the browser goes on to our own answer, by GET or by a form.
    const [form] = browser.forms()
    let back = await browser.post(
      browser.url,
      new URLSearchParams({ ...form?.fields, email: 'ada@example.com' }),
    )
    if (!back) {
      const [answer] = browser.forms()
      back = await browser.post(answer?.action ?? '', new URLSearchParams(answer?.fields), 'cross-site')
    }
    const { body } = await app.redeem(back?.searchParams.get('code') ?? '')
    const claims = decodeJwt(body['id_token'] ?? '')
    expect(claims).toMatchObject({
      email: 'ada@example.com',
      identities: [{ providerName: name, providerType: name, primary: 'true' }],
      'cognito:groups': [`${poolId}_${name}`],
    })
    expect(claims['cognito:username']).toMatch(new RegExp(`^${name}_\\d+$`))
    expect(decodeProtectedHeader(body['id_token'] ?? '').alg).toBe('RS256')
  })
})
