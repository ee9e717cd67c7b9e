import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let ClientId: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test)
  UserPoolId = ids.userPoolId
  ClientId = ids.clientId
})
afterEach(() => test.close())

const Links = { 'cognito:default': 'https://example.com/terms' }
const create = (TermsName: string, links: Record<string, string> = Links) =>
  test.userPools('CreateTerms', {
    UserPoolId,
    ClientId,
    TermsName,
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: links,
  })

describe('terms of a client', () => {
  it('show what they were given, until they are updated or deleted', async () => {
    const created = await create('terms-of-use')
    const TermsId = created.Terms?.TermsId ?? ''
    expect(created.Terms).toMatchObject({ UserPoolId, ClientId, TermsName: 'terms-of-use', Links })
    expect(await test.userPools('DescribeTerms', { UserPoolId, TermsId })).toEqual(created)
    const byName = (TermsName: string) =>
      test.userPools('DescribeTermsByClient', { UserPoolId, ClientId, TermsName })
    expect(await byName('terms-of-use')).toEqual(created)
    await test.userPools('UpdateTerms', { UserPoolId, TermsId, TermsName: 'privacy-policy' })
    expect((await byName('privacy-policy')).Terms).toMatchObject({ TermsId, Links })
    await expect(byName('terms-of-use')).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
    await test.userPools('DeleteTerms', { UserPoolId, TermsId })
    await expect(byName('privacy-policy')).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
    await create('privacy-policy')
  })

  it('are one of each type', async () => {
    const { Terms } = await create('terms-of-use')
    await create('privacy-policy')
    await expect(create('terms-of-use')).rejects.toMatchObject({ __type: 'TermsExistsException' })
    await expect(
      test.userPools('UpdateTerms', {
        UserPoolId,
        TermsId: Terms?.TermsId ?? '',
        TermsName: 'privacy-policy',
      }),
    ).rejects.toMatchObject({ __type: 'TermsExistsException' })
    const listed = await test.userPools('ListTerms', { UserPoolId })
    expect(listed.Terms?.map(terms => terms.TermsName).sort()).toEqual(['privacy-policy', 'terms-of-use'])
  })

  it.each([
    ['a link that is no web page', { 'cognito:default': 'javascript:alert(1)' }],
    ['no link for other languages', { 'cognito:french': 'https://example.com/fr' }],
  ])('are refused with %s', async (_, links) => {
    await expect(create('terms-of-use', links)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })

  it('go with their client', async () => {
    const { Terms } = await create('terms-of-use')
    await test.userPools('DeleteUserPoolClient', { UserPoolId, ClientId })
    await expect(
      test.userPools('DescribeTerms', { UserPoolId, TermsId: Terms?.TermsId ?? '' }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })
})

describe('the sign-up page', () => {
  const callback = 'http://localhost:5000/callback'
  const page = async (query = '') => {
    const parameters = new URLSearchParams({
      client_id: ClientId,
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    const response = await test.server.fetch(
      new Request(`http://latchkey.test/${UserPoolId}/signup?${parameters}${query}`),
    )
    return { status: response.status, html: await response.text() }
  }
  beforeEach(async () => {
    await test.userPools('UpdateUserPoolClient', {
      UserPoolId,
      ClientId,
      CallbackURLs: [callback],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      SupportedIdentityProviders: ['COGNITO'],
    })
  })

  it('has links to the client’s terms, in the language of the page where they are', async () => {
    const without = await page()
    expect(without.status).toBe(200)
    expect(without.html).not.toContain('data-lk="terms"')
    await create('terms-of-use', { ...Links, 'cognito:german': 'https://example.com/agb' })
    await create('privacy-policy', { 'cognito:default': 'https://example.com/privacy' })
    const english = (await page()).html
    expect(english).toContain('href="https://example.com/terms"')
    expect(english).toContain('href="https://example.com/privacy"')
    const german = (await page('&lang=de')).html
    expect(german).toContain('href="https://example.com/agb"')
    expect(german).toContain('Nutzungsbedingungen')
  })
})
