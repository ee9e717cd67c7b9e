import { codeFrom, type Delivery, type Screen } from '@latchkey/ui/views'
import { secretHashFor } from '../../domain/secret-hash.ts'
import { confirmForgotPassword } from '../../operations/user-pools/confirm-forgot-password.ts'
import { forgotPassword } from '../../operations/user-pools/forgot-password.ts'
import { toPage } from '../authorize.ts'
import { checkedInput } from './checked-input.ts'
import { entranceScreen } from './entrance.ts'
import { errorTextOf } from './error-texts.ts'
import { orScreen, type Page, type PageVisit } from './page.ts'
import { readPending, writePending } from './pending.ts'
import { beginWith } from './progress.ts'
import { passwordRules, signInNames, typedValues, usernameOfForm } from './schema-fields.ts'

/** `/forgotPassword` */
export const forgotPasswordPage: Page = {
  path: '/forgotPassword',
  isOfDirectory: true,
  show: async page => forgotScreen(page),
  async submit(page, intent) {
    if (intent !== 'submit') return undefined
    const { pool, form } = page.visit
    const username = usernameOfForm(pool, form)
    return await orScreen(
      () => sendResetCode(page, username),
      refusal => ({ ...forgotScreen(page), error: errorTextOf(refusal), values: typedValues(form) }),
    )
  },
}

function forgotScreen({ visit, request }: PageVisit): Screen & { kind: 'forgot-password' } {
  return {
    kind: 'forgot-password',
    names: signInNames(visit.pool),
    ...(request.loginHint ? { username: request.loginHint } : {}),
  }
}

/** Sends a code for a new password and goes to the page that takes it. */
export async function sendResetCode(page: PageVisit, username: string, isRepeat = false): Promise<Response> {
  const { visit, request } = page
  const { environment } = visit
  const { CodeDeliveryDetails } = await forgotPassword(
    { environment, requestId: '' },
    checkedInput('ForgotPassword', {
      ClientId: request.client.id,
      Username: username,
      SecretHash: await secretHashFor(environment, request.client, username),
    }),
  )
  const delivery = deliveryOf(CodeDeliveryDetails)
  const pending = { kind: 'reset', clientId: request.client.id, username, delivery, isRepeat } as const
  return toPage(visit, '/confirmforgotPassword', request, [await writePending(visit, pending)])
}

/** What the operations say of a delivery, as screens say it. */
export function deliveryOf(
  details:
    | { readonly DeliveryMedium?: string | undefined; readonly Destination?: string | undefined }
    | undefined,
): Delivery | undefined {
  if (!details) return undefined
  return {
    medium: details.DeliveryMedium === 'SMS' ? 'sms' : 'email',
    ...(details.Destination ? { destination: details.Destination } : {}),
  }
}

/** `/confirmforgotPassword`, as Cognito writes it. */
export const resetPasswordPage: Page = {
  path: '/confirmforgotPassword',
  isOfDirectory: true,
  async show(page) {
    const { visit, request } = page
    const pending = await readPending(visit, request.client.id, 'reset')
    if (!pending) return toPage(visit, '/forgotPassword', request)
    const { username, delivery, isRepeat } = pending
    return {
      kind: 'reset-password',
      username,
      ...(isRepeat ? { notice: 'codeSent' } : {}),
      ...(delivery ? { delivery } : {}),
      passwordRules: passwordRules(visit.pool),
    }
  },
  async submit(page, intent) {
    const { visit, request } = page
    const pending = await readPending(visit, request.client.id, 'reset')
    if (!pending) return { ...(await entranceScreen(page)), error: 'sessionExpired' }
    const again = async () => (await this.show(page)) as Screen
    if (intent === 'resend') {
      return await orScreen(
        () => sendResetCode(page, pending.username, true),
        async refusal => ({ ...(await again()), error: errorTextOf(refusal) }),
      )
    }
    if (intent !== 'submit') return undefined
    return await orScreen(
      () => setPassword(page, pending.username),
      async refusal => ({ ...(await again()), error: errorTextOf(refusal) }),
    )
  },
}

/** Sets the new password and signs in with it; whatever is asked besides is asked now. */
async function setPassword(page: PageVisit, username: string): Promise<Response> {
  const { visit, request } = page
  const { environment, form } = visit
  const password = form.get('new_password') ?? ''
  await confirmForgotPassword(
    { environment, requestId: '' },
    checkedInput('ConfirmForgotPassword', {
      ClientId: request.client.id,
      Username: username,
      ConfirmationCode: codeFrom(Object.fromEntries(form)),
      Password: password,
      SecretHash: await secretHashFor(environment, request.client, username),
    }),
  )
  return await beginWith(page, 'USER_PASSWORD_AUTH', username, { PASSWORD: password })
}
