import type { LambdaConfigType, UserPoolClientType, UserPoolType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { regionOf } from './region.ts'
import { schemaOf, type UserPool, type UserPoolClient, type UserPoolConfiguration } from './user-pool.ts'

const defaultPasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
}

/** A pool as DescribeUserPool shows it: what it was given, over the defaults. */
export function describeUserPool(environment: Environment, pool: UserPool, users: number): UserPoolType {
  const {
    Schema: _schema,
    SmsMfaConfiguration: _sms,
    SoftwareTokenMfaConfiguration: _token,
    EmailMfaConfiguration: _email,
    WebAuthnConfiguration: _passkeys,
    ...configuration
  } = pool.configuration
  // Zero stands for the default.
  const days =
    (configuration.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ??
      configuration.AdminCreateUserConfig?.UnusedAccountValidityDays) ||
    7
  return {
    MfaConfiguration: 'OFF',
    DeletionProtection: 'INACTIVE',
    UserPoolTags: {},
    UserPoolTier: 'ESSENTIALS',
    UsernameConfiguration: { CaseSensitive: false },
    ...configuration,
    ...describeMessages(configuration),
    LambdaConfig: describeTriggers(configuration),
    AcrConfiguration: { ...defaultAcrNames, ...configuration.AcrConfiguration },
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...configuration.EmailConfiguration },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      ...configuration.AdminCreateUserConfig,
      UnusedAccountValidityDays: days,
    },
    Policies: {
      ...configuration.Policies,
      PasswordPolicy: configuration.Policies?.PasswordPolicy
        ? {
            MinimumLength: 8,
            RequireUppercase: false,
            RequireLowercase: false,
            RequireNumbers: false,
            RequireSymbols: false,
            ...configuration.Policies.PasswordPolicy,
            TemporaryPasswordValidityDays: days,
          }
        : { ...defaultPasswordPolicy, TemporaryPasswordValidityDays: days },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'], ...configuration.Policies?.SignInPolicy },
    },
    Id: pool.id,
    Name: pool.name,
    Arn: poolArn(environment, pool.id),
    SchemaAttributes: [...schemaOf(pool).values()],
    CreationDate: pool.createdAt / 1000,
    LastModifiedDate: pool.modifiedAt / 1000,
    EstimatedNumberOfUsers: users,
  }
}

/** What the levels of assurance are called where a pool does not name them (CreateUserPool). */
const defaultAcrNames = Object.fromEntries(
  [1, 2, 3, 4].map(level => [`Level${level}`, { AcrValue: `urn:cognito:loa:${level}` }]),
)

/** The trigger of tokens has an older member and a newer one with its version: both are shown. */
function describeTriggers({ LambdaConfig = {} }: UserPoolConfiguration): LambdaConfigType {
  const { PreTokenGeneration: arn, PreTokenGenerationConfig: config } = LambdaConfig
  return {
    ...LambdaConfig,
    ...(arn && !config
      ? { PreTokenGenerationConfig: { LambdaVersion: 'V1_0' as const, LambdaArn: arn } }
      : {}),
    ...(config && !arn ? { PreTokenGeneration: config.LambdaArn } : {}),
  }
}

/** The texts of messages: the older members and those of the template are one thing, shown in both places. */
function describeMessages(configuration: UserPoolConfiguration): Partial<UserPoolType> {
  const { VerificationMessageTemplate: template = {} } = configuration
  const SmsMessage = template.SmsMessage ?? configuration.SmsVerificationMessage
  const EmailMessage = template.EmailMessage ?? configuration.EmailVerificationMessage
  const EmailSubject = template.EmailSubject ?? configuration.EmailVerificationSubject
  return {
    ...(SmsMessage === undefined ? {} : { SmsVerificationMessage: SmsMessage }),
    ...(EmailMessage === undefined ? {} : { EmailVerificationMessage: EmailMessage }),
    ...(EmailSubject === undefined ? {} : { EmailVerificationSubject: EmailSubject }),
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      ...(SmsMessage === undefined ? {} : { SmsMessage }),
      ...(EmailMessage === undefined ? {} : { EmailMessage }),
      ...(EmailSubject === undefined ? {} : { EmailSubject }),
      ...template,
    },
  }
}

/** A pool's ARN, in its own region or in that of a replica. */
export function poolArn({ accountId }: Environment, poolId: string, region = regionOf(poolId)): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`
}

/** A client as DescribeUserPoolClient shows it. */
export function describeClient(client: UserPoolClient, secret: string | undefined): UserPoolClientType {
  return {
    TokenValidityUnits: {},
    AllowedOAuthFlowsUserPoolClient: false,
    AuthSessionValidity: 3,
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    ...client.configuration,
    RefreshTokenValidity: client.configuration.RefreshTokenValidity || 30,
    UserPoolId: client.poolId,
    ClientName: client.name,
    ClientId: client.id,
    ...(secret === undefined ? {} : { ClientSecret: secret }),
    CreationDate: client.createdAt / 1000,
    LastModifiedDate: client.modifiedAt / 1000,
  }
}
