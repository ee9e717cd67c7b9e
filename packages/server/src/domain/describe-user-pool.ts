import type { UserPoolClientType, UserPoolType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { schemaOf, type UserPool, type UserPoolClient } from './user-pool.ts'

const defaultPasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
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
  return {
    MfaConfiguration: 'OFF',
    DeletionProtection: 'INACTIVE',
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    LambdaConfig: {},
    UserPoolTags: {},
    UserPoolTier: 'ESSENTIALS',
    UsernameConfiguration: { CaseSensitive: false },
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    ...configuration,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: 7,
      ...configuration.AdminCreateUserConfig,
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
            TemporaryPasswordValidityDays: 7,
            ...configuration.Policies.PasswordPolicy,
          }
        : defaultPasswordPolicy,
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

export function poolArn({ region, accountId }: Environment, poolId: string): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`
}

/** A client as DescribeUserPoolClient shows it. */
export function describeClient(client: UserPoolClient, secret: string | undefined): UserPoolClientType {
  return {
    RefreshTokenValidity: 30,
    TokenValidityUnits: {},
    AllowedOAuthFlowsUserPoolClient: false,
    AuthSessionValidity: 3,
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    ...client.configuration,
    UserPoolId: client.poolId,
    ClientName: client.name,
    ClientId: client.id,
    ...(secret === undefined ? {} : { ClientSecret: secret }),
    CreationDate: client.createdAt / 1000,
    LastModifiedDate: client.modifiedAt / 1000,
  }
}
