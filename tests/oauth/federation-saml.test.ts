import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthorizationServer, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'
import { type AssertionParts, samlProvider } from './saml-provider.ts'

let server: AuthorizationServer
let poolId: string
let app: RelyingParty
let idp: ReturnType<typeof samlProvider>
beforeAll(async () => {
  server = await startAuthorizationServer()
  poolId = await server.createPool()
  const { Certificate } = await server.userPools('GetSigningCertificate', { UserPoolId: poolId })
  idp = samlProvider({
    entityId: `urn:amazon:cognito:sp:${poolId}`,
    consumer: `${server.url}/${poolId}/saml2/idpresponse`,
    certificate: Certificate ?? '',
  })
  await addProvider('Corp', {})
  await addProvider('Signed', { RequestSigningAlgorithm: 'rsa-sha256' })
  await addProvider('Open', { IDPInit: 'true' })
  await addProvider('Secret', { EncryptedResponses: 'true' })
  await addProvider('Leaving', { IDPSignout: 'true', RequestSigningAlgorithm: 'rsa-sha256' })
  const client = await server.createClient(poolId, {
    SupportedIdentityProviders: ['COGNITO', 'Corp', 'Signed', 'Open', 'Secret', 'Leaving'],
  })
  app = new RelyingParty(server, poolId, client)
})
afterAll(() => server.close())

function addProvider(ProviderName: string, details: Record<string, string>) {
  return server.userPools('CreateIdentityProvider', {
    UserPoolId: poolId,
    ProviderName,
    ProviderType: 'SAML',
    ProviderDetails: { MetadataFile: idp.metadata, ...details },
    AttributeMapping: { email: 'urn:mail', name: 'displayName' },
  })
}

/** Goes to the provider and gives what came of its answer. */
async function signIn(
  parts: AssertionParts | ((requestId: string) => Promise<string>) = {},
  provider = 'Corp',
) {
  const browser = app.browser()
  const away = await browser.open(app.address({ identity_provider: provider, scope: 'openid email profile' }))
  if (!away) throw new Error(`No provider came up: ${browser.html}`)
  const { id, relayState } = await idp.readRequest(away)
  const response =
    typeof parts === 'function' ? await parts(id) : await idp.respond({ inResponseTo: id, ...parts })
  const form = new URLSearchParams({ SAMLResponse: response, RelayState: relayState })
  const answer = await browser.post(`${app.issuer}/saml2/idpresponse`, form, 'cross-site')
  return { away, browser, form, answer, told: Object.fromEntries(answer?.searchParams ?? []) }
}

const idTokenOf = async (code: string | undefined) =>
  decodeJwt((await app.redeem(code ?? '')).body['id_token'] ?? '')

