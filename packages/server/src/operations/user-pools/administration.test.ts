import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  password,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let ids: Awaited<ReturnType<typeof createTestPool>>

beforeEach(async () => {
  test = await startTestServer()
  ids = await createTestPool(test)
})
afterEach(() => test.close())

const ada = () => ({ UserPoolId: ids.userPoolId, Username: 'ada' })
const create = (Username: string, attributes: Record<string, string> = {}) =>
  test.userPools('AdminCreateUser', {
    UserPoolId: ids.userPoolId,
    Username,
    MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })

describe('AdminCreateUser', () => {
  it('invites with a temporary password that works until another is set', async () => {
    const { User } = await test.userPools('AdminCreateUser', {
      ...ada(),
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
      DesiredDeliveryMediums: ['EMAIL'],
    })
    expect(User).toMatchObject({ Username: 'ada', UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true })
    const { code, body } = await test.newestMessage('ada@example.com')
    expect(body).toContain('ada')
    expect((await signInPerson(test, ids.clientId, 'ada', code)).ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
  })

  it('sends no mail to who has no address, and makes nobody then', async () => {
    const input = { ...ada(), DesiredDeliveryMediums: ['EMAIL' as const] }
    await expect(test.userPools('AdminCreateUser', input)).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'No email provided but desired delivery medium was Email',
    })
    await expect(test.userPools('AdminGetUser', ada())).rejects.toMatchObject({
      __type: 'UserNotFoundException',
    })
    const silent = { ...input, MessageAction: 'SUPPRESS' as const }
    expect((await test.userPools('AdminCreateUser', silent)).User?.Username).toBe('ada')
  })

  it('sends the invitation again, with a new password', async () => {
    const input = { ...ada(), UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }] }
    await test.userPools('AdminCreateUser', input)
    const first = await test.newestMessage('ada@example.com')
    await test.userPools('AdminCreateUser', { ...ada(), MessageAction: 'RESEND' })
    const second = await test.newestMessage('ada@example.com')
    expect(second.code).not.toBe(first.code)
    await expect(signInPerson(test, ids.clientId, 'ada', first.code)).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    expect((await signInPerson(test, ids.clientId, 'ada', second.code)).ChallengeName).toBeDefined()
  })

  it('sends no invitation again to who has a password, or does not exist', async () => {
    await create('ada')
    await test.userPools('AdminSetUserPassword', { ...ada(), Password: password, Permanent: true })
    await expect(
      test.userPools('AdminCreateUser', { ...ada(), MessageAction: 'RESEND' }),
    ).rejects.toMatchObject({ __type: 'UnsupportedUserStateException' })
    await expect(
      test.userPools('AdminCreateUser', { ...ada(), Username: 'nobody', MessageAction: 'RESEND' }),
    ).rejects.toMatchObject({ __type: 'UserNotFoundException' })
  })

  it('refuses a name that is taken', async () => {
    await create('ada')
    await expect(create('Ada')).rejects.toEqual({
      __type: 'UsernameExistsException',
      message: 'User account already exists',
    })
    ids = await createTestPool(test, { UsernameAttributes: ['email'] })
    await create('ada@example.com')
    await expect(create('ADA@example.com')).rejects.toEqual({
      __type: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    })
  })
})

describe('AdminSetUserPassword', () => {
  it('sets a permanent or a temporary password', async () => {
    await create('ada')
    await test.userPools('AdminSetUserPassword', { ...ada(), Password: password, Permanent: true })
    expect((await signInPerson(test, ids.clientId, 'ada')).accessToken).not.toBe('')
    await test.userPools('AdminSetUserPassword', { ...ada(), Password: 'Temporary-1!' })
    expect((await signInPerson(test, ids.clientId, 'ada', 'Temporary-1!')).ChallengeName).toBe(
      'NEW_PASSWORD_REQUIRED',
    )
  })
})

