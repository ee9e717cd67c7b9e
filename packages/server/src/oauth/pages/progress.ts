import { secretHashFor } from '../../domain/secret-hash.ts'
import { runPostAuthentication } from '../../flow/authentication-triggers.ts'
import { beginHosted } from '../../flow/dispatcher.ts'
import type { SignInContext, StepResult } from '../../flow/sign-in.ts'
import { associateSoftwareToken } from '../../operations/user-pools/associate-software-token.ts'
import { grantAuthorization } from '../authorization-response.ts'
import { toPage } from '../authorize.ts'
import { openBrowserSession } from '../browser-session.ts'
import type { PageVisit } from './page.ts'
import { dropPending, firstFactorsOf, type PendingChallenge, setUpTypes, writePending } from './pending.ts'

/** The sign-in's fixed part. */
export function contextOf({ visit, request }: PageVisit): SignInContext {
  const { environment, pool } = visit
  return { environment, pool, client: request.client, admin: false }
}

/**
 * Goes on after a step of the dispatcher: to the page of the next challenge, or, with a session in the browser, back
 * to the application.
 *
 * @param asked `isFirst`: what is asked next is a first factor; `isRepeat`: its code is sent once more
 */
export async function proceed(
  page: PageVisit,
  username: string,
  result: StepResult,
  asked: Pick<PendingChallenge, 'isFirst' | 'isRepeat'> = { isFirst: false },
): Promise<Response> {
  const { visit, request } = page
  if (result.kind === 'challenge') {
    const { name, session, parameters, available } = result
    const challenge: PendingChallenge = {
      kind: 'challenge',
      clientId: request.client.id,
      username,
      name,
      session,
      parameters,
      available,
      ...asked,
    }
    return await toChallenge(page, await withOnlySetUp(page, withOnlyFactor(challenge)))
  }
  const { session, cookie } = await openBrowserSession(visit, request.client, result.user, {}, result.spent)
  await runPostAuthentication(contextOf(page), result.user, false)
  return await grantAuthorization(visit, request, session, [cookie, await dropPending(visit)])
}

/** Begins a sign-in and goes on with what it leads to. */
export async function beginWith(
  page: PageVisit,
  flow: 'USER_PASSWORD_AUTH' | 'USER_AUTH' | 'CUSTOM_AUTH',
  username: string,
  parameters: Readonly<Record<string, string>>,
  { session, isRepeat = false }: { readonly session?: string; readonly isRepeat?: boolean } = {},
): Promise<Response> {
  const { environment } = page.visit
  const hash = await secretHashFor(environment, page.request.client, username)
  const given = { USERNAME: username, ...(hash ? { SECRET_HASH: hash } : {}), ...parameters }
  const result = await beginHosted(contextOf(page), flow, given, session)
  const isFirst = flow === 'USER_AUTH' && session === undefined
  return await proceed(page, username, result, { isFirst, isRepeat })
}

/** To the page of a challenge, under a cookie of its own. */
export async function toChallenge(page: PageVisit, challenge: PendingChallenge): Promise<Response> {
  return toPage(page.visit, '/challenge', page.request, [await writePending(page.visit, challenge)])
}

/**
 * Where there is only the password there is nothing to choose. It is asked for without a session, for somebody whom
 * nobody knows as for anybody else.
 */
function withOnlyFactor(challenge: PendingChallenge): PendingChallenge {
  const factors = firstFactorsOf(challenge)
  const isPassword = factors.length === 1 && factors[0] === 'PASSWORD'
  return challenge.name === 'SELECT_CHALLENGE' && isPassword ? askingPassword(challenge) : challenge
}

/** The password as the next question. */
export function askingPassword(challenge: PendingChallenge): PendingChallenge {
  return { ...challenge, name: 'PASSWORD', session: undefined }
}

/** Where only one factor can be set up there is nothing to choose. */
async function withOnlySetUp(page: PageVisit, challenge: PendingChallenge): Promise<PendingChallenge> {
  if (challenge.name !== 'MFA_SETUP') return challenge
  const types = setUpTypes(challenge)
  return types.length === 1 && types[0] ? await beginSetUp(page, challenge, types[0]) : challenge
}

/** Begins to set a factor up: an authenticator app gets its secret now, so that the page can be loaded again. */
export async function beginSetUp(
  { visit }: PageVisit,
  challenge: PendingChallenge,
  type: 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP',
): Promise<PendingChallenge> {
  if (type === 'EMAIL_OTP') return { ...challenge, setUp: { type } }
  const { environment } = visit
  const call = { environment, requestId: '' }
  const associated = await associateSoftwareToken(call, { Session: challenge.session })
  return {
    ...challenge,
    session: associated.Session ?? challenge.session,
    setUp: { type, secret: associated.SecretCode ?? '' },
  }
}
