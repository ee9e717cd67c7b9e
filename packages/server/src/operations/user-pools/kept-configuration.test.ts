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

const unknownClient = { __type: 'ResourceNotFoundException' }

describe('UI customization', () => {
  it('is that of the client, or else that of all clients', async () => {
    const get = async () =>
      (await test.userPools('GetUICustomization', { UserPoolId, ClientId })).UICustomization
    expect(await get()).toEqual({})
    const ImageFile = Buffer.from('picture').toString('base64')
    await test.userPools('SetUICustomization', { UserPoolId, CSS: '.logo {}', ImageFile })
    expect(await get()).toMatchObject({
      ClientId: 'ALL',
      CSS: '.logo {}',
      ImageUrl: `data:;base64,${ImageFile}`,
    })
    await test.userPools('SetUICustomization', { UserPoolId, ClientId, CSS: '.own {}' })
    expect(await get()).toMatchObject({ ClientId, CSS: '.own {}', CSSVersion: '20261107080905' })
    await expect(
      test.userPools('SetUICustomization', { UserPoolId, ClientId: 'nobody' }),
    ).rejects.toMatchObject(unknownClient)
  })
})

describe('a risk configuration', () => {
  it('is that of the client, or else that of the pool', async () => {
    const get = async () =>
      (await test.userPools('DescribeRiskConfiguration', { UserPoolId, ClientId })).RiskConfiguration
    expect(await get()).toEqual({ UserPoolId })
    const blocked = { RiskExceptionConfiguration: { BlockedIPRangeList: ['10.0.0.0/8'] } }
    await test.userPools('SetRiskConfiguration', { UserPoolId, ...blocked })
    expect(await get()).toEqual({ UserPoolId, ...blocked, LastModifiedDate: test.clock.now / 1000 })
    const CompromisedCredentialsRiskConfiguration = { Actions: { EventAction: 'BLOCK' } } as const
    await test.userPools('SetRiskConfiguration', {
      UserPoolId,
      ClientId,
      CompromisedCredentialsRiskConfiguration,
    })
    expect(await get()).toMatchObject({ ClientId, CompromisedCredentialsRiskConfiguration })
  })
})

