import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts'
import { type Crookedness, startCrookedProvider } from './crooked-provider.ts'
import { RelyingParty } from './relying-party.ts'

let server: AuthorizationServer
let provider: Awaited<ReturnType<typeof startCrookedProvider>>
let other: Awaited<ReturnType<typeof startCrookedProvider>>
let poolId: string
let app: RelyingParty
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
  provider = await startCrookedProvider(() => server.clock.now)
  other = await startCrookedProvider(() => server.clock.now)
  await addProvider('Corp', { oidc_issuer: provider.issuer })
  await addProvider('Other', { oidc_issuer: other.issuer })
  app = new RelyingParty(
    server,
    poolId,
    await server.createClient(poolId, { SupportedIdentityProviders: ['Corp', 'Other'] }),
  )
})
afterAll(async () => {
  await server.close()
  await provider.close()
  await other.close()
})
beforeEach(() => {
  provider.behave({})
  // So far that keys and documents may be asked for again.
  server.clock.now += 31_000
})

function addProvider(ProviderName: string, details: Record<string, string>) {
  return server.userPools('CreateIdentityProvider', {
    UserPoolId: poolId,
    ProviderName,
    ProviderType: 'OIDC',
    ProviderDetails: {
      client_id: 'pool',
      client_secret: 'secret-of-the-pool',
      attributes_request_method: 'GET',
      authorize_scopes: 'openid email',
      ...details,
    },
    AttributeMapping: { username: 'sub', email: 'email' },
  })
}

/** Signs in at the provider while it misbehaves; gives what the application is told. */
async function signIn(how: Crookedness = {}, changes: Record<string, string> = {}) {
  const browser = app.browser()
  const away = await browser.open(app.address({ identity_provider: 'Corp' }))
  provider.behave(how)
  const back = provider.comeBack(away ?? new URL(provider.issuer), changes)
  const answer = await browser.open(back.href)
  return Object.fromEntries(answer?.searchParams ?? [])
}

describe('an id token of a provider', () => {
  it('is taken as it should be', async () => {
    expect(await signIn()).toHaveProperty('code')
  })

  const soon = () => Math.floor(server.clock.now / 1000)
  it.each([
    ['another nonce', () => ({ claims: { nonce: 'another' } })],
    ['no nonce', () => ({ claims: { nonce: undefined } })],
    ['another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['another audience', () => ({ claims: { aud: 'another' } })],
    ['several audiences and another authorized party', () => ({ claims: { aud: ['pool', 'x'], azp: 'x' } })],
    ['an end in the past', () => ({ claims: { exp: soon() - 60 } })],
    ['a beginning in the future', () => ({ claims: { nbf: soon() + 600 } })],
    ['no end', () => ({ claims: { exp: undefined } })],
    ['no subject', () => ({ claims: { sub: undefined } })],
    ['no signature', () => ({ signed: 'not at all' })],
    ['the signature of another key', () => ({ signed: 'by another key' })],
    ['the public key as a secret', () => ({ signed: 'with the public key as secret' })],
    ['an unknown key', () => ({ signed: 'by another key', keyId: '../../etc/passwd' })],
    ['another subject than the profile', () => ({ userInfo: { sub: 'another' } })],
  ] as [string, () => Crookedness][])('with %s is refused', async (_, how) => {
    expect(await signIn(how())).toMatchObject({ error: 'invalid_request', state: 'state-of-the-app' })
  })

  it('is verified with new keys once the provider has them', async () => {
    await signIn()
    await provider.rotateKeys()
    server.clock.now += 31_000
    expect(await signIn()).toHaveProperty('code')
    expect(provider.asked.filter(path => path === '/jwks')).toHaveLength(1)
  })

  it('with a key that is not there costs the provider one request in thirty seconds', async () => {
    await signIn()
    let requests = 0
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(await signIn({ signed: 'by another key', keyId: `random-${attempt}` })).toHaveProperty('error')
      requests += provider.asked.filter(path => path === '/jwks').length
    }
    expect(requests).toBeLessThanOrEqual(1)
  })
})

describe('a mix-up of two providers', () => {
  it('is noticed by the issuer in the answer', async () => {
    expect(await signIn({}, { iss: other.issuer })).toMatchObject({ error: 'invalid_request' })
    expect(provider.asked).not.toContain('/token')
  })

  it('gives the code of one to that one alone', async () => {
    other.behave({})
    await signIn()
    expect(other.asked).toEqual([])
  })
})

describe('a provider that fails', () => {
  it('with an error of its own is not quoted', async () => {
    expect(await signIn({ tokenStatus: 400 })).toMatchObject({
      error: 'invalid_request',
      error_description: 'IDP Error - status error getting token',
    })
  })

  it('by never answering is given up after five seconds', async () => {
    const began = performance.now()
    const answer = await signIn({ hangs: '/token' })
    expect(answer).toMatchObject({ error: 'server_error', state: 'state-of-the-app' })
    expect(performance.now() - began).toBeLessThan(8000)
  })

  it('by redirecting is not followed', async () => {
    expect(await signIn({ redirects: '/userinfo' })).toMatchObject({ error: 'invalid_request' })
  })

  it('before anybody is sent there, is told to the application', async () => {
    await addProvider('Gone', { oidc_issuer: 'http://localhost:9' })
    const party = new RelyingParty(
      server,
      poolId,
      await server.createClient(poolId, { SupportedIdentityProviders: ['Gone'] }),
    )
    const back = await party.browser().open(party.address({ identity_provider: 'Gone' }))
    expect([back?.origin, back?.searchParams.get('error')]).toEqual([
      'https://app.example.com',
      'server_error',
    ])
  })
})

describe('addresses of a provider', () => {
  it.each([
    'http://169.254.169.254',
    'https://10.0.0.1',
    'https://192.168.1.1:8443',
    'https://[fd00::1]',
    'https://[::ffff:169.254.169.254]',
    'http://2852039166',
  ])('%s is not asked', async address => {
    for (const details of [
      { oidc_issuer: address },
      {
        oidc_issuer: provider.issuer,
        authorize_url: `${provider.issuer}/authorize`,
        token_url: `${address}/token`,
        attributes_url: `${provider.issuer}/userinfo`,
        jwks_uri: `${provider.issuer}/jwks`,
      },
      {
        oidc_issuer: provider.issuer,
        authorize_url: `${provider.issuer}/authorize`,
        token_url: `${provider.issuer}/token`,
        attributes_url: `${provider.issuer}/userinfo`,
        jwks_uri: `${address}/jwks`,
      },
    ]) {
      await addProvider('Inner', details)
      const party = new RelyingParty(
        server,
        poolId,
        await server.createClient(poolId, { SupportedIdentityProviders: ['Inner'] }),
      )
      const browser = party.browser()
      const away = await browser.open(party.address({ identity_provider: 'Inner' }))
      const answer =
        away?.origin === provider.issuer ? await browser.open(provider.comeBack(away).href) : away
      expect(Object.fromEntries(answer?.searchParams ?? [])).toMatchObject({
        error: 'server_error',
        error_description: 'The identity provider has an address that is not allowed.',
      })
      await server.userPools('DeleteIdentityProvider', { UserPoolId: poolId, ProviderName: 'Inner' })
    }
  })
})
