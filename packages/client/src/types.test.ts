/** The types that apps see. `tsc` is what checks them; the runner only finds them here. */
import { expectTypeOf, test } from 'vitest'
import type { createClient } from './entries/functions.ts'
import type { IdTokenClaims } from './functions.ts'
import type { AWSMobileClient } from './index.ts'
import {
  type AWSCredentials,
  type AWSMobileClientError,
  type ErrorKind,
  isAWSMobileClientError,
  type SignInResult,
  type Tokens,
  type UserState,
} from './index.ts'

declare const client: AWSMobileClient
declare const create: typeof createClient

test('results are typed to the claim', () => {
  expectTypeOf<ReturnType<AWSMobileClient['getTokens']>>().resolves.toEqualTypeOf<Tokens>()
  expectTypeOf<NonNullable<Tokens['idToken']>['claims']>().toEqualTypeOf<IdTokenClaims | undefined>()
  expectTypeOf<AWSMobileClient['currentTokens']>().toEqualTypeOf<Tokens | undefined>()
  expectTypeOf<ReturnType<AWSMobileClient['signIn']>>().resolves.toEqualTypeOf<SignInResult>()
  expectTypeOf<AWSMobileClient['currentUserState']>().toEqualTypeOf<UserState>()
  expectTypeOf<ReturnType<AWSMobileClient['getUserAttributes']>>().resolves.toEqualTypeOf<
    Record<string, string>
  >()
})

test('the states are the six, and the errors a closed list', () => {
  expectTypeOf<UserState>().toEqualTypeOf<
    | 'unknown'
    | 'guest'
    | 'signedIn'
    | 'signedOut'
    | 'signedOutFederatedTokensInvalid'
    | 'signedOutUserPoolsTokenInvalid'
  >()
  expectTypeOf<'network'>().toExtend<ErrorKind>()
  expectTypeOf<'NetworkError'>().not.toExtend<ErrorKind>()
})

test('the guard narrows', () => {
  const caught: unknown = undefined
  if (isAWSMobileClientError(caught)) expectTypeOf(caught).toEqualTypeOf<AWSMobileClientError>()
})

test('credentials are what the AWS SDK for JavaScript v3 takes', () => {
  interface AwsCredentialIdentity {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
    readonly expiration?: Date
  }
  expectTypeOf<AWSCredentials>().toExtend<AwsCredentialIdentity>()
  expectTypeOf<ReturnType<AWSMobileClient['credentialsProvider']>>().toExtend<
    () => Promise<AwsCredentialIdentity>
  >()
})

test('what is misspelt or left out does not compile', () => {
  const wrong = () => {
    // @ts-expect-error: the user name is needed
    void client.signIn({ password: 'p' })
    // @ts-expect-error: there is no such flow
    void client.signIn({ username: 'ada', authFlow: 'SRP' })
    // @ts-expect-error: an object, not three strings
    void client.confirmForgotPassword('ada', 'p', '1')
    // @ts-expect-error: a state that is read, not set
    client.currentUserState = 'signedIn'
    // @ts-expect-error: a pool has an app client
    create({ configuration: { userPool: { poolId: 'us-east-1_abcDEF123' } } })
    // @ts-expect-error: a document is read by a function
    create({ configuration: { CognitoUserPool: {} } })
  }
  expectTypeOf(wrong).returns.toBeVoid()
})
