import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  password,
  signInPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer

beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

async function describePool(input: Parameters<typeof createTestPool>[1]) {
  const { userPoolId } = await createTestPool(test, input)
  return (await test.userPools('DescribeUserPool', { UserPoolId: userPoolId })).UserPool
}

describe('DescribeUserPool', () => {
  it('shows a custom attribute without constraints as a text with empty ones', async () => {
    const pool = await describePool({
      Schema: [
        { Name: 'team', AttributeDataType: 'String' },
        { Name: 'shoe', AttributeDataType: 'Number' },
      ],
    })
    const attribute = (name: string) => pool?.SchemaAttributes?.find(({ Name }) => Name === name)
    expect(attribute('custom:team')).toEqual({
      Name: 'custom:team',
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      StringAttributeConstraints: {},
    })
    expect(attribute('custom:shoe')).toMatchObject({ NumberAttributeConstraints: {} })
  })

  it('shows the text of a message in both places that it can be set in', async () => {
    const older = await describePool({
      EmailVerificationMessage: 'Code {####}',
      EmailVerificationSubject: 'Your code',
      SmsVerificationMessage: 'SMS {####}',
    })
    expect(older?.VerificationMessageTemplate).toEqual({
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      EmailMessage: 'Code {####}',
      EmailSubject: 'Your code',
      SmsMessage: 'SMS {####}',
    })
    const newer = await describePool({ VerificationMessageTemplate: { EmailMessage: 'Code {####}' } })
    expect(newer?.EmailVerificationMessage).toBe('Code {####}')
    expect(newer?.VerificationMessageTemplate?.DefaultEmailOption).toBe('CONFIRM_WITH_CODE')
  })

  it('shows one validity of temporary passwords in both places that it can be set in', async () => {
    const policy = await describePool({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } } })
    expect(policy?.AdminCreateUserConfig?.UnusedAccountValidityDays).toBe(3)
    const older = await describePool({ AdminCreateUserConfig: { UnusedAccountValidityDays: 5 } })
    expect(older?.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays).toBe(5)
    const zero = await describePool({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } } })
    expect(zero?.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays).toBe(7)
  })

  it('verifies before a change only what it verifies by itself', async () => {
    const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: ['email' as const] }
    const refusal = {
      __type: 'InvalidParameterException',
      message:
        'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    }
    await expect(describePool({ AutoVerifiedAttributes: [], UserAttributeUpdateSettings })).rejects.toEqual(
      refusal,
    )
    const { userPoolId: UserPoolId } = await createTestPool(test)
    const update = { UserPoolId, UserAttributeUpdateSettings }
    await expect(test.userPools('UpdateUserPool', update)).rejects.toEqual(refusal)
    await test.userPools('UpdateUserPool', { ...update, AutoVerifiedAttributes: ['email'] })
    const { UserPool } = await test.userPools('DescribeUserPool', { UserPoolId })
    expect(UserPool).toMatchObject({ UserAttributeUpdateSettings })
  })

  it('takes the older validity of temporary passwords no more beside the newer one', async () => {
    const both = {
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
      AdminCreateUserConfig: { UnusedAccountValidityDays: 5 },
    }
    const refusal = {
      __type: 'InvalidParameterException',
      message:
        'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    }
    await expect(describePool(both)).rejects.toEqual(refusal)
    const { userPoolId: UserPoolId } = await createTestPool(test)
    await expect(test.userPools('UpdateUserPool', { UserPoolId, ...both })).rejects.toEqual(refusal)
    const zero = { ...both, AdminCreateUserConfig: { UnusedAccountValidityDays: 0 } }
    expect(await test.userPools('UpdateUserPool', { UserPoolId, ...zero })).toEqual({})
  })

  it('shows the trigger of tokens in both places that it can be set in', async () => {
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:claims'
    const older = await describePool({ LambdaConfig: { PreTokenGeneration: arn } })
    expect(older?.LambdaConfig).toEqual({
      PreTokenGeneration: arn,
      PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: arn },
    })
    const config = { LambdaVersion: 'V2_0', LambdaArn: arn } as const
    const newer = await describePool({ LambdaConfig: { PreTokenGenerationConfig: config } })
    expect(newer?.LambdaConfig).toEqual({ PreTokenGeneration: arn, PreTokenGenerationConfig: config })
  })

  it('names every level of assurance, also those that have the usual names', async () => {
    const pool = await describePool({ AcrConfiguration: { Level2: { AcrValue: 'urn:example:two' } } })
    expect(pool?.AcrConfiguration).toEqual({
      Level1: { AcrValue: 'urn:cognito:loa:1' },
      Level2: { AcrValue: 'urn:example:two' },
      Level3: { AcrValue: 'urn:cognito:loa:3' },
      Level4: { AcrValue: 'urn:cognito:loa:4' },
    })
  })

  it('keeps who sends e-mail when only a reply address is given', async () => {
    const pool = await describePool({ EmailConfiguration: { ReplyToEmailAddress: 'help@example.com' } })
    expect(pool?.EmailConfiguration).toEqual({
      EmailSendingAccount: 'COGNITO_DEFAULT',
      ReplyToEmailAddress: 'help@example.com',
    })
  })
})

