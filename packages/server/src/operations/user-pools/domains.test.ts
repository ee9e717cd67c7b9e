import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string

beforeEach(async () => {
  test = await startTestServer()
  UserPoolId = (await createTestPool(test)).userPoolId
})
afterEach(() => test.close())

const CertificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/1'
const CustomDomainConfig = { CertificateArn }
const create = (Domain: string, more = {}) =>
  test.userPools('CreateUserPoolDomain', { UserPoolId, Domain, ...more })
const describeDomain = async (Domain: string) =>
  (await test.userPools('DescribeUserPoolDomain', { Domain })).DomainDescription

describe('a domain', () => {
  it('leads to its pool until it is deleted', async () => {
    expect(await create('people')).toEqual({ ManagedLoginVersion: 1 })
    expect(await describeDomain('people')).toMatchObject({
      UserPoolId,
      Domain: 'people',
      Status: 'ACTIVE',
      AWSAccountId: '000000000000',
      Version: '20261107080905',
      CloudFrontDistribution: 'latchkey.test',
      CustomDomainConfig: {},
    })
    expect((await test.userPools('DescribeUserPool', { UserPoolId })).UserPool?.Domain).toBe('people')
    await test.userPools('DeleteUserPoolDomain', { UserPoolId, Domain: 'people' })
    expect(await describeDomain('people')).toEqual({})
    await expect(
      test.userPools('DeleteUserPoolDomain', { UserPoolId, Domain: 'people' }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })

  it('of its own keeps its certificate, which an update replaces', async () => {
    const Domain = 'auth.example.com'
    expect(await create(Domain, { CustomDomainConfig, ManagedLoginVersion: 2 })).toEqual({
      CloudFrontDomain: Domain,
      ManagedLoginVersion: 2,
    })
    const newer = { CertificateArn: `${CertificateArn}0` }
    await test.userPools('UpdateUserPoolDomain', { UserPoolId, Domain, CustomDomainConfig: newer })
    expect(await describeDomain(Domain)).toMatchObject({
      CloudFrontDistribution: Domain,
      CustomDomainConfig: newer,
      ManagedLoginVersion: 2,
    })
    const { UserPool } = await test.userPools('DescribeUserPool', { UserPoolId })
    expect(UserPool).toMatchObject({ CustomDomain: Domain })
    expect(UserPool).not.toHaveProperty('Domain')
  })

  it('belongs to one pool in the whole service', async () => {
    await create('people')
    const other = (await createTestPool(test)).userPoolId
    const taken = { UserPoolId: other, Domain: 'people' }
    await expect(test.userPools('CreateUserPoolDomain', taken)).rejects.toMatchObject({
      __type: 'InvalidParameterException',
      message: 'Domain already associated with another user pool.',
    })
    await expect(test.userPools('DeleteUserPoolDomain', taken)).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
    expect(await describeDomain('people')).toMatchObject({ UserPoolId })
  })

  it.each([
    ['a second prefix', 'more', {}],
    ['a reserved word', 'my-cognito', {}],
    ['a custom domain without a certificate', 'auth.example.com', {}],
    ['a prefix with a certificate', 'other', { CustomDomainConfig }],
  ])('is refused: %s', async (_, Domain, more) => {
    await create('people')
    await expect(create(Domain, more)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })

  it('keeps its pool from being deleted', async () => {
    await create('people')
    await expect(test.userPools('DeleteUserPool', { UserPoolId })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
    await test.userPools('DeleteUserPoolDomain', { UserPoolId, Domain: 'people' })
    await test.userPools('DeleteUserPool', { UserPoolId })
  })
})
