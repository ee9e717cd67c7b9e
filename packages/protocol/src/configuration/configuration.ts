/** A Latchkey configuration, read once out of whatever format the app has, and trusted from there on. */

import type { HostedUISettings } from './hosted-ui-settings.ts'

/** How a sign-in starts when the call names no flow. */
export type AuthenticationFlow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'CUSTOM_AUTH' | 'USER_AUTH'

export interface UserPoolConfiguration {
  /** Such as `us-east-1_abcDEF123`. */
  readonly poolId: string
  readonly region: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  /** The address that operations are posted to, with its slash at the end. */
  readonly endpoint: string
  /** `USER_SRP_AUTH` when absent. */
  readonly authenticationFlow?: AuthenticationFlow | undefined
  readonly pinpointAppId?: string | undefined
}

export interface IdentityPoolConfiguration {
  /** Such as `us-east-1:11111111-2222-4333-8444-555555555555`. */
  readonly poolId: string
  readonly region: string
  /** The address that operations are posted to, with its slash at the end. */
  readonly endpoint: string
}

export interface Configuration {
  readonly userPool?: UserPoolConfiguration | undefined
  readonly identityPool?: IdentityPoolConfiguration | undefined
  /** Where the pages of the hosted UI are, where that is known without the source. */
  readonly hostedUI?: HostedUISettings | undefined
  /** `false` keeps everything in memory. */
  readonly persistence?: boolean | undefined
  /** Added to requests as `X-Amz-User-Agent`. */
  readonly userAgent?: string | undefined
  /** What was read: features that load later find their own keys in it. */
  readonly source: ConfigurationSource
}

/** A parsed JSON object; keys that nobody knows are left alone. */
export type ConfigurationSource = Readonly<Record<string, unknown>>

/** One thing that is wrong, named by its key: `CognitoUserPool.Default.PoolId`. */
export interface ConfigurationProblem {
  readonly key: string
  /** What was expected there. */
  readonly expected: string
}

/** Why a configuration was not read. */
export interface ConfigurationRefusal {
  readonly outcome: 'refused'
  readonly problems: readonly ConfigurationProblem[]
  /** All problems in one text. */
  readonly message: string
}

export type ConfigurationResult =
  | { readonly outcome: 'read'; readonly configuration: Configuration }
  | ConfigurationRefusal
