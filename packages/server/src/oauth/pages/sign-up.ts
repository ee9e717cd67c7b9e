import { codeFrom, type Screen } from '@latchkey/ui/views'
import { findUserByName } from '../../domain/find-user.ts'
import { secretHashFor } from '../../domain/secret-hash.ts'
import { termsLinks } from '../../domain/terms.ts'
import { errors } from '../../errors.ts'
import { confirmedSession } from '../../flow/choice.ts'
import { confirmSignUp } from '../../operations/user-pools/confirm-sign-up.ts'
import { resendConfirmationCode } from '../../operations/user-pools/resend-confirmation-code.ts'
import { signUp } from '../../operations/user-pools/sign-up.ts'
import { toPage } from '../authorize.ts'
import { checkedInput } from './checked-input.ts'
import { entranceScreen, providerButtons } from './entrance.ts'
import { errorTextOf } from './error-texts.ts'
import { deliveryOf } from './forgot-password.ts'
import { languageOf } from './language.ts'
import { orScreen, type Page, type PageVisit } from './page.ts'
import { readPending, writePending } from './pending.ts'
import { beginWith, contextOf } from './progress.ts'
import {
  attributesOfForm,
  signUpAttributes,
  signUpNames,
  signUpPasswordRules,
  typedValues,
  usernameOfForm,
} from './schema-fields.ts'

/** `/signup` */
export const signUpPage: Page = {
  path: '/signup',
  isOfDirectory: true,
  async show(page) {
    const { pool } = page.visit
    if (pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      return await entranceScreen(page, { error: 'signUpClosed' })
    }
    return await signUpScreen(page)
  },
  async submit(page, intent) {
    if (intent !== 'submit') return undefined
    return await orScreen(
      () => signUpAndGoOn(page),
      async refusal => ({
        ...(await signUpScreen(page)),
        error: errorTextOf(refusal),
        values: typedValues(page.visit.form),
      }),
    )
  },
}

async function signUpScreen({ visit, request }: PageVisit): Promise<Screen & { kind: 'sign-up' }> {
  const { environment, pool } = visit
  const terms = await termsLinks(environment, pool.id, request.client.id, languageOf(visit))
  return {
    kind: 'sign-up',
    names: signUpNames(pool),
    attributes: signUpAttributes(pool),
    ...signUpPasswordRules(pool),
    providers: await providerButtons(visit, request.client),
    ...(Object.keys(terms).length > 0 ? { terms } : {}),
    ...(request.loginHint ? { values: { username: request.loginHint } } : {}),
  }
}

async function signUpAndGoOn(page: PageVisit): Promise<Response> {
  const { visit, request } = page
  const { environment, pool, form } = visit
  const username = usernameOfForm(pool, form)
  const password = form.get('password') ?? ''
  const attributes = Object.entries(attributesOfForm(form)).map(([Name, Value]) => ({ Name, Value }))
  const { UserConfirmed, CodeDeliveryDetails } = await signUp(
    { environment, requestId: '' },
    checkedInput('SignUp', {
      ClientId: request.client.id,
      Username: username,
      ...(password ? { Password: password } : {}),
      UserAttributes: attributes,
      SecretHash: await secretHashFor(environment, request.client, username),
    }),
  )
  if (UserConfirmed) {
    return password
      ? await beginWith(page, 'USER_PASSWORD_AUTH', username, { PASSWORD: password })
      : await beginWith(page, 'USER_AUTH', username, {})
  }
  const delivery = deliveryOf(CodeDeliveryDetails)
  const pending = { kind: 'confirm', clientId: request.client.id, username, delivery } as const
  return toPage(visit, '/confirmUser', request, [await writePending(visit, pending)])
}

/** `/confirmUser`: for who has just signed up, or proven the password of an account that waits for its code. */
export const confirmPage: Page = {
  path: '/confirmUser',
  isOfDirectory: true,
  async show(page) {
    const { visit, request } = page
    const pending = await readPending(visit, request.client.id, 'confirm')
    if (!pending) return toPage(visit, '/login', request)
    const { username, delivery } = pending
    return { kind: 'confirm-sign-up', username, ...(delivery ? { delivery } : {}) }
  },
  async submit(page, intent) {
    const { visit, request } = page
    const pending = await readPending(visit, request.client.id, 'confirm')
    if (!pending) return { ...(await entranceScreen(page)), error: 'sessionExpired' }
    const again = async () => (await this.show(page)) as Screen
    if (intent !== 'submit' && intent !== 'resend') return undefined
    try {
      return intent === 'resend'
        ? { ...(await again()), ...(await resend(page, pending.username)) }
        : await confirmAndGoOn(page, pending.username)
    } catch (error) {
      return { ...(await again()), error: errorTextOf(error) }
    }
  },
}

async function resend(page: PageVisit, username: string) {
  const { visit, request } = page
  const { environment } = visit
  const { CodeDeliveryDetails } = await resendConfirmationCode(
    { environment, requestId: '' },
    checkedInput('ResendConfirmationCode', {
      ClientId: request.client.id,
      Username: username,
      SecretHash: await secretHashFor(environment, request.client, username),
    }),
  )
  const delivery = deliveryOf(CodeDeliveryDetails)
  return { notice: 'codeSent' as const, ...(delivery ? { delivery } : {}) }
}

/** Confirms with the code, which then counts as the first factor, as it does by the API. */
async function confirmAndGoOn(page: PageVisit, username: string): Promise<Response> {
  const { visit, request } = page
  const { environment, pool, form } = visit
  await confirmSignUp(
    { environment, requestId: '' },
    checkedInput('ConfirmSignUp', {
      ClientId: request.client.id,
      Username: username,
      ConfirmationCode: codeFrom(Object.fromEntries(form)),
      SecretHash: await secretHashFor(environment, request.client, username),
    }),
  )
  const user = await findUserByName(environment, pool, username)
  if (!user) throw errors.codeExpired()
  const session = await confirmedSession(contextOf(page), user)
  return await beginWith(page, 'USER_AUTH', username, {}, { session })
}
