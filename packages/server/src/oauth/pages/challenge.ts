import { codeFrom, type ErrorTextId, type Screen } from '@latchkey/ui/views'
import { secretHashFor } from '../../domain/secret-hash.ts'
import type { ServiceError } from '../../errors.ts'
import { answerHosted } from '../../flow/dispatcher.ts'
import { verifySoftwareToken } from '../../operations/user-pools/verify-software-token.ts'
import { toPage } from '../authorize.ts'
import { challengeScreen, customFields } from './challenge-screens.ts'
import { entranceScreen } from './entrance.ts'
import { errorTextOf } from './error-texts.ts'
import { orScreen, type Page, type PageVisit } from './page.ts'
import { dropPending, firstFactorsOf, type PendingChallenge, readPending, setUpTypes } from './pending.ts'
import { askingPassword, beginSetUp, beginWith, contextOf, proceed, toChallenge } from './progress.ts'
import { attributesOfForm, typedValues } from './schema-fields.ts'
import { afterRefusal } from './sign-in.ts'

/** `/challenge`: every question of the dispatcher, one after the other. */
export const challengePage: Page = {
  path: '/challenge',
  isOfDirectory: true,
  async show(page) {
    const { visit, request } = page
    const pending = await readPending(visit, request.client.id, 'challenge')
    return pending ? challengeScreen(visit.pool, pending) : toPage(visit, '/login', request)
  },
  async submit(page, intent) {
    const { visit, request } = page
    const pending = await readPending(visit, request.client.id, 'challenge')
    if (!pending) return { ...(await entranceScreen(page)), error: 'sessionExpired' }
    return await orScreen(
      async () => (await takeAnswer(page, pending, intent)) ?? toPage(visit, '/challenge', request),
      refusal => afterRefusedAnswer(page, pending, refusal),
    )
  },
}

/** Acts on an answer by its intent. */
async function takeAnswer(
  page: PageVisit,
  pending: PendingChallenge,
  intent: string,
): Promise<Response | undefined> {
  const { form } = page.visit
  const code = codeFrom(Object.fromEntries(form))
  const chosen = intent.startsWith('choose:') ? intent.slice('choose:'.length) : undefined
  if (intent === 'resend' && pending.isFirst) return await askAgain(page, pending, pending.name, true)
  if (intent === 'choose-another') return await askAgain(page, pending, undefined)
  if (chosen === undefined && intent !== 'submit') return undefined
  switch (pending.name) {
    case 'SELECT_CHALLENGE':
      return await chooseFactor(page, pending, chosen)
    case 'SELECT_MFA_TYPE':
      return chosen === undefined ? undefined : await answer(page, pending, { ANSWER: chosen })
    case 'MFA_SETUP':
      return await answerSetUp(page, pending, chosen, code)
    case 'PASSWORD':
      return await beginWith(page, 'USER_PASSWORD_AUTH', pending.username, {
        PASSWORD: form.get('password') ?? '',
      })
    case 'SMS_MFA':
      return await answer(page, pending, { SMS_MFA_CODE: code })
    case 'SMS_OTP':
      return await answer(page, pending, { SMS_OTP_CODE: code })
    case 'EMAIL_OTP':
      return await answer(page, pending, { EMAIL_OTP_CODE: code })
    case 'SOFTWARE_TOKEN_MFA':
      return await answer(page, pending, { SOFTWARE_TOKEN_MFA_CODE: code })
    case 'WEB_AUTHN':
      return await answer(page, pending, { CREDENTIAL: form.get('credential') ?? '' })
    case 'NEW_PASSWORD_REQUIRED':
      return await answer(page, pending, {
        NEW_PASSWORD: form.get('new_password') ?? '',
        ...Object.fromEntries(
          Object.entries(attributesOfForm(form)).map(([name, value]) => [`userAttributes.${name}`, value]),
        ),
      })
    case 'CUSTOM_CHALLENGE':
      return await answer(page, pending, { ANSWER: customAnswer(pending, form) })
    default:
      return undefined
  }
}

