import type { AuthenticationResultType, InitiateAuthResponse } from '@latchkey/protocol/user-pools'
import type { FirstFactor } from '../domain/first-factors.ts'
import { errors } from '../errors.ts'
import { advance, settled } from './advance.ts'
import { answerChoice, answerPassword, answerPasswordSrp, beginChoice } from './choice.ts'
import { answerCustom, beginCustom } from './custom-challenge.ts'
import { answerDeliveredCode, emailOtp, smsMfa, smsOtp } from './delivered-code.ts'
import { answerDeviceSrp, answerDeviceVerifier } from './device-srp.ts'
import { isFlowEnabled } from './enabled-flows.ts'
import { finish } from './finish.ts'
import { answerMfaSetup } from './mfa-setup.ts'
import { answerNewPassword } from './new-password-required.ts'
import { requireParameter } from './parameters.ts'
import { answerPasskey } from './passkey.ts'
import { beginWithPassword } from './password.ts'
import { answerPasswordVerifier, beginSrp } from './password-verifier.ts'
import { refreshTokens } from './refresh.ts'
import { answerMfaType } from './select-mfa-type.ts'
import type { Answer, Beginning, Parameters, SignInContext, StepResult } from './sign-in.ts'
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
