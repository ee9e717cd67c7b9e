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
