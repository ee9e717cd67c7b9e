import { type AuthenticationFlow, answerMemberOf } from '@latchkey/protocol'
import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { request } from '../transport/request.ts'
import { attemptSignIn, isCurrent } from './attempt.ts'
import { plainResult } from './challenge-result.ts'
import type { DeviceParameters } from './features.ts'
import { advance, respond } from './flow.ts'
import { takeKeyPair } from './key-pair.ts'
import { setChallenge } from './open-challenge.ts'
import type { ConfirmSignInInput, SignInFlow, SignInResult, SignInState } from './types.ts'

export interface SignInInput {
  /** The user name, or an e-mail address or phone number where the pool takes it for one. */
  readonly username: string
  readonly password?: string
  /** How to begin; by the configuration when absent. */
  readonly authFlow?: AuthenticationFlow
  /** The first factor that is wanted, in `USER_AUTH`. */
  readonly preferredChallenge?: 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'
  /** The session of a confirmation, which stands in for the first factor in `USER_AUTH`. */
  readonly session?: string | undefined
  /** For the pool's pre-authentication trigger; sent with the first request only. */
  readonly validationData?: Readonly<Record<string, string>>
  /** For the pool's other triggers. */
  readonly clientMetadata?: Record<string, string>
}

/**
 * Makes the next sign-in's key pair ahead of time: call it when the form opens, and a third of the arithmetic
 * is done before the password is typed.
 */
export async function prepareSignIn(client: Client): Promise<void> {
  await takeKeyPair(client, true)
}

/**
 * Signs a person in.
 *
 * @returns `signInState` says whether it is done or what `confirmSignIn` has to answer
 * @throws AWSMobileClientError `invalidState` when signed in already, or when a newer call takes over;
 *   `notAuthorized` for a wrong name or password; `unableToSignIn` when a sign-out comes between
 */
export async function signIn(client: Client, input: SignInInput): Promise<SignInResult> {
  await ready(client)
  setChallenge(client, undefined)
  return attemptSignIn(client, attempt => {
    const begin = (device: DeviceParameters = {}) => start(client, attempt, input, device)
    return client.features.devices?.begin(client, attempt, input.username, begin) ?? begin()
  }).catch(stateOfUser)
}

async function start(
  client: Client,
  attempt: number,
  input: SignInInput,
  device: DeviceParameters,
): Promise<SignInResult> {
  const { username, password, clientMetadata, preferredChallenge } = input
  const { clientId = '', authenticationFlow } = client.configuration?.userPool ?? {}
  const AuthFlow = input.authFlow ?? authenticationFlow ?? 'USER_SRP_AUTH'
  const flow: SignInFlow = { flow: AuthFlow, usernameTyped: username, username, password, clientMetadata }
  const plain = AuthFlow === 'USER_PASSWORD_AUTH' || preferredChallenge === 'PASSWORD'
  const proves =
    !plain && password !== undefined && (AuthFlow !== 'USER_AUTH' || preferredChallenge === 'PASSWORD_SRP')
  const keyPair = proves ? await takeKeyPair(client, false) : undefined
  const metadata = { ...clientMetadata, ...input.validationData }
  const answer = await request(client, 'userPool', 'InitiateAuth', {
    AuthFlow,
    ClientId: clientId,
    AuthParameters: {
      USERNAME: username,
      ...(plain && password !== undefined && { PASSWORD: password }),
      ...(keyPair && { SRP_A: keyPair.publicValue.toString(16) }),
      ...(keyPair && AuthFlow === 'CUSTOM_AUTH' && { CHALLENGE_NAME: 'SRP_A' }),
      ...(preferredChallenge && { PREFERRED_CHALLENGE: preferredChallenge }),
      ...device,
      ...(await client.features.secretHash?.(client, username)),
    },
    Session: input.session,
    ClientMetadata: (clientMetadata ?? input.validationData) && metadata,
  })
  return advance(client, attempt, flow, keyPair, answer)
}

/**
 * Answers the challenge that `signIn` came back with. After a wrong code or a weak password the challenge stays
 * open: call it again.
 *
 * @throws AWSMobileClientError `invalidState` when nothing is asked; `codeMismatch`, `invalidPassword` and the like
 */
export async function confirmSignIn(client: Client, input: ConfirmSignInInput): Promise<SignInResult> {
  await ready(client)
  const { challenge } = client
  if (!challenge || client.state.attempt !== undefined) throw failure('invalidState', 'no challenge is open')
  const flow = { ...challenge.flow, clientMetadata: input.clientMetadata ?? challenge.flow.clientMetadata }
  const responses: Record<string, string> = { [answerMemberOf(challenge.name)]: input.challengeResponse }
  for (const [name, value] of Object.entries(input.userAttributes ?? {})) {
    responses[`userAttributes.${name}`] = value
  }
  return attemptSignIn(client, async attempt => {
    try {
      const step = (await client.features.answers?.[challenge.name]?.(client, {
        ...challenge,
        flow,
        keyPair: undefined,
        input,
      })) ?? { responses }
      const { session = challenge.session, password, keyPair } = step
      const answer = await respond(client, flow, challenge.name, session, step.responses)
      if (isCurrent(client, attempt)) setChallenge(client, undefined)
      return await advance(client, attempt, { ...flow, password }, keyPair, answer)
    } catch (error) {
      // The service has closed the challenge's session: only a new sign-in helps.
      if (isAWSMobileClientError(error, 'notAuthorized') && client.challenge === challenge) {
        setChallenge(client, undefined)
      }
      throw error
    }
  })
}

const states: Partial<Record<string, SignInState>> = {
  passwordResetRequired: 'passwordResetRequired',
  userNotConfirmed: 'confirmSignUp',
}

/** Two of the service's errors are steps for the person to take before signing in again. */
function stateOfUser(error: unknown): SignInResult {
  const signInState = isAWSMobileClientError(error) ? states[error.kind] : undefined
  if (!signInState) throw error
  return plainResult(signInState)
}