describe('AdminUpdateUserAttributes', () => {
  it('may say that an address is verified, and finds the user by what was written', async () => {
    await create('ada')
    await test.userPools('AdminUpdateUserAttributes', {
      ...ada(),
      UserAttributes: [
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ],
    })
    const { Users } = await test.userPools('ListUsers', {
      UserPoolId: ids.userPoolId,
      Filter: 'email = "ADA@example.com"',
    })
    expect(Users?.[0]?.Attributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
  })
})

describe('AdminInitiateAuth', () => {
  it('signs in by ADMIN_USER_PASSWORD_AUTH, which InitiateAuth does not take', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const AuthParameters = { USERNAME: 'ada', PASSWORD: password }
    const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH' as const
    const answer = await test.userPools('AdminInitiateAuth', {
      UserPoolId: ids.userPoolId,
      ClientId: ids.clientId,
      AuthFlow,
      AuthParameters,
    })
    expect(answer.AuthenticationResult?.AccessToken).toBeDefined()
    await expect(
      test.userPools('InitiateAuth', { ClientId: ids.clientId, AuthFlow, AuthParameters }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})

describe('every administrator’s operation on a user', () => {
  it.each([
    ['AdminGetUser', {}],
    ['AdminConfirmSignUp', {}],
    ['AdminDisableUser', {}],
    ['AdminEnableUser', {}],
    ['AdminDeleteUser', {}],
    ['AdminUserGlobalSignOut', {}],
    ['AdminSetUserPassword', { Password: password }],
    ['AdminUpdateUserAttributes', { UserAttributes: [] }],
  ] as const)('%s tells an unknown user and an unknown pool apart', async (operation, input) => {
    await expect(test.userPools(operation, { ...ada(), ...input } as never)).rejects.toEqual({
      __type: 'UserNotFoundException',
      message: 'User does not exist.',
    })
    const foreign = { UserPoolId: 'us-east-1_nowhere00', Username: 'ada', ...input }
    await expect(test.userPools(operation, foreign as never)).rejects.toEqual({
      __type: 'ResourceNotFoundException',
      message: 'User pool us-east-1_nowhere00 does not exist.',
    })
  })
})

describe('ListUsers', () => {
  beforeEach(async () => {
    for (let index = 0; index < 25; index++) {
      const number = String(index).padStart(2, '0')
      await create(`user${number}`, {
        email: `user${number}@example.com`,
        given_name: index < 5 ? 'Ada' : 'Bob',
      })
    }
  })

  async function pages(input: { Filter?: string; Limit: number }): Promise<string[]> {
    const names: string[] = []
    let PaginationToken: string | undefined
    do {
      const page = await test.userPools('ListUsers', {
        UserPoolId: ids.userPoolId,
        PaginationToken,
        ...input,
      })
      expect(page.Users?.length).toBeLessThanOrEqual(input.Limit)
      names.push(...(page.Users ?? []).map(user => user.Username ?? ''))
      PaginationToken = page.PaginationToken
    } while (PaginationToken)
    return names.sort()
  }

  it('gives every user once, page by page', async () => {
    const names = await pages({ Limit: 7 })
    expect(names).toHaveLength(25)
    expect(new Set(names).size).toBe(25)
  })

  it.each([
    ['email = "user03@example.com"', ['user03']],
    ['username ^= "USER1"', Array.from({ length: 10 }, (_, index) => `user1${index}`)],
    ['given_name = "Ada"', ['user00', 'user01', 'user02', 'user03', 'user04']],
    ['"given_name" ^= "A"', ['user00', 'user01', 'user02', 'user03', 'user04']],
    ['email = "nobody@example.com"', []],
  ])('finds by %s', async (Filter, expected) => {
    expect(await pages({ Filter, Limit: 3 })).toEqual(expected)
  })

  it('finds by status and by sub', async () => {
    const { User } = await create('single')
    await test.userPools('AdminSetUserPassword', {
      UserPoolId: ids.userPoolId,
      Username: 'single',
      Password: password,
      Permanent: true,
    })
    expect(await pages({ Filter: 'cognito:user_status = "CONFIRMED"', Limit: 10 })).toEqual(['single'])
    await test.userPools('AdminDisableUser', { UserPoolId: ids.userPoolId, Username: 'single' })
    expect(await pages({ Filter: 'status = "Disabled"', Limit: 10 })).toEqual(['single'])
    const sub = User?.Attributes?.find(attribute => attribute.Name === 'sub')?.Value
    expect(await pages({ Filter: `sub = "${sub}"`, Limit: 10 })).toEqual(['single'])
  })

  it('finds by the beginning of a sub, a status or whether users are enabled', async () => {
    const { User } = await create('single')
    const sub = User?.Attributes?.find(attribute => attribute.Name === 'sub')?.Value ?? ''
    expect(await pages({ Filter: `sub ^= "${sub.slice(0, 20)}"`, Limit: 10 })).toEqual(['single'])
    expect(await pages({ Filter: 'sub ^= ""', Limit: 10 })).toHaveLength(26)
    expect(await pages({ Filter: 'cognito:user_status ^= "force"', Limit: 10 })).toHaveLength(26)
    expect(await pages({ Filter: 'cognito:user_status = "Force_Change_Password"', Limit: 10 })).toHaveLength(
      26,
    )
    expect(await pages({ Filter: 'cognito:user_status = "FORCE"', Limit: 10 })).toEqual([])
    expect(await pages({ Filter: 'status ^= "Dis"', Limit: 10 })).toEqual([])
    expect(await pages({ Filter: 'status = "anything"', Limit: 10 })).toEqual([])
  })

  it('gives only the attributes asked for', async () => {
    const { Users } = await test.userPools('ListUsers', {
      UserPoolId: ids.userPoolId,
      AttributesToGet: ['email'],
      Filter: 'username = "user00"',
    })
    expect(Users?.[0]?.Attributes).toEqual([{ Name: 'email', Value: 'user00@example.com' }])
  })

  it('refuses to give an attribute that the pool has not got', async () => {
    await expect(
      test.userPools('ListUsers', { UserPoolId: ids.userPoolId, AttributesToGet: ['email', 'custom:shoe'] }),
    ).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'One or more requested attributes do not exist.',
    })
  })

  it.each([['email'], ['custom:shoe = "38"'], ['email > "a"'], ["email = 'a'"]])(
    'refuses the filter %s',
    async Filter => {
      await expect(pages({ Filter, Limit: 3 })).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    },
  )

  it('says of a filter that is none what Amazon says', async () => {
    await expect(pages({ Filter: 'email', Limit: 3 })).rejects.toEqual({
      __type: 'InvalidParameterException',
      message: 'Error while parsing filter.',
    })
  })

  it('refuses a pagination token that is not its own', async () => {
    await expect(
      test.userPools('ListUsers', { UserPoolId: ids.userPoolId, PaginationToken: 'e30' }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})

describe('a user pool', () => {
  it('shows what it was given, with the defaults, until it is updated or deleted', async () => {
    const { UserPool } = await test.userPools('CreateUserPool', {
      PoolName: 'shop',
      UserPoolTags: { 'latchkey:id': 'us-east-1_shop12345', team: 'a' },
      AliasAttributes: ['email'],
      Schema: [{ Name: 'shoe', AttributeDataType: 'Number', Mutable: true }],
      Policies: { PasswordPolicy: { MinimumLength: 10 } },
    })
    expect(UserPool).toMatchObject({
      Id: 'us-east-1_shop12345',
      Name: 'shop',
      Arn: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_shop12345',
      MfaConfiguration: 'OFF',
      UserPoolTags: { team: 'a' },
      Policies: { PasswordPolicy: { MinimumLength: 10, RequireNumbers: false } },
    })
    expect(UserPool?.SchemaAttributes?.map(attribute => attribute.Name)).toContain('custom:shoe')
    await test.userPools('UpdateUserPool', {
      UserPoolId: 'us-east-1_shop12345',
      AutoVerifiedAttributes: ['email'],
    })
    const described = await test.userPools('DescribeUserPool', { UserPoolId: 'us-east-1_shop12345' })
    expect(described.UserPool).toMatchObject({
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      EstimatedNumberOfUsers: 0,
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
    })
    await test.userPools('DeleteUserPool', { UserPoolId: 'us-east-1_shop12345' })
    await expect(
      test.userPools('DescribeUserPool', { UserPoolId: 'us-east-1_shop12345' }),
    ).rejects.toMatchObject({ __type: 'ResourceNotFoundException' })
  })

  it('is not deleted while it is protected', async () => {
    const { userPoolId } = await createTestPool(test, { DeletionProtection: 'ACTIVE' })
    await expect(test.userPools('DeleteUserPool', { UserPoolId: userPoolId })).rejects.toMatchObject({
      __type: 'InvalidParameterException',
    })
  })

  it('takes its users, clients and sessions with it', async () => {
    await signUpPerson(test, ids.clientId, 'ada')
    const { accessToken } = await signInPerson(test, ids.clientId, 'ada')
    await test.userPools('DeleteUserPool', { UserPoolId: ids.userPoolId })
    await expect(test.userPools('GetUser', { AccessToken: accessToken })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
    await expect(signInPerson(test, ids.clientId, 'ada')).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it('is listed, page by page', async () => {
    for (let index = 0; index < 4; index++) await createTestPool(test)
    const found = new Set<string>()
    let NextToken: string | undefined
    do {
      const page = await test.userPools('ListUserPools', { MaxResults: 2, NextToken })
      for (const { Id } of page.UserPools ?? []) found.add(Id ?? '')
      NextToken = page.NextToken
    } while (NextToken)
    expect(found.size).toBe(5)
  })
})

describe('a client', () => {
  it('shows what it was given, until it is updated or deleted', async () => {
    const { UserPoolClient } = await test.userPools('CreateUserPoolClient', {
      UserPoolId: ids.userPoolId,
      ClientName: 'web',
      GenerateSecret: true,
      CallbackURLs: ['https://example.com/back'],
      AccessTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes' },
    })
    expect(UserPoolClient).toMatchObject({
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      ClientSecret: expect.stringMatching(/^[a-z0-9]{51}$/),
      CallbackURLs: ['https://example.com/back'],
      AccessTokenValidity: 30,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      AuthSessionValidity: 3,
    })
    const key = { UserPoolId: ids.userPoolId, ClientId: UserPoolClient?.ClientId ?? '' }
    const described = await test.userPools('DescribeUserPoolClient', key)
    expect(described.UserPoolClient).toEqual(UserPoolClient)
    const updated = await test.userPools('UpdateUserPoolClient', { ...key, ClientName: 'renamed' })
    expect(updated.UserPoolClient).toMatchObject({
      ClientName: 'renamed',
      ClientSecret: UserPoolClient?.ClientSecret,
    })
    expect(updated.UserPoolClient?.CallbackURLs).toBeUndefined()
    const listed = await test.userPools('ListUserPoolClients', { UserPoolId: ids.userPoolId })
    expect(listed.UserPoolClients).toHaveLength(2)
    await test.userPools('DeleteUserPoolClient', key)
    await expect(test.userPools('DescribeUserPoolClient', key)).rejects.toMatchObject({
      __type: 'ResourceNotFoundException',
    })
  })

  it.each([
    [
      'client credentials beside another grant',
      { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials', 'code'] },
      'InvalidOAuthFlowException',
    ],
    [
      'client credentials without a secret',
      { AllowedOAuthFlows: ['client_credentials'] },
      'InvalidOAuthFlowException',
    ],
    [
      'a scope that there is none of',
      { AllowedOAuthScopes: ['openid', 'photos/read'] },
      'ScopeDoesNotExistException',
    ],
    [
      'a provider that there is none of',
      { SupportedIdentityProviders: ['COGNITO', 'Google'] },
      'InvalidParameterException',
    ],
  ] as const)('refuses %s, when made and when updated', async (_, input, name) => {
    const UserPoolId = ids.userPoolId
    await expect(
      test.userPools('CreateUserPoolClient', { UserPoolId, ClientName: 'web', ...input } as never),
    ).rejects.toMatchObject({ __type: name })
    const made = await test.userPools('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'web',
      GenerateSecret: 'GenerateSecret' in input,
    })
    const { GenerateSecret: _secret, ...changes } = { GenerateSecret: false, ...input }
    const ClientId = made.UserPoolClient?.ClientId ?? ''
    await expect(
      test.userPools('UpdateUserPoolClient', { UserPoolId, ClientId, ...changes } as never),
    ).rejects.toMatchObject({ __type: name })
  })

  it.each([
    ['grants', { AllowedOAuthScopes: ['openid'] }],
    ['scopes', { AllowedOAuthFlows: ['code' as const], CallbackURLs: ['https://app.example.com/'] }],
  ])('needs %s where it may use OAuth', async (_, given) => {
    const input = { UserPoolId: ids.userPoolId, ClientName: 'web', AllowedOAuthFlowsUserPoolClient: true }
    await expect(test.userPools('CreateUserPoolClient', { ...input, ...given })).rejects.toEqual({
      __type: 'InvalidParameterException',
      message:
        'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    })
  })

  it('needs an address to return to for the code and implicit grants', async () => {
    const input = {
      UserPoolId: ids.userPoolId,
      ClientName: 'web',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code' as const],
      AllowedOAuthScopes: ['openid'],
    }
    await expect(test.userPools('CreateUserPoolClient', input)).rejects.toEqual({
      __type: 'InvalidOAuthFlowException',
      message: 'CallbackUrls can not be empty when code flow or implicit flow is selected',
    })
  })

  it('may have the scopes of the resource servers', async () => {
    const UserPoolId = ids.userPoolId
    await test.userPools('CreateResourceServer', {
      UserPoolId,
      Identifier: 'photos',
      Name: 'Photos',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'See' }],
    })
    const AllowedOAuthScopes = ['openid', 'photos/read']
    const made = await test.userPools('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'web',
      AllowedOAuthScopes,
    })
    expect(made.UserPoolClient).toMatchObject({ AllowedOAuthScopes })
  })

  it.each([
    [{ AccessTokenValidity: 2, TokenValidityUnits: { AccessToken: 'minutes' as const } }],
    [
      {
        AccessTokenValidity: 2,
        RefreshTokenValidity: 1,
        TokenValidityUnits: { RefreshToken: 'hours' as const },
      },
    ],
    [{ IdTokenValidity: 25 }],
    [{ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const, 'USER_PASSWORD_AUTH' as const] }],
    [{ ReadAttributes: ['no-such-attribute'] }],
  ])('refuses %j', async input => {
    await expect(
      test.userPools('CreateUserPoolClient', { UserPoolId: ids.userPoolId, ClientName: 'web', ...input }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})