describe('log delivery', () => {
  it('is kept as given, one configuration for each source', async () => {
    const get = () => test.userPools('GetLogDeliveryConfiguration', { UserPoolId })
    expect((await get()).LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations: [] })
    const errorsOnly = { LogLevel: 'ERROR', EventSource: 'userNotification' } as const
    const set = await test.userPools('SetLogDeliveryConfiguration', {
      UserPoolId,
      LogConfigurations: [errorsOnly],
    })
    expect(await get()).toEqual(set)
    await expect(
      test.userPools('SetLogDeliveryConfiguration', {
        UserPoolId,
        LogConfigurations: [errorsOnly, errorsOnly],
      }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})

describe('managed login branding', () => {
  const assets = [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: 'AAAA' }] as const
  const byClient = () => test.userPools('DescribeManagedLoginBrandingByClient', { UserPoolId, ClientId })

  it('is one style of a client, found by its id and by the client', async () => {
    const given = { UserPoolId, ClientId, Settings: { color: 'red' }, Assets: [...assets] }
    const created = await test.userPools('CreateManagedLoginBranding', given)
    const { ManagedLoginBrandingId = '' } = created.ManagedLoginBranding ?? {}
    const { ClientId: _, ...shown } = given
    expect(created.ManagedLoginBranding).toMatchObject({ ...shown, UseCognitoProvidedValues: false })
    const key = { UserPoolId, ManagedLoginBrandingId }
    expect(await test.userPools('DescribeManagedLoginBranding', key)).toEqual(created)
    expect(await byClient()).toEqual(created)
    await expect(test.userPools('CreateManagedLoginBranding', given)).rejects.toMatchObject({
      __type: 'ManagedLoginBrandingExistsException',
    })
    await test.userPools('UpdateManagedLoginBranding', { ...key, Settings: { color: 'blue' } })
    expect((await byClient()).ManagedLoginBranding).toMatchObject({
      Settings: { color: 'blue' },
      Assets: assets,
    })
    await test.userPools('UpdateManagedLoginBranding', { ...key, UseCognitoProvidedValues: true })
    expect((await byClient()).ManagedLoginBranding).not.toHaveProperty('Settings')
    await test.userPools('DeleteManagedLoginBranding', key)
    await expect(byClient()).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
    await test.userPools('CreateManagedLoginBranding', given)
  })

  it.each([[{ UseCognitoProvidedValues: true, Settings: {} }], [{ Settings: ['not an object'] }]])(
    'refuses %j',
    async given => {
      await expect(
        test.userPools('CreateManagedLoginBranding', { UserPoolId, ClientId, ...given }),
      ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    },
  )

  it('has pictures of Amazon’s size, up to two megabytes together', async () => {
    const bytes = (length: number) => Buffer.alloc(length, 1).toString('base64')
    const picture = (length: number) => ({ ...assets[0], Bytes: bytes(length) })
    const given = { UserPoolId, ClientId }
    await test.userPools('CreateManagedLoginBranding', { ...given, Assets: [picture(1_000_000)] })
    expect((await byClient()).ManagedLoginBranding?.Assets).toEqual([picture(1_000_000)])
    await expect(
      test.userPools('CreateManagedLoginBranding', {
        ...given,
        Assets: [picture(900_000), picture(900_000)],
      }),
    ).rejects.toMatchObject({ __type: 'RequestEntityTooLargeException' })
  })

  it('goes with its client', async () => {
    const { ManagedLoginBranding } = await test.userPools('CreateManagedLoginBranding', {
      UserPoolId,
      ClientId,
    })
    const { ManagedLoginBrandingId = '' } = ManagedLoginBranding ?? {}
    await test.userPools('DeleteUserPoolClient', { UserPoolId, ClientId })
    await expect(
      test.userPools('DescribeManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })
})

describe('replicas', () => {
  it('are kept beside the pool itself', async () => {
    const key = { UserPoolId, RegionName: 'eu-west-1' }
    const { UserPoolReplica } = await test.userPools('CreateUserPoolReplica', key)
    expect(UserPoolReplica).toEqual({
      RegionName: 'eu-west-1',
      Role: 'SECONDARY',
      Status: 'INACTIVE',
      UserPoolArn: `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${UserPoolId}`,
    })
    await expect(test.userPools('CreateUserPoolReplica', key)).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
    await test.userPools('UpdateUserPoolReplica', { ...key, Status: 'ACTIVE' })
    const list = async () =>
      (await test.userPools('ListUserPoolReplicas', { UserPoolId })).UserPoolReplicas ?? []
    expect(await list()).toMatchObject([
      { RegionName: 'us-east-1', Role: 'PRIMARY' },
      { RegionName: 'eu-west-1', Status: 'ACTIVE' },
    ])
    await test.userPools('DeleteUserPoolReplica', key)
    expect(await list()).toHaveLength(1)
    await expect(test.userPools('DeleteUserPoolReplica', key)).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it('are in another region than the pool', async () => {
    await expect(
      test.userPools('CreateUserPoolReplica', { UserPoolId, RegionName: 'us-east-1' }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})

describe('session configurations', () => {
  it('of a pool and of a client are kept', async () => {
    const pool = { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 3 } } as const
    const ofPool = () => test.userPools('GetUserPoolSessionConfiguration', { UserPoolId })
    expect(await ofPool()).toMatchObject({
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 },
    })
    await test.userPools('SetUserPoolSessionConfiguration', pool)
    expect(await ofPool()).toEqual(pool)
    const client = { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 5 } }
    const ofClient = () => test.userPools('GetUserPoolClientSessionConfiguration', { UserPoolId, ClientId })
    expect((await ofClient()).SSOSession).toEqual({ MaxValidityMinutes: 60 })
    await test.userPools('SetUserPoolClientSessionConfiguration', client)
    expect(await ofClient()).toEqual(client)
  })
})

describe('provisioned limits', () => {
  const limit = (Category: string) => ({ LimitClass: 'API_CATEGORY', Attributes: { Category } }) as const

  it('of the account are kept, and never less than is free', async () => {
    const LimitDefinition = limit('UserAuthentication')
    const get = async () => (await test.userPools('GetProvisionedLimit', { LimitDefinition })).Limit
    expect(await get()).toEqual({ LimitDefinition, ProvisionedLimitValue: 120, FreeLimitValue: 120 })
    await test.userPools('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 500 })
    expect(await get()).toMatchObject({ ProvisionedLimitValue: 500, FreeLimitValue: 120 })
    await expect(
      test.userPools('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 1 }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    await expect(
      test.userPools('GetProvisionedLimit', { LimitDefinition: limit('Coffee') }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })

  it('hold from then on, for operations of their category, and again a second later', async () => {
    const { clientId } = await createTestPool(test)
    const revoke = () =>
      test.userPools('RevokeToken', { ClientId: clientId, Token: 'made-up' }).then(
        () => 'ok',
        (error: { __type: string }) => error.__type,
      )
    const LimitDefinition = limit('UserToken')
    await test.userPools('UpdateProvisionedLimit', { LimitDefinition, RequestedLimitValue: 120 })
    for (let count = 0; count < 120; count++) await revoke()
    expect(await revoke()).toBe('TooManyRequestsException')
    await expect(test.userPools('ListUserPools', { MaxResults: 1 })).resolves.toBeDefined()
    test.clock.now += 1000
    expect(await revoke()).not.toBe('TooManyRequestsException')
  })
})
