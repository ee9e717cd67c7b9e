import type { Screen } from '@latchkey/ui/views'
import { providersOf } from '../../domain/client-providers.ts'
import { findByIdentifier } from '../../domain/identity-providers.ts'
import type { ServiceError } from '../../errors.ts'
import { toPage } from '../authorize.ts'
import { entranceOf, entranceScreen } from './entrance.ts'
import { errorTextOf } from './error-texts.ts'
import { sendResetCode } from './forgot-password.ts'
import { orScreen, type Page, type PageVisit } from './page.ts'
import { writePending } from './pending.ts'
import { beginWith } from './progress.ts'
import { typedValues, usernameOfForm } from './schema-fields.ts'

/** `/login` */
export const signInPage: Page = {
  path: '/login',
  show: page => entranceScreen(page),
  async submit(page, intent) {
    if (intent !== 'submit' && intent !== 'passkey') return undefined
    const { pool, form } = page.visit
    const username = usernameOfForm(pool, form)
    const password = form.get('password') ?? ''
    const entrance = entranceOf(page)
    const corporate = entrance === 'password' ? undefined : await toProviderOfAddress(page, username)
    if (corporate) return corporate
    return await orScreen(
      async () => {
        if (entrance === 'custom') return await beginWith(page, 'CUSTOM_AUTH', username, {})
        if (entrance === 'choice') {
          const preferred = intent === 'passkey' ? { PREFERRED_CHALLENGE: 'WEB_AUTHN' } : {}
          return await beginWith(page, 'USER_AUTH', username, preferred)
        }
        return await beginWith(page, 'USER_PASSWORD_AUTH', username, { PASSWORD: password })
      },
      refusal => afterRefusal(page, username, refusal),
    )
  },
}

/**
 * To the identity provider that has the address's domain among its identifiers: people of a company need not know
 * what their provider is called here.
 */
async function toProviderOfAddress(
  { visit, request }: PageVisit,
  username: string,
): Promise<Response | undefined> {
  const domain = username.slice(username.lastIndexOf('@') + 1).toLowerCase()
  if (!username.includes('@') || domain === '') return undefined
  const { environment, pool } = visit
  const row = await environment.engine.read(() => findByIdentifier(pool.id, domain))
  if (!row || !providersOf(request.client).includes(row.id)) return undefined
  const parameters = new URLSearchParams(request.parameters)
  parameters.set('idp_identifier', domain)
  parameters.set('login_hint', username)
  return toPage(visit, '/oauth2/authorize', { parameters })
}

/** Some refusals are steps of their own; the others are told on the first screen. */
export async function afterRefusal(
  page: PageVisit,
  username: string,
  refusal: ServiceError,
): Promise<Screen | Response> {
  const { visit, request } = page
  switch (refusal.name) {
    // Both come only after the right password.
    case 'UserNotConfirmedException': {
      const pending = { kind: 'confirm', clientId: request.client.id, username } as const
      return toPage(visit, '/confirmUser', request, [await writePending(visit, pending)])
    }
    case 'PasswordResetRequiredException':
      return await orScreen(
        () => sendResetCode(page, username),
        again => entranceScreen(page, { error: errorTextOf(again), values: typedValues(visit.form) }),
      )
    case 'NotAuthorizedException':
    case 'UserNotFoundException':
      return await entranceScreen(page, { error: 'wrongCredentials', values: typedValues(visit.form) })
    default:
      return await entranceScreen(page, { error: errorTextOf(refusal), values: typedValues(visit.form) })
  }
}