describe('a sign-in at a SAML provider', () => {
  it.each(['assertion', 'response'] as const)('is taken with a signed %s', async signed => {
    const attributes = { 'urn:mail': 'grace@corp.example', displayName: 'Grace Hopper' }
    const { told } = await signIn({ nameId: `grace-${signed}`, attributes, signed })
    expect(await idTokenOf(told['code'])).toMatchObject({
      'cognito:username': `Corp_grace-${signed}`,
      email: 'grace@corp.example',
      email_verified: false,
      name: 'Grace Hopper',
      'cognito:groups': [`${poolId}_Corp`],
      identities: [
        { userId: `grace-${signed}`, providerName: 'Corp', providerType: 'SAML', issuer: idp.issuer },
      ],
    })
  })

  it('has its request signed where the provider wants that', async () => {
    const { away, told } = await signIn({}, 'Signed')
    expect(away.searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    expect(told).toHaveProperty('code')
  })

  it('has its assertion decrypted where the provider encrypts', async () => {
    const { told } = await signIn({ nameId: 'hidden', encrypted: true }, 'Secret')
    expect((await idTokenOf(told['code']))['cognito:username']).toBe('Secret_hidden')
  })

  it('may be begun by the provider where an administrator allows that, and only there', async () => {
    const begin = async (provider: string, inResponseTo?: string) => {
      const browser = app.browser()
      const RelayState = app
        .parameters({ identity_provider: provider, code_challenge: app.challenge })
        .toString()
      const SAMLResponse = await idp.respond({ nameId: 'unasked', inResponseTo })
      const form = new URLSearchParams({ SAMLResponse, RelayState })
      const answer = await browser.post(`${app.issuer}/saml2/idpresponse`, form, 'cross-site')
      return { browser, told: Object.fromEntries(answer?.searchParams ?? []) }
    }
    const open = await begin('Open')
    expect((await idTokenOf(open.told['code']))['cognito:username']).toBe('Open_unasked')
    const closed = await begin('Corp')
    expect([closed.browser.status, closed.browser.screen]).toEqual([400, 'error'])
    expect((await begin('Open', '_some-request')).told).toHaveProperty('error', 'invalid_request')
  })

  it('is signed out at the provider too, where it was configured so', async () => {
    const { browser } = await signIn({ nameId: 'leaver' }, 'Leaving')
    const query = new URLSearchParams({ client_id: app.client.id, logout_uri: 'https://app.example.com/bye' })
    const away = await browser.open(`${app.issuer}/logout?${query}`)
    expect([away?.origin, away?.pathname]).toEqual(['https://idp.example', '/sign-out'])
    expect(away?.searchParams.get('SAMLRequest')).toBeTruthy()
    expect(away?.searchParams.get('Signature')).toBeTruthy()
    const answer = new URLSearchParams({
      RelayState: away?.searchParams.get('RelayState') ?? '',
      SAMLResponse: 'x',
    })
    const left = await browser.open(`${app.issuer}/saml2/logout?${answer}`)
    expect(left?.href).toBe('https://app.example.com/bye')
    const back = await browser.open(app.address({ prompt: 'none' }))
    expect(back?.searchParams.get('error')).toBe('login_required')
  })
})

describe('a logout that the provider asks for', () => {
  const isKnown = async (browser: ReturnType<RelyingParty['browser']>) =>
    (await browser.open(app.address({ prompt: 'none' })))?.searchParams.has('code')
  const logoutAddress = () => `${app.issuer}/saml2/logout`

  it('signs that person out in this browser, and tells the provider so', async () => {
    const { browser } = await signIn({ nameId: 'wanderer' }, 'Leaving')
    expect(await isKnown(browser)).toBe(true)
    const answer = await browser.open(idp.askForLogout('wanderer', logoutAddress()).href)
    expect([answer?.origin, answer?.pathname]).toEqual(['https://idp.example', '/sign-out'])
    expect(answer?.searchParams.get('SAMLResponse')).toBeTruthy()
    expect(answer?.searchParams.get('RelayState')).toBe('relay-state')
    expect(await isKnown(browser)).toBe(false)
  })

  it('leaves others alone, and is refused without a signature or with another one', async () => {
    const { browser } = await signIn({ nameId: 'stayer' }, 'Leaving')
    await browser.open(idp.askForLogout('somebody-else', logoutAddress()).href)
    expect(await isKnown(browser)).toBe(true)
    const forged = idp.askForLogout('stayer', logoutAddress())
    forged.searchParams.set('Signature', Buffer.alloc(256).toString('base64'))
    for (const address of [idp.askForLogout('stayer', logoutAddress(), false), forged]) {
      expect(await browser.open(address.href)).toBeUndefined()
      expect([browser.status, browser.screen]).toEqual([400, 'error'])
      expect(await isKnown(browser)).toBe(true)
    }
  })
})

describe('a SAML response', () => {
  const refused = { error: 'invalid_request', error_description: 'The SAML response does not hold.' }

  it.each([
    ['for another audience', { audience: 'urn:amazon:cognito:sp:another' }],
    ['for another address', { recipient: 'https://evil.example/saml2/idpresponse' }],
    ['of another issuer', { issuer: 'https://evil.example/metadata' }],
    ['to another request', { inResponseTo: '_another' }],
    ['to no request', { inResponseTo: undefined }],
    ['that is too old', { notOnOrAfter: Date.now() - 120_000 }],
    ['that is confirmed no longer', { confirmedUntil: Date.now() - 120_000 }],
  ] as [string, AssertionParts][])('%s is refused', async (_, parts) => {
    expect((await signIn(parts)).told).toMatchObject(refused)
  })

  it('is used once, and by the browser that asked', async () => {
    const id = '_assertion-of-the-test'
    const first = await signIn({ id })
    expect(first.told).toHaveProperty('code')
    expect((await signIn({ id })).told).toMatchObject(refused)
    expect(
      await first.browser.post(`${app.issuer}/saml2/idpresponse`, first.form, 'cross-site'),
    ).toBeUndefined()
    expect(first.browser.status).toBe(400)

    const attacker = app.browser()
    const away = await attacker.open(app.address({ identity_provider: 'Corp' }))
    const request = await idp.readRequest(away ?? new URL(app.issuer))
    const victim = app.browser()
    await victim.open(app.address())
    const SAMLResponse = await idp.respond({ inResponseTo: request.id })
    const form = new URLSearchParams({ SAMLResponse, RelayState: request.relayState })
    expect(await victim.post(`${app.issuer}/saml2/idpresponse`, form, 'cross-site')).toBeUndefined()
    expect([victim.status, victim.screen]).toEqual([403, 'error'])
  })

  const changed =
    (change: (xml: string) => string, parts: AssertionParts = {}) =>
    async (inResponseTo: string) => {
      const response = await idp.respond({ inResponseTo, ...parts })
      return Buffer.from(change(Buffer.from(response, 'base64').toString())).toString('base64')
    }

  it.each([
    ['without a signature', (xml: string) => xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '')],
    ['with another name', (xml: string) => xml.replace('>somebody<', '>admin<')],
    [
      'with another attribute',
      (xml: string) => xml.replace('</saml:Assertion>', '<saml:Advice/></saml:Assertion>'),
    ],
    ['with an empty signature value', (xml: string) => xml.replace(/(<ds:SignatureValue>)[^<]*/, '$1')],
    ['that is no XML', () => 'not XML'],
    ['that is empty', () => ''],
    ['with a document type', (xml: string) => `<!DOCTYPE foo>${xml}`],
    [
      'with an external entity',
      (xml: string) =>
        `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml.replace('>somebody<', '>&x;<')}`,
    ],
    [
      'with an entity bomb',
      (xml: string) =>
        `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, level) => `<!ENTITY a${level} "${`&a${level || ''};`.repeat(10)}">`).join('')}]>${xml.replace('>somebody<', '>&a19;<')}`,
    ],
  ])('%s is refused, soon', async (_, change) => {
    const began = performance.now()
    expect((await signIn(changed(change))).told).toMatchObject(refused)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('encrypted to nobody is refused', async () => {
    expect((await signIn({ encrypted: true }, 'Corp')).told).toMatchObject(refused)
    const garbage = changed(xml => xml.replace(/(<xenc:CipherValue[^>]*>)[^<]{40}/, '$1AAAA'), {
      encrypted: true,
    })
    expect((await signIn(garbage, 'Secret')).told).toMatchObject(refused)
  })

  it('with a comment in its name means the whole name', async () => {
    const { told } = await signIn(
      changed(xml => xml.replace('admin.evil.example', 'admin<!-- -->.evil.example'), {
        nameId: 'admin.evil.example',
      }),
    )
    expect((await idTokenOf(told['code']))['cognito:username']).toBe('Corp_admin.evil.example')
  })

  const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
  const signatureOf = (xml: string) => /<ds:Signature [\s\S]*?<\/ds:Signature>/.exec(xml)?.[0] ?? ''
  const evil = (xml: string) =>
    xml.replace('>somebody<', '>admin<').replace(/(<saml:Assertion[^>]* ID=")[^"]*/, '$1_evil')
  const wrappings: [string, 'assertion' | 'response', (xml: string) => string][] = [
    [
      'XSW1: the signed response inside the signature of a forged one',
      'response',
      xml => {
        const signature = signatureOf(xml)
        const original = xml.replace(signature, '')
        const nested = signature.replace('</ds:Signature>', `${original}</ds:Signature>`)
        return evil(xml)
          .replace(signature, nested)
          .replace(/(<samlp:Response[^>]* ID=")[^"]*/, '$1_evil-response')
      },
    ],
    [
      'XSW2: the signed response beside the signature of a forged one',
      'response',
      xml => {
        const signature = signatureOf(xml)
        const original = xml.replace(signature, '')
        return evil(xml)
          .replace(signature, `${original}${signature}`)
          .replace(/(<samlp:Response[^>]* ID=")[^"]*/, '$1_evil-response')
      },
    ],
    [
      'XSW3: a forged assertion before the signed one',
      'assertion',
      xml => {
        const assertion = assertionOf(xml)
        return xml.replace(assertion, `${evil(assertion.replace(signatureOf(xml), ''))}${assertion}`)
      },
    ],
    [
      'XSW4: a forged assertion around the signed one',
      'assertion',
      xml => {
        const assertion = assertionOf(xml)
        const forged = evil(assertion.replace(signatureOf(xml), ''))
        return xml.replace(assertion, forged.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`))
      },
    ],
    [
      'XSW5: a forged assertion with the signature, the original after it',
      'assertion',
      xml => {
        const assertion = assertionOf(xml)
        return xml.replace(assertion, `${evil(assertion)}${assertion.replace(signatureOf(xml), '')}`)
      },
    ],
    [
      'XSW6: a forged assertion with the original inside its signature',
      'assertion',
      xml => {
        const [assertion, signature] = [assertionOf(xml), signatureOf(xml)]
        const original = assertion.replace(signature, '')
        const nested = signature.replace('</ds:Signature>', `${original}</ds:Signature>`)
        return xml.replace(assertion, evil(assertion).replace(signature, nested))
      },
    ],
    [
      'XSW7: a forged assertion of the same id among the extensions',
      'assertion',
      xml => {
        const assertion = assertionOf(xml)
        const forged = assertion.replace(signatureOf(xml), '').replace('>somebody<', '>admin<')
        return xml.replace('<samlp:Status>', `<samlp:Extensions>${forged}</samlp:Extensions><samlp:Status>`)
      },
    ],
    [
      'XSW8: a forged assertion with the original as an object of its signature',
      'assertion',
      xml => {
        const [assertion, signature] = [assertionOf(xml), signatureOf(xml)]
        const original = assertion.replace(signature, '')
        const nested = signature.replace(
          '</ds:Signature>',
          `<ds:Object>${original}</ds:Object></ds:Signature>`,
        )
        return xml.replace(assertion, evil(assertion).replace(signature, nested))
      },
    ],
  ]

  it.each(wrappings)('%s, makes nobody an administrator', async (_, signed, wrap) => {
    const forge = changed(
      xml => {
        const forged = wrap(xml)
        // The forgery is one: it says what the original does not.
        expect(xml).not.toContain('>admin<')
        expect(forged).toContain('>admin<')
        return forged
      },
      { signed },
    )
    expect((await signIn(forge)).told).toMatchObject(refused)
    await expect(
      server.userPools('AdminGetUser', { UserPoolId: poolId, Username: 'Corp_admin' }),
    ).rejects.toMatchObject({ __type: 'UserNotFoundException' })
  })
})

describe('metadata', () => {
  it('with a document type, without a certificate or of no provider is refused', async () => {
    for (const [index, metadata] of [
      `<!DOCTYPE m [<!ENTITY x "y">]>${idp.metadata}`,
      idp.metadata.replace(/<ds:X509Certificate>[\s\S]*?<\/ds:X509Certificate>/g, ''),
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>',
      'not XML',
    ].entries()) {
      await addProvider(`Broken${index}`, { MetadataFile: metadata })
      const client = await server.createClient(poolId, { SupportedIdentityProviders: [`Broken${index}`] })
      const party = new RelyingParty(server, poolId, client)
      const back = await party.browser().open(party.address())
      expect(back?.searchParams.get('error_description')).toContain('The SAML metadata cannot be used')
    }
  })
})