/** Gives an answer to the dispatcher and goes on with what it leads to. */
async function answer(
  page: PageVisit,
  pending: PendingChallenge,
  responses: Readonly<Record<string, string>>,
): Promise<Response> {
  const context = contextOf(page)
  const username = pending.parameters['USERNAME'] ?? pending.username
  const hash = await secretHashFor(context.environment, context.client, username)
  const given = { USERNAME: username, ...(hash ? { SECRET_HASH: hash } : {}), ...responses }
  const result = await answerHosted(context, pending.name, given, pending.session)
  return await proceed(page, pending.username, result)
}

/**
 * Goes on with a factor. The choice is not answered but begun anew with a preference, so that it looks the same for
 * somebody whom nobody knows.
 */
async function chooseFactor(
  page: PageVisit,
  pending: PendingChallenge,
  chosen: string | undefined,
): Promise<Response | undefined> {
  const factor = firstFactorsOf(pending).find(factor => factor === chosen)
  if (factor === undefined) return undefined
  return factor === 'PASSWORD'
    ? await toChallenge(page, askingPassword(pending))
    : await askAgain(page, pending, factor)
}

/** Begins the choice anew: with the same factor for another code, or to choose another one. */
function askAgain(
  page: PageVisit,
  { username }: PendingChallenge,
  factor: string | undefined,
  isRepeat = false,
): Promise<Response> {
  const preferred = factor ? { PREFERRED_CHALLENGE: factor } : {}
  return beginWith(page, 'USER_AUTH', username, preferred, { isRepeat })
}

/** MFA_SETUP: first which factor, then its proof. */
async function answerSetUp(
  page: PageVisit,
  pending: PendingChallenge,
  chosen: string | undefined,
  code: string,
): Promise<Response | undefined> {
  const { environment, form } = page.visit
  if (!pending.setUp) {
    const type = setUpTypes(pending).find(type => type === chosen)
    return type && (await toChallenge(page, await beginSetUp(page, pending, type)))
  }
  if (pending.setUp.type === 'EMAIL_OTP') {
    return await answer(page, pending, { EMAIL: attributesOfForm(form)['email'] ?? '' })
  }
  const verified = await verifySoftwareToken(
    { environment, requestId: '' },
    { Session: pending.session, UserCode: code },
  )
  return await answer(page, { ...pending, session: verified.Session ?? pending.session }, {})
}

/** A single field's value, or all described fields as JSON, which the trigger that described them reads. */
function customAnswer(pending: PendingChallenge, form: URLSearchParams): string {
  const fields = customFields(pending)
  const [only] = fields
  if (!only) return form.get('answer') ?? ''
  if (fields.length === 1) return form.get(only.name) ?? ''
  return JSON.stringify(Object.fromEntries(fields.map(({ name }) => [name, form.get(name) ?? ''])))
}

/** Texts that belong to a challenge more than to the refusal's name. */
function refusalText({ name }: PendingChallenge, refusal: ServiceError): ErrorTextId {
  const isNobody = refusal.name === 'UserNotFoundException'
  if (refusal.name !== 'NotAuthorizedException' && !isNobody) return errorTextOf(refusal)
  if (name === 'WEB_AUTHN') return 'passkeyFailed'
  return name === 'PASSWORD' ? 'wrongCredentials' : 'sessionExpired'
}

/** A wrong code can be typed again; a sign-in that is over begins anew. */
async function afterRefusedAnswer(
  page: PageVisit,
  pending: PendingChallenge,
  refusal: ServiceError,
): Promise<Screen | Response> {
  const { visit } = page
  const isOver =
    refusal.name === 'NotAuthorizedException' && !['PASSWORD', 'WEB_AUTHN'].includes(pending.name)
  if (isOver) {
    const parameters = page.request.parameters
    await dropPending(visit)
    return {
      ...(await entranceScreen({ visit, request: { ...page.request, parameters } })),
      error: 'sessionExpired',
    }
  }
  if (['UserNotConfirmedException', 'PasswordResetRequiredException'].includes(refusal.name)) {
    return await afterRefusal(page, pending.username, refusal)
  }
  return {
    ...challengeScreen(visit.pool, pending),
    error: refusalText(pending, refusal),
    values: typedValues(visit.form),
  }
}
