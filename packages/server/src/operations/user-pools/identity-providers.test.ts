import type { CreateIdentityProviderRequest } from '@latchkey/protocol/user-pools'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string

beforeEach(async () => {
  test = await startTestServer()
  UserPoolId = (await createTestPool(test)).userPoolId
})
afterEach(() => test.close())

const google = {
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'id', client_secret: 'hidden', authorize_scopes: 'openid email' },
} as const
const oidc = {
  ProviderName: 'Company',
  ProviderType: 'OIDC',
  ProviderDetails: {
    client_id: 'id',
    attributes_request_method: 'GET',
    authorize_scopes: 'openid',
    oidc_issuer: 'https://idp.example.com',
  },
} as const
const create = (provider: Omit<CreateIdentityProviderRequest, 'UserPoolId'>) =>
  test.userPools('CreateIdentityProvider', { UserPoolId, ...provider })

describe('an identity provider', () => {
  it('shows what it was given, until it is updated or deleted', async () => {
    const given = { ...oidc, AttributeMapping: { email: 'mail' }, IdpIdentifiers: ['example.com'] }
    const created = await create(given)
    const added = { attributes_url_add_attributes: 'false' }
    expect(created.IdentityProvider).toEqual({
      UserPoolId,
      ...given,
      ProviderDetails: { ...oidc.ProviderDetails, ...added },
      AttributeMapping: { username: 'sub', email: 'mail' },
      CreationDate: test.clock.now / 1000,
      LastModifiedDate: test.clock.now / 1000,
    })
    const key = { UserPoolId, ProviderName: 'Company' }
    expect(await test.userPools('DescribeIdentityProvider', key)).toEqual(created)
    const ProviderDetails = { ...oidc.ProviderDetails, client_secret: 'new' }
    const updated = await test.userPools('UpdateIdentityProvider', { ...key, ProviderDetails })
    expect(updated.IdentityProvider).toEqual({
      ...created.IdentityProvider,
      ProviderDetails: { ...ProviderDetails, ...added },
    })
    await test.userPools('DeleteIdentityProvider', key)
    await expect(test.userPools('DescribeIdentityProvider', key)).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it('shows the addresses that follow from its type, unless it was given others', async () => {
    const created = await create(google)
    expect(created.IdentityProvider).toMatchObject({
      ProviderDetails: {
        ...google.ProviderDetails,
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST',
      },
      AttributeMapping: { username: 'sub' },
      IdpIdentifiers: [],
    })
    const facebook = await create({
      ProviderName: 'Facebook',
      ProviderType: 'Facebook',
      ProviderDetails: {
        ...google.ProviderDetails,
        api_version: 'v21.0',
        token_url: 'https://graph.example.com/token',
      },
    })
    expect(facebook.IdentityProvider?.ProviderDetails).toMatchObject({
      authorize_url: 'https://www.facebook.com/v21.0/dialog/oauth',
      token_url: 'https://graph.example.com/token',
    })
  })

  it('that speaks SAML shows where its metadata lead, and the key that it encrypts for', async () => {
    const redirect = 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'
    const MetadataFile = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:corp">
      <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
          <X509Certificate>MII</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
        <SingleLogoutService ${redirect} Location="https://corp.example.com/slo"/>
        <SingleSignOnService ${redirect} Location="https://corp.example.com/sso"/>
      </IDPSSODescriptor></EntityDescriptor>`
    const saml = { ProviderName: 'Corp', ProviderType: 'SAML' } as const
    const given = { MetadataFile, EncryptedResponses: 'true' }
    const { Certificate = '' } = await test.userPools('GetSigningCertificate', { UserPoolId })
    expect((await create({ ...saml, ProviderDetails: given })).IdentityProvider?.ProviderDetails).toEqual({
      ...given,
      SSORedirectBindingURI: 'https://corp.example.com/sso',
      SLORedirectBindingURI: 'https://corp.example.com/slo',
      ActiveEncryptionCertificate: Certificate,
    })
    const broken = { ...saml, ProviderName: 'Broken', ProviderDetails: { MetadataFile: '<nothing/>' } }
    expect((await create(broken)).IdentityProvider?.ProviderDetails).toEqual(broken.ProviderDetails)
  })

  it('has a name of its own', async () => {
    await create(google)
    await expect(create(google)).rejects.toEqual({
      __type: 'DuplicateProviderException',
      message: `Google already exists in user pool ${UserPoolId}`,
    })
  })

  it.each([
    ['a social provider under another name', { ...google, ProviderName: 'Search' }],
    ['another provider under the name of a social one', { ...oidc, ProviderName: 'Google' }],
    ['a provider called as the pool itself', { ...oidc, ProviderName: 'Cognito' }],
    ['details that lack something', { ...google, ProviderDetails: { client_id: 'id' } }],
    [
      'an issuer that is no address',
      { ...oidc, ProviderDetails: { ...oidc.ProviderDetails, oidc_issuer: 'file:///etc' } },
    ],
  ])('is refused with %s', async (_, provider) => {
    await expect(create(provider)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })

  it.each(['Google', 'Facebook', 'LoginWithAmazon'] as const)(
    'of %s needs what all of its kind need',
    async type => {
      const lacking = { client_id: 'id', authorize_scopes: 'email' }
      await expect(
        create({ ProviderName: type, ProviderType: type, ProviderDetails: lacking }),
      ).rejects.toEqual({
        __type: 'InvalidParameterException',
        message: 'client_id, client_secret and authorize_scopes are all required idp details',
      })
    },
  )

  it('fills no attribute that the pool has not got', async () => {
    const refusal = {
      __type: 'InvalidParameterException',
      message: 'AttributeMapping contains invalid mapping: [custom:team, shoe]',
    }
    const AttributeMapping = { username: 'sub', email: 'mail', 'custom:team': 'team', shoe: 'size' }
    await expect(create({ ...oidc, AttributeMapping })).rejects.toEqual(refusal)
    await create(oidc)
    const change = { UserPoolId, ProviderName: 'Company', AttributeMapping }
    await expect(test.userPools('UpdateIdentityProvider', change)).rejects.toEqual(refusal)
  })

  it('is found by identifiers, which belong to one provider and are moved by an update', async () => {
    await create({ ...oidc, IdpIdentifiers: ['one', 'two'] })
    await expect(create({ ...google, IdpIdentifiers: ['two'] })).rejects.toMatchObject({
      __type: 'DuplicateProviderException',
    })
    // Nothing of a refused provider is there.
    const listed = await test.userPools('ListIdentityProviders', { UserPoolId })
    expect(listed.Providers?.map(provider => provider.ProviderName)).toEqual(['Company'])
    await test.userPools('UpdateIdentityProvider', {
      UserPoolId,
      ProviderName: 'Company',
      IdpIdentifiers: ['two', 'three'],
    })
    const find = (IdpIdentifier: string) =>
      test.userPools('GetIdentityProviderByIdentifier', { UserPoolId, IdpIdentifier })
    expect((await find('two')).IdentityProvider?.ProviderName).toBe('Company')
    expect((await find('three')).IdentityProvider?.ProviderName).toBe('Company')
    await expect(find('one')).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
    await create({ ...google, IdpIdentifiers: ['one'] })
    await test.userPools('DeleteIdentityProvider', { UserPoolId, ProviderName: 'Company' })
    await expect(find('two')).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })

  it('is listed with its type, page by page', async () => {
    await create(google)
    await create(oidc)
    const first = await test.userPools('ListIdentityProviders', { UserPoolId, MaxResults: 1 })
    expect(first.Providers).toMatchObject([{ ProviderName: 'Company', ProviderType: 'OIDC' }])
    const { NextToken } = first
    const second = await test.userPools('ListIdentityProviders', { UserPoolId, MaxResults: 1, NextToken })
    expect(second.Providers).toMatchObject([{ ProviderName: 'Google', ProviderType: 'Google' }])
    expect(second.NextToken).toBeUndefined()
  })
})
