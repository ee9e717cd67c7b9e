import {
  CreateIdentityPoolCommand,
  type CreateIdentityPoolCommandInput,
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  UpdateIdentityPoolCommand,
} from '@aws-sdk/client-cognito-identity'
import {
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  CreateManagedLoginBrandingCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  CreateUserPoolDomainCommand,
  DeleteGroupCommand,
  DeleteIdentityProviderCommand,
  DeleteManagedLoginBrandingCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeIdentityProviderCommand,
  DescribeManagedLoginBrandingCommand,
  DescribeResourceServerCommand,
  DescribeRiskConfigurationCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetGroupCommand,
  GetLogDeliveryConfigurationCommand,
  GetUICustomizationCommand,
  GetUserPoolMfaConfigCommand,
  ListTagsForResourceCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  SetUICustomizationCommand,
  SetUserPoolMfaConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGroupCommand,
  UpdateIdentityProviderCommand,
  UpdateManagedLoginBrandingCommand,
  UpdateResourceServerCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { administrate, administrateIdentities } from '../harness/pools.ts'

/** What an infrastructure tool does: it makes, reads back, compares, changes, reads back, deletes, and asks again. */

let latchkey: LatchkeyProcess
let userPools: ReturnType<typeof administrate>
let identityPools: ReturnType<typeof administrateIdentities>
beforeAll(async () => {
  latchkey = await startLatchkey()
  userPools = administrate(latchkey.url)
  identityPools = administrateIdentities(latchkey.url)
})
afterAll(() => latchkey.stop())

const lambda = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`
const gone = { name: 'ResourceNotFoundException' }

const poolSettings = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: 12,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
      PasswordHistorySize: 4,
      TemporaryPasswordValidityDays: 3,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
  },
  DeletionProtection: 'INACTIVE',
  LambdaConfig: {
    PreSignUp: lambda('pre-sign-up'),
    PostConfirmation: lambda('post-confirmation'),
    PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: lambda('tokens') },
  },
  AutoVerifiedAttributes: ['email'],
  VerificationMessageTemplate: {
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
    EmailMessage: 'Your code is {####}',
    EmailSubject: 'Your code',
    SmsMessage: 'Code {####}',
  },
  SmsAuthenticationMessage: 'Sign-in code {####}',
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ReplyToEmailAddress: 'help@example.com' },
  SmsConfiguration: { SnsCallerArn: role('sms'), ExternalId: 'tests', SnsRegion: 'us-east-1' },
  UserPoolTags: { team: 'identity', stage: 'tests' },
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: false,
    InviteMessageTemplate: {
      EmailMessage: 'Welcome {username}, {####}',
      EmailSubject: 'Welcome',
      SMSMessage: '{username} {####}',
    },
  },
  AccountRecoverySetting: {
    RecoveryMechanisms: [
      { Name: 'verified_email', Priority: 1 },
      { Name: 'verified_phone_number', Priority: 2 },
    ],
  },
  UserPoolTier: 'ESSENTIALS',
} satisfies Partial<CreateUserPoolCommandInput>

const poolFoundation = {
  AliasAttributes: ['email', 'preferred_username'],
  UsernameConfiguration: { CaseSensitive: true },
  Schema: [
    { Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true },
    {
      Name: 'team',
      AttributeDataType: 'String',
      Mutable: true,
      StringAttributeConstraints: { MinLength: '1', MaxLength: '40' },
    },
    {
      Name: 'level',
      AttributeDataType: 'Number',
      Mutable: false,
      NumberAttributeConstraints: { MinValue: '0', MaxValue: '9' },
    },
  ],
} satisfies Partial<CreateUserPoolCommandInput>

const clientSettings = {
  ClientName: 'app',
  RefreshTokenValidity: 12,
  AccessTokenValidity: 15,
  IdTokenValidity: 20,
  TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
  ReadAttributes: ['email', 'name', 'custom:team'],
  WriteAttributes: ['email', 'name', 'custom:team'],
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  SupportedIdentityProviders: ['COGNITO'],
  CallbackURLs: ['https://app.example.com/callback', 'myapp://callback'],
  LogoutURLs: ['https://app.example.com/'],
  DefaultRedirectURI: 'https://app.example.com/callback',
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email'],
  AllowedOAuthFlowsUserPoolClient: true,
  PreventUserExistenceErrors: 'ENABLED',
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 5,
} satisfies Omit<CreateUserPoolClientCommandInput, 'UserPoolId'>

async function createPool() {
  const { UserPool } = await userPools.send(
    new CreateUserPoolCommand({ PoolName: 'infrastructure', ...poolSettings, ...poolFoundation }),
  )
  return UserPool!.Id!
}

describe('a user pool', () => {
  it('comes back as it was made, the same after an update with the same, and is gone once', async () => {
    const UserPoolId = await createPool()
    const describePool = async () =>
      (await userPools.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool!
    const made = await describePool()
    expect(made).toMatchObject({ Name: 'infrastructure', ...poolSettings })
    const { Schema: _, ...foundation } = poolFoundation
    expect(made).toMatchObject(foundation)
    const attribute = (name: string) => made.SchemaAttributes?.find(({ Name }) => Name === name)
    expect(attribute('email')).toMatchObject({ Required: true, Mutable: true })
    expect(attribute('custom:team')).toMatchObject({
      AttributeDataType: 'String',
      StringAttributeConstraints: { MinLength: '1', MaxLength: '40' },
    })
    expect(attribute('custom:level')).toMatchObject({
      Mutable: false,
      NumberAttributeConstraints: { MinValue: '0', MaxValue: '9' },
    })

    await userPools.send(new UpdateUserPoolCommand({ UserPoolId, ...poolSettings }))
    const same = await describePool()
    expect({ ...same, LastModifiedDate: undefined }).toEqual({ ...made, LastModifiedDate: undefined })

    await userPools.send(new DeleteUserPoolCommand({ UserPoolId }))
    await expect(userPools.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject(gone)
    await expect(describePool()).rejects.toMatchObject(gone)
  })

  it('is protected from being deleted as long as it says so', async () => {
    const UserPoolId = await createPool()
    const protect = (DeletionProtection: 'ACTIVE' | 'INACTIVE') =>
      userPools.send(new UpdateUserPoolCommand({ UserPoolId, ...poolSettings, DeletionProtection }))
    await protect('ACTIVE')
    await expect(userPools.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await protect('INACTIVE')
    await userPools.send(new DeleteUserPoolCommand({ UserPoolId }))
  })
})

describe('what belongs to a user pool', () => {
  let UserPoolId: string
  beforeEach(async () => {
    UserPoolId = await createPool()
  })

  it('a client comes back with every setting, and an update leaves out what it does not name', async () => {
    const { UserPoolClient } = await userPools.send(
      new CreateUserPoolClientCommand({ UserPoolId, ...clientSettings, GenerateSecret: true }),
    )
    const ClientId = UserPoolClient!.ClientId!
    const ids = { UserPoolId, ClientId }
    const describeClient = async () =>
      (await userPools.send(new DescribeUserPoolClientCommand(ids))).UserPoolClient!
    const made = await describeClient()
    expect(made).toMatchObject({ ...ids, ...clientSettings, ClientSecret: UserPoolClient!.ClientSecret })
    await userPools.send(new UpdateUserPoolClientCommand({ ...ids, ...clientSettings }))
    expect({ ...(await describeClient()), LastModifiedDate: undefined }).toEqual({
      ...made,
      LastModifiedDate: undefined,
    })
    await userPools.send(new UpdateUserPoolClientCommand({ ...ids, ClientName: 'app' }))
    expect((await describeClient()).CallbackURLs).toBeUndefined()
    await userPools.send(new DeleteUserPoolClientCommand(ids))
    await expect(userPools.send(new DeleteUserPoolClientCommand(ids))).rejects.toMatchObject(gone)
  })

  it('a domain, a resource server and a group come back, change and go', async () => {
    const Domain = `infrastructure-${UserPoolId.slice(-9).toLowerCase()}`
    await userPools.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ManagedLoginVersion: 2 }))
    const domain = async () =>
      (await userPools.send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription
    expect(await domain()).toMatchObject({ UserPoolId, Domain, Status: 'ACTIVE', ManagedLoginVersion: 2 })
    await userPools.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }))
    expect((await domain())?.Domain).toBeUndefined()

    const Identifier = 'https://api.example.com'
    const server = {
      UserPoolId,
      Identifier,
      Name: 'notes',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read notes' }],
    }
    await userPools.send(new CreateResourceServerCommand(server))
    const resourceServer = async () =>
      (await userPools.send(new DescribeResourceServerCommand({ UserPoolId, Identifier }))).ResourceServer
    expect(await resourceServer()).toEqual(server)
    const more = [...server.Scopes, { ScopeName: 'write', ScopeDescription: 'Write notes' }]
    await userPools.send(new UpdateResourceServerCommand({ ...server, Scopes: more }))
    expect((await resourceServer())?.Scopes).toEqual(more)
    await userPools.send(new DeleteResourceServerCommand({ UserPoolId, Identifier }))
    await expect(resourceServer()).rejects.toMatchObject(gone)

    const group = {
      UserPoolId,
      GroupName: 'editors',
      Description: 'who edits',
      Precedence: 3,
      RoleArn: role('editor'),
    }
    await userPools.send(new CreateGroupCommand(group))
    const getGroup = async () =>
      (await userPools.send(new GetGroupCommand({ UserPoolId, GroupName: 'editors' }))).Group
    expect(await getGroup()).toMatchObject(group)
    await userPools.send(new UpdateGroupCommand({ ...group, Description: 'who writes' }))
    expect(await getGroup()).toMatchObject({ ...group, Description: 'who writes' })
    await userPools.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'editors' }))
    await expect(getGroup()).rejects.toMatchObject(gone)
  })

  it('an identity provider comes back with its details and mapping, changes and goes', async () => {
    const provider = {
      UserPoolId,
      ProviderName: 'Corporate',
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'pool',
        client_secret: 'secret-of-the-pool',
        attributes_request_method: 'GET',
        oidc_issuer: 'https://login.example.com',
        authorize_scopes: 'openid email',
        authorize_url: 'https://login.example.com/authorize',
        token_url: 'https://login.example.com/token',
        attributes_url: 'https://login.example.com/userinfo',
        jwks_uri: 'https://login.example.com/jwks',
      },
      AttributeMapping: { email: 'email', username: 'sub' },
      IdpIdentifiers: ['example.com'],
    } as const
    const ids = { UserPoolId, ProviderName: 'Corporate' }
    const input = { ...provider, IdpIdentifiers: [...provider.IdpIdentifiers] }
    await userPools.send(new CreateIdentityProviderCommand(input))
    const described = async () =>
      (await userPools.send(new DescribeIdentityProviderCommand(ids))).IdentityProvider
    expect(await described()).toMatchObject(input)
    const { ProviderType: _, ...changes } = input
    await userPools.send(
      new UpdateIdentityProviderCommand({ ...changes, AttributeMapping: { name: 'name' } }),
    )
    expect((await described())?.AttributeMapping).toMatchObject({ name: 'name' })
    await userPools.send(new DeleteIdentityProviderCommand(ids))
    await expect(described()).rejects.toMatchObject(gone)
  })

  it('MFA, risk, logs, pages and tags come back as they were set', async () => {
    const mfa = {
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: 'Code {####}',
        SmsConfiguration: { SnsCallerArn: role('sms'), ExternalId: 'tests' },
      },
      EmailMfaConfiguration: { Message: 'Code {####}', Subject: 'Code' },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
    } as const
    for (let time = 0; time < 2; time++) {
      await userPools.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }))
      expect(await userPools.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject(mfa)
    }

    const riskInput = {
      UserPoolId,
      CompromisedCredentialsRiskConfiguration: {
        EventFilter: ['SIGN_IN' as const],
        Actions: { EventAction: 'BLOCK' as const },
      },
      RiskExceptionConfiguration: {
        BlockedIPRangeList: ['192.0.2.0/24'],
        SkippedIPRangeList: ['198.51.100.0/24'],
      },
    }
    await userPools.send(new SetRiskConfigurationCommand(riskInput))
    const { RiskConfiguration } = await userPools.send(new DescribeRiskConfigurationCommand({ UserPoolId }))
    expect(RiskConfiguration).toMatchObject(riskInput)

    const LogConfigurations = [
      {
        LogLevel: 'ERROR' as const,
        EventSource: 'userNotification' as const,
        CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:pool' },
      },
    ]
    await userPools.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations }))
    const logs = await userPools.send(new GetLogDeliveryConfigurationCommand({ UserPoolId }))
    expect(logs.LogDeliveryConfiguration).toEqual({ UserPoolId, LogConfigurations })

    const CSS = '.banner-customizable { background-color: #123456; }'
    await userPools.send(new SetUICustomizationCommand({ UserPoolId, CSS }))
    const { UICustomization } = await userPools.send(new GetUICustomizationCommand({ UserPoolId }))
    expect(UICustomization).toMatchObject({ UserPoolId, CSS })

    const { UserPoolClient } = await userPools.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'branded' }),
    )
    const branding = { UserPoolId, ClientId: UserPoolClient!.ClientId!, UseCognitoProvidedValues: true }
    const { ManagedLoginBranding } = await userPools.send(new CreateManagedLoginBrandingCommand(branding))
    const { ManagedLoginBrandingId } = ManagedLoginBranding!
    const described = async () =>
      (await userPools.send(new DescribeManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId })))
        .ManagedLoginBranding
    expect(await described()).toMatchObject({ UseCognitoProvidedValues: true })
    const Settings = { categories: { global: { colorSchemeMode: 'DARK' } } }
    await userPools.send(
      new UpdateManagedLoginBrandingCommand({
        UserPoolId,
        ManagedLoginBrandingId,
        UseCognitoProvidedValues: false,
        Settings,
      }),
    )
    expect(await described()).toMatchObject({ UseCognitoProvidedValues: false, Settings })
    await userPools.send(new DeleteManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId }))
    await expect(described()).rejects.toMatchObject(gone)

    const { UserPool } = await userPools.send(new DescribeUserPoolCommand({ UserPoolId }))
    const ResourceArn = UserPool!.Arn!
    const tags = async () => (await userPools.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags
    expect(await tags()).toEqual(poolSettings.UserPoolTags)
    await userPools.send(new TagResourceCommand({ ResourceArn, Tags: { stage: 'production', owner: 'ada' } }))
    await userPools.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }))
    expect(await tags()).toEqual({ stage: 'production', owner: 'ada' })
  })
})

describe('an identity pool', () => {
  it('comes back with every provider, roles, mappings and tags, and is gone once', async () => {
    const UserPoolId = await createPool()
    const provider = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`
    const settings = {
      IdentityPoolName: 'infrastructure',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      SupportedLoginProviders: { 'graph.facebook.com': '1234567890', 'accounts.google.com': 'web.example' },
      DeveloperProviderName: 'login.example.com',
      OpenIdConnectProviderARNs: ['arn:aws:iam::000000000000:oidc-provider/login.example.com'],
      CognitoIdentityProviders: [{ ProviderName: provider, ClientId: 'client', ServerSideTokenCheck: true }],
      SamlProviderARNs: ['arn:aws:iam::000000000000:saml-provider/corporate'],
      IdentityPoolTags: { team: 'identity' },
    } satisfies CreateIdentityPoolCommandInput
    const { IdentityPoolId } = await identityPools.send(new CreateIdentityPoolCommand(settings))
    const ids = { IdentityPoolId: IdentityPoolId! }
    const described = () => identityPools.send(new DescribeIdentityPoolCommand(ids))
    expect(await described()).toMatchObject({ ...ids, ...settings })
    await identityPools.send(new UpdateIdentityPoolCommand({ ...ids, ...settings }))
    expect(await described()).toMatchObject({ ...ids, ...settings })

    const roles = {
      Roles: { authenticated: role('member'), unauthenticated: role('guest') },
      RoleMappings: {
        [`${provider}:client`]: {
          Type: 'Rules' as const,
          AmbiguousRoleResolution: 'AuthenticatedRole' as const,
          RulesConfiguration: {
            Rules: [
              { Claim: 'isAdmin', MatchType: 'Equals' as const, Value: 'true', RoleARN: role('admin') },
            ],
          },
        },
      },
    }
    for (let time = 0; time < 2; time++) {
      await identityPools.send(new SetIdentityPoolRolesCommand({ ...ids, ...roles }))
      expect(await identityPools.send(new GetIdentityPoolRolesCommand(ids))).toMatchObject({
        ...ids,
        ...roles,
      })
    }

    const tags = {
      ...ids,
      IdentityProviderName: provider,
      UseDefaults: false,
      PrincipalTags: { team: 'custom:team' },
    }
    await identityPools.send(new SetPrincipalTagAttributeMapCommand(tags))
    expect(
      await identityPools.send(
        new GetPrincipalTagAttributeMapCommand({ ...ids, IdentityProviderName: provider }),
      ),
    ).toMatchObject(tags)

    await identityPools.send(new DeleteIdentityPoolCommand(ids))
    await expect(identityPools.send(new DeleteIdentityPoolCommand(ids))).rejects.toMatchObject(gone)
  })
})
