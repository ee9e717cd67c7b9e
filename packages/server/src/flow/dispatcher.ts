import type { AuthenticationResultType, InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import { type NewDevice, newDevice, tracksDevices } from '../domain/devices.ts'
import type { FirstFactor } from '../domain/first-factors.ts'
import { nextFactor } from '../domain/mfa.ts'
import { holdSessionLimit } from '../domain/session-configuration.ts'
import { issueTokens, newRefreshToken, refreshTokenHash, selfServiceScope } from '../domain/tokens.ts'
import type { User } from '../domain/user.ts'
import { hidesUsers, tokenLifetimes } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import { openSession, spend } from '../store/units/sessions.ts'
import { runPostAuthentication } from './authentication-triggers.ts'
import { answerChoice, answerPassword, answerPasswordSrp, beginChoice } from './choice.ts'
import { answerCustom, beginCustom, nextRound } from './custom-challenge.ts'
import { answerDeliveredCode, emailOtp, smsMfa, smsOtp } from './delivered-code.ts'
import { answerDeviceSrp, answerDeviceVerifier, askDevice, deviceForSignIn } from './device-srp.ts'
import { isFlowEnabled } from './enabled-flows.ts'
import { answerMfaSetup, askMfaSetup } from './mfa-setup.ts'
import { answerNewPassword, askNewPassword } from './new-password-required.ts'
import { requireParameter } from './parameters.ts'
import { answerPasskey } from './passkey.ts'
import { beginWithPassword } from './password.ts'
import { answerPasswordVerifier, beginSrp } from './password-verifier.ts'
import { refreshTokens } from './refresh.ts'
import type { Progress } from './sealed-state.ts'
import { answerMfaType, askMfaType, askSecondFactor } from './select-mfa-type.ts'
import type { Answer, Beginning, Parameters, Proof, SignInContext, StepResult } from './sign-in.ts'
import { answerSoftwareToken } from './software-token.ts'

/** What InitiateAuth and RespondToAuthChallenge answer. */
export interface SignInAnswer {
  ChallengeName?: NonNullable<InitiateAuthResponse['ChallengeName']>
  Session?: string
  AvailableChallenges?: FirstFactor[]
  ChallengeParameters: Record<string, string>
  AuthenticationResult?: AuthenticationResultType
}

const beginnings: Readonly<Record<string, Beginning>> = {
  USER_SRP_AUTH: beginSrp,
  USER_PASSWORD_AUTH: beginWithPassword,
  CUSTOM_AUTH: beginCustom,
  USER_AUTH: beginChoice,
}

const adminBeginnings: Readonly<Record<string, Beginning>> = {
  USER_SRP_AUTH: beginSrp,
  CUSTOM_AUTH: beginCustom,
  USER_AUTH: beginChoice,
  ADMIN_USER_PASSWORD_AUTH: beginWithPassword,
  ADMIN_NO_SRP_AUTH: beginWithPassword,
}

const answers: Readonly<Record<string, Answer>> = {
  PASSWORD_VERIFIER: answerPasswordVerifier,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  SMS_MFA: answerDeliveredCode(smsMfa),
  EMAIL_OTP: answerDeliveredCode(emailOtp),
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
  SELECT_MFA_TYPE: answerMfaType,
  MFA_SETUP: answerMfaSetup,
  CUSTOM_CHALLENGE: answerCustom,
  DEVICE_SRP_AUTH: answerDeviceSrp,
  DEVICE_PASSWORD_VERIFIER: answerDeviceVerifier,
  SELECT_CHALLENGE: answerChoice,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
  SMS_OTP: answerDeliveredCode(smsOtp),
  WEB_AUTHN: answerPasskey,
}

/** Begins a sign-in by a flow (InitiateAuth, AdminInitiateAuth). */
export async function begin(
  context: SignInContext,
  flow: string,
  parameters: Parameters,
  session?: string,
): Promise<SignInAnswer> {
  if (!isFlowEnabled(context.client, flow)) {
    throw context.admin ? errors.adminFlowNotEnabled() : errors.flowNotEnabled(flow)
  }
  if (flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN') {
    if (context.client.configuration.RefreshTokenRotation?.Feature === 'ENABLED') {
      throw errors.flowNotEnabled(flow)
    }
    const result = await refreshTokens(context, {
      refreshToken: requireParameter(parameters, 'REFRESH_TOKEN'),
      deviceKey: parameters['DEVICE_KEY'],
      proof: { secretHash: parameters['SECRET_HASH'] },
    })
    return { AuthenticationResult: result, ChallengeParameters: {} }
  }
  const beginning = (context.admin ? adminBeginnings : beginnings)[flow]
  if (!beginning) {
    throw errors.invalidParameter(`${flow} cannot be used with this operation.`)
  }
  return await proceed(context, await beginning(context, parameters, session))
}

/** Takes the answer to a challenge (RespondToAuthChallenge, AdminRespondToAuthChallenge). */
export async function answer(
  context: SignInContext,
  challenge: string,
  responses: Parameters,
  session: string | undefined,
): Promise<SignInAnswer> {
  const step = answers[challenge]
  if (!step) throw errors.invalidParameter(`The challenge ${challenge} was not asked.`)
  return await proceed(context, await step(context, responses, session))
}

/**
 * Begins a sign-in on the hosted pages: whatever flows the client may use by the API, and with no tokens at its
 * end, but with the user who has proven everything that is asked.
 */
export async function beginHosted(
  context: SignInContext,
  flow: 'USER_PASSWORD_AUTH' | 'USER_AUTH' | 'CUSTOM_AUTH',
  parameters: Parameters,
  session?: string,
): Promise<StepResult> {
  return await advance(context, await beginnings[flow]!(context, parameters, session))
}

/** Takes the answer to a challenge on the hosted pages. */
export async function answerHosted(
  context: SignInContext,
  challenge: string,
  responses: Parameters,
  session: string | undefined,
): Promise<StepResult> {
  const step = answers[challenge]
  if (!step) throw errors.invalidParameter(`The challenge ${challenge} was not asked.`)
  return await advance(context, await step(context, responses, session))
}

async function proceed(context: SignInContext, result: StepResult): Promise<SignInAnswer> {
  const reached = await advance(context, result)
  if (reached.kind === 'challenge') {
    return {
      ChallengeName: reached.name,
      ...(reached.session ? { Session: reached.session } : {}),
      ...(reached.available ? { AvailableChallenges: [...reached.available] } : {}),
      ChallengeParameters: reached.parameters,
    }
  }
  const { user, progress, spent } = reached
  return { AuthenticationResult: await finish(context, user, progress, spent), ChallengeParameters: {} }
}

/** Goes on until something is asked, or until nothing is left to ask: then what is proven is not yet spent. */
async function advance(context: SignInContext, result: StepResult): Promise<StepResult> {
  if (result.kind === 'challenge') return result
  const { user, progress, spent } = result
  requireMayProceed(context, user)
  const next = await nextStep(context, user, progress)
  if (!next) return result
  if (spent) await spendProof(context, spent)
  return await advance(context, await next())
}

/** What is asked next of a user who has come so far, or nothing: the order of a sign-in, in one place. */
async function nextStep(
  context: SignInContext,
  user: User,
  progress: Progress,
): Promise<(() => Promise<StepResult>) | undefined> {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return () => askNewPassword(context, user, progress)
  if (progress.custom === false) {
    const rounds = ['SRP_A', 'PASSWORD_VERIFIER'].map(challengeName => ({
      challengeName,
      challengeResult: true,
    }))
    return () => nextRound(context, user, progress, rounds)
  }
  const device = progress.deviceProven ? undefined : await deviceForSignIn(context, user, progress.deviceKey)
  if (device) return () => askDevice(context, user, device, progress)
  if (progress.secondFactor) return undefined
  const factor = nextFactor(context.pool, user)
  switch (factor.kind) {
    case 'none':
      return undefined
    case 'ask':
      return () => askSecondFactor(context, factor.type, user, progress)
    case 'choose':
      return () => askMfaType(context, factor.types, user, progress)
    case 'setUp':
      return () => askMfaSetup(context, factor.types, user, progress)
  }
}

/**
 * What may keep a user out who has proven the password.
 *
 * @throws ServiceError `NotAuthorizedException`, `UserNotConfirmedException`, `PasswordResetRequiredException`
 */
function requireMayProceed({ environment, client }: SignInContext, user: User): void {
  if (!user.enabled) throw errors.userIsDisabled()
  switch (user.status) {
    case 'UNCONFIRMED':
      throw errors.userNotConfirmed()
    case 'RESET_REQUIRED':
      throw hidesUsers(client) ? errors.incorrectUsernameOrPassword() : errors.passwordResetRequired()
    case 'FORCE_CHANGE_PASSWORD':
      if (environment.now() > (user.settings.temporaryPasswordExpiresAt ?? Number.POSITIVE_INFINITY)) {
        throw errors.temporaryPasswordExpired()
      }
      return
    case 'CONFIRMED':
    case 'EXTERNAL_PROVIDER':
      return
  }
}

async function spendProof(
  { environment, pool }: SignInContext,
  { id, expiresAt, reused }: Proof,
): Promise<void> {
  const fresh = await environment.engine.write(() => spend(pool.id, id, expiresAt))
  if (!fresh) throw reused()
}

/** Opens the session and issues its tokens; the proof is spent in the same write. */
async function finish(
  context: SignInContext,
  user: User,
  progress: Progress,
  proof: Proof | undefined,
): Promise<AuthenticationResultType> {
  const { environment, pool, client, clientMetadata } = context
  const now = environment.now()
  const fresh = await deviceFor(context, user, progress)
  const deviceKey = fresh?.DeviceKey ?? (tracksDevices(pool) ? progress.deviceKey : undefined)
  const session = {
    id: uuid(environment.random),
    scope: selfServiceScope,
    authenticatedAt: now,
    ...(deviceKey ? { deviceKey } : {}),
  }
  const refreshToken = newRefreshToken(environment.random)
  const lifetimes = tokenLifetimes(client)
  const refreshExpiresAt = now + lifetimes.refresh
  await environment.engine.write(function* () {
    if (proof && !(yield* spend(pool.id, proof.id, proof.expiresAt))) throw proof.reused()
    yield* openSession(
      {
        pool_id: pool.id,
        session_id: session.id,
        sub: user.sub,
        client_id: client.id,
        scope: session.scope,
        authenticated_at: now,
        expires_at: refreshExpiresAt + Math.max(lifetimes.access, lifetimes.id),
        revoked_at: 0,
        device_key: deviceKey ?? '',
        origin: '',
      },
      {
        pool_id: pool.id,
        token_hash: refreshTokenHash(refreshToken),
        session_id: session.id,
        expires_at: refreshExpiresAt,
        rotated_at: 0,
      },
    )
    yield* holdSessionLimit(pool.id, user.sub, now)
  })
  const source = progress.newPassword
    ? 'TokenGeneration_NewPasswordChallenge'
    : 'TokenGeneration_Authentication'
  const issue = { pool, client, user, session, source, clientMetadata, refreshToken } as const
  const result = await issueTokens(environment, issue)
  await runPostAuthentication(context, user, fresh !== undefined)
  return fresh ? { ...result, NewDeviceMetadata: fresh } : result
}

/** A key for the device at hand, where the pool tracks devices and the client said of none that it is it. */
async function deviceFor(
  { environment, pool, admin }: SignInContext,
  user: User,
  { deviceKey }: Progress,
): Promise<NewDevice | undefined> {
  if (!tracksDevices(pool) || admin || deviceKey) return undefined
  const { records } = await environment.keys.secrets(pool.id)
  return newDevice(environment, records, user.sub)
}
