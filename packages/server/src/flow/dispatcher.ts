import type { AuthenticationResultType, InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import { type NewDevice, newDevice, tracksDevices } from '../domain/devices.ts'
import type { FirstFactor } from '../domain/first-factors.ts'
import { nextFactor } from '../domain/mfa.ts'
import { firstRefreshToken, refreshTokenText } from '../domain/refresh-tokens.ts'
import { holdSessionLimit } from '../domain/session-configuration.ts'
import { issueTokens, selfServiceScope } from '../domain/tokens.ts'
import type { User } from '../domain/user.ts'
import { hidesUsers, tokenLifetimes } from '../domain/user-pool.ts'
import { uuid } from '../environment.ts'
import { errors } from '../errors.ts'
import type { SessionRow } from '../store/schema.ts'
import { openFreshSession, type SeenUser } from '../store/units/fresh-session.ts'
import { spend } from '../store/units/sessions.ts'
import { runPostAuthentication } from './authentication-triggers.ts'
import { answerChoice, answerPassword, answerPasswordSrp, beginChoice } from './choice.ts'
import { answerCustom, beginCustom, nextRound } from './custom-challenge.ts'
import { answerDeliveredCode, emailOtp, smsMfa, smsOtp } from './delivered-code.ts'
import { answerDeviceSrp, answerDeviceVerifier, askDevice, deviceForSignIn } from './device-srp.ts'
import { isFlowEnabled } from './enabled-flows.ts'
import { clearTries, locked, settleTries } from './judge-password.ts'
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

type Proven = StepResult & { readonly kind: 'proven' }

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
    throw errors.invalidParameter('Initiate Auth method not supported.')
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
  return await settled(context, await advance(context, await beginnings[flow]!(context, parameters, session)))
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
  return await settled(context, await advance(context, await step(context, responses, session)))
}

/** A result whose tries are settled, for those who do not open a session with it at once. */
async function settled(context: SignInContext, result: StepResult): Promise<StepResult> {
  if (result.kind === 'challenge') return result
  if (result.confirm) return await settled(context, await advance(context, await result.confirm()))
  if (result.tries === undefined) return result
  const { tries, ...rest } = result
  await settleTries(context, result.user, tries)
  return rest
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
  const finished = await finish(context, reached)
  if (finished === 'changed') return await proceed(context, await reached.confirm!())
  return { AuthenticationResult: finished, ChallengeParameters: {} }
}

/** Goes on until something is asked, or until nothing is left to ask: then what is proven is not yet spent. */
async function advance(context: SignInContext, result: StepResult): Promise<StepResult> {
  if (result.kind === 'challenge') return result
  const { user, progress, spent, tries, confirm } = result
  // Who may not go on is told why, but not before it is clear that the tries allow an answer at all.
  const isReady = user.enabled && user.status === 'CONFIRMED'
  if (confirm && !isReady) return await advance(context, await confirm())
  if (tries && !isReady) await settleTries(context, user, tries)
  requireMayProceed(context, user)
  const next = await nextStep(context, user, progress)
  if (!next) return result
  if (confirm) return await advance(context, await confirm())
  if (tries && isReady) await settleTries(context, user, tries)
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

/**
 * Opens the session and issues its tokens; the proof is spent in the same write, and the tries are settled.
 *
 * @returns `changed` when a user who is only remembered may be another by now; then nothing has happened
 */
async function finish(context: SignInContext, proven: Proven): Promise<AuthenticationResultType | 'changed'> {
  const { user, progress, spent, tries, confirm } = proven
  const { environment, pool, client, clientMetadata } = context
  const now = environment.now()
  const fresh = await deviceFor(context, user, progress)
  const deviceKey = fresh?.DeviceKey ?? (tracksDevices(pool) ? progress.deviceKey : undefined)
  const session = {
    // A session that is named after its proof is what spends it.
    id: spent?.id ?? uuid(environment.random),
    scope: selfServiceScope,
    authenticatedAt: now,
    ...(deviceKey ? { deviceKey } : {}),
  }
  const { refreshTokens } = await environment.keys.secrets(pool.id)
  const refreshToken = refreshTokenText(refreshTokens, pool, { sessionId: session.id, generation: 1 })
  const lifetimes = tokenLifetimes(client)
  const refreshExpiresAt = now + lifetimes.refresh
  const row: SessionRow = {
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
    ...firstRefreshToken(refreshExpiresAt),
  }
  const seen = confirm && seenUser(user)
  const isPlain = pool.sessionLimit === 0 && (seen !== undefined || !confirm)
  const isOpen =
    isPlain && (await environment.engine.writeOne(() => openFreshSession(row, tries ?? '', seen)))
  if (!isOpen && confirm) return 'changed'
  if (!isOpen) await openSettled(context, row, proven)
  const source = progress.newPassword
    ? 'TokenGeneration_NewPasswordChallenge'
    : 'TokenGeneration_Authentication'
  const issue = { pool, client, user, session, source, clientMetadata, refreshToken } as const
  const result = await issueTokens(environment, issue)
  await runPostAuthentication(context, user, fresh !== undefined)
  return fresh ? { ...result, NewDeviceMetadata: fresh } : result
}

function seenUser({ version, groupCount }: User): SeenUser | undefined {
  return version === undefined || groupCount === undefined ? undefined : { version, groupCount }
}

/**
 * The longer way to a session: earlier tries are looked at and forgotten, and a limit of sessions is held.
 *
 * @throws ServiceError `NotAuthorizedException` for somebody who is locked out, and what the proof is refused with
 */
async function openSettled(
  context: SignInContext,
  row: SessionRow,
  { user, spent, tries }: Proven,
): Promise<void> {
  const { environment, pool } = context
  await environment.engine.write(function* () {
    if (tries && !(yield* clearTries(context, tries))) throw locked(context, user.sub)
    if (!(yield* openFreshSession(row, ''))) {
      throw spent?.reused() ?? new Error('A new session has the id of another one.')
    }
    yield* holdSessionLimit(pool, user.sub, row.authenticated_at)
  })
}

/** A key for the device at hand, where the pool tracks devices and the client said of none that it is it. */
async function deviceFor(
  { environment, pool, admin }: SignInContext,
  user: User,
  { deviceKey }: Progress,
): Promise<NewDevice | undefined> {
  if (!tracksDevices(pool) || admin || deviceKey) return undefined
  const { records } = await environment.keys.secrets(pool.id)
  return newDevice(environment, pool, records, user.sub)
}