it('CreateUserPool refuses a custom attribute that is required', async () => {
  const schema = (Name: string) => ({ PoolName: 'shop', Schema: [{ Name, Required: true }] })
  await expect(test.userPools('CreateUserPool', schema('team'))).rejects.toEqual({
    __type: 'InvalidParameterException',
    message: 'Required custom attributes are not supported currently.',
  })
  expect((await test.userPools('CreateUserPool', schema('email'))).UserPool?.Name).toBe('shop')
})

it.each([
  [
    'a standard attribute of another type',
    { Name: 'email', AttributeDataType: 'Number' as const },
    'email: You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
  ],
  [
    'a standard attribute for the developer alone',
    { Name: 'email', AttributeDataType: 'String' as const, DeveloperOnlyAttribute: true },
    'email: You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
  ],
  [
    'a custom attribute of no type',
    { Name: 'team' },
    'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
  ],
])('a schema has not got %s', async (_, attribute, message) => {
  const refusal = { __type: 'InvalidParameterException', message }
  await expect(test.userPools('CreateUserPool', { PoolName: 'shop', Schema: [attribute] })).rejects.toEqual(
    refusal,
  )
  if (attribute.Name !== 'team') return
  const { userPoolId: UserPoolId } = await createTestPool(test)
  await expect(
    test.userPools('AddCustomAttributes', { UserPoolId, CustomAttributes: [attribute] }),
  ).rejects.toEqual(refusal)
})

it('a client whose refresh tokens live for 0 days shows the 30 days that this stands for', async () => {
  const { userPoolId: UserPoolId, clientId: ClientId } = await createTestPool(
    test,
    {},
    { RefreshTokenValidity: 0 },
  )
  const { UserPoolClient } = await test.userPools('DescribeUserPoolClient', { UserPoolId, ClientId })
  expect(UserPoolClient?.RefreshTokenValidity).toBe(30)
})

describe('an id token', () => {
  it('has the address as an object, as OpenID Connect has it', async () => {
    const { userPoolId, clientId } = await createTestPool(test)
    await test.userPools('AdminCreateUser', {
      UserPoolId: userPoolId,
      Username: 'ada',
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'address', Value: '12 St James’s Square' }],
    })
    await test.userPools('AdminSetUserPassword', {
      UserPoolId: userPoolId,
      Username: 'ada',
      Password: password,
      Permanent: true,
    })
    const { idToken } = await signInPerson(test, clientId, 'ada')
    const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
    expect(claims.address).toEqual({ formatted: '12 St James’s Square' })
  })
})
