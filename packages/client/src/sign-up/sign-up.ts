import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { deliveryDetails } from '../sign-in/challenge-result.ts'
import { setConfirmed } from '../sign-in/open-challenge.ts'
import type { SignInResult, UserCodeDeliveryDetails } from '../sign-in/types.ts'
import { request } from '../transport/request.ts'
import { autoSignIn } from './auto-sign-in.ts'

type Texts = Record<string, string>

export interface SignUpInput {
  readonly username: string
  readonly password?: string
  /** Standard attributes by name, the pool's own as `custom:NAME`. */
  readonly userAttributes?: Texts
  /** For the pool's pre-sign-up trigger. */
  readonly validationData?: Texts
  /** For the pool's other triggers. */
  readonly clientMetadata?: Texts
}

export interface ConfirmSignUpInput {
  readonly username: string
  readonly confirmationCode: string
  readonly clientMetadata?: Texts
  /** Signs the person in as well, without a password, where the app client allows `USER_AUTH`; see `autoSignIn`. */
  readonly autoSignIn?: boolean
}

export interface SignUpResult {
  readonly signUpConfirmationState: 'confirmed' | 'unconfirmed'
  /** Where the confirmation code went. */
  readonly codeDeliveryDetails: UserCodeDeliveryDetails | undefined
  /** The person's unchanging id; only `signUp` learns it. */
  readonly userSub: string | undefined
  /** What came of `autoSignIn`; absent where it was not asked for, or the service does not offer it. */
  readonly signIn?: SignInResult | undefined
}

/** `Name` and `Value` pairs, as the service wants attributes. */
export function attributeList(attributes: Texts = {}): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
}

/** What every call about a user without session carries. */
export async function userFields(
  client: Client,
  username: string,
  clientMetadata: Texts | undefined,
): Promise<{
  ClientId: string
  Username: string
  SecretHash: string | undefined
  ClientMetadata: Texts | undefined
}> {
  const { userPool } = await ready(client)
  if (!userPool) throw failure('userPoolNotConfigured')
  const { SECRET_HASH } = (await client.features.secretHash?.(client, username)) ?? {}
  return {
    ClientId: userPool.clientId,
    Username: username,
    SecretHash: SECRET_HASH,
    ClientMetadata: clientMetadata,
  }
}

/**
 * Makes an account (`SignUp`). It signs nobody in.
 *
 * @throws AWSMobileClientError `usernameExists`, `invalidPassword`, `invalidParameter`, `userPoolNotConfigured`
 */
export async function signUp(client: Client, input: SignUpInput): Promise<SignUpResult> {
  const fields = await userFields(client, input.username, input.clientMetadata)
  const answer = await request(client, 'userPool', 'SignUp', {
    ...fields,
    Password: input.password,
    UserAttributes: attributeList(input.userAttributes),
    ValidationData: input.validationData && attributeList(input.validationData),
  })
  return {
    signUpConfirmationState: answer.UserConfirmed ? 'confirmed' : 'unconfirmed',
    codeDeliveryDetails: answer.CodeDeliveryDetails && deliveryDetails(answer.CodeDeliveryDetails),
    userSub: answer.UserSub,
  }
}

/**
 * Confirms an account with the code that was sent (`ConfirmSignUp`).
 *
 * @throws AWSMobileClientError `codeMismatch`, `expiredCode`, `aliasExists`
 */
export async function confirmSignUp(client: Client, input: ConfirmSignUpInput): Promise<SignUpResult> {
  const fields = await userFields(client, input.username, input.clientMetadata)
  const { Session: session } = await request(client, 'userPool', 'ConfirmSignUp', {
    ...fields,
    ConfirmationCode: input.confirmationCode,
  })
  setConfirmed(client, session ? { username: input.username, session } : undefined)
  const signIn = input.autoSignIn && session ? await autoSignIn(client) : undefined
  return {
    signUpConfirmationState: 'confirmed',
    codeDeliveryDetails: undefined,
    userSub: undefined,
    ...(signIn && { signIn }),
  }
}

/** Sends the confirmation code again (`ResendConfirmationCode`). */
export async function resendSignUpCode(
  client: Client,
  input: { readonly username: string; readonly clientMetadata?: Texts },
): Promise<SignUpResult> {
  const fields = await userFields(client, input.username, input.clientMetadata)
  const { CodeDeliveryDetails } = await request(client, 'userPool', 'ResendConfirmationCode', fields)
  return {
    signUpConfirmationState: 'unconfirmed',
    codeDeliveryDetails: CodeDeliveryDetails && deliveryDetails(CodeDeliveryDetails),
    userSub: undefined,
  }
}
