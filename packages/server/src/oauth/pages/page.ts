import { type ErrorTextId, type Screen, wrongFields } from '@latchkey/ui/views'
import { usesDirectory } from '../../domain/client-providers.ts'
import { ServiceError } from '../../errors.ts'
import {
  type AuthorizationRequest,
  readAuthorizationRequest,
  requireClient,
  requireReturnAddress,
} from '../authorization-request.ts'
import { answeringAt, toPage } from '../authorize.ts'
import type { Visit } from '../visit.ts'
import { requireOwnForm } from './csrf.ts'
import { dropPending, pendingUsername } from './pending.ts'
import { printHosted } from './print.ts'
import { typedValues, usernameOfForm } from './schema-fields.ts'

/** What a page's steps know: the visit, and the request that the sign-in is for. */
export interface PageVisit {
  readonly visit: Visit
  readonly request: AuthorizationRequest
}

/** A hosted page: what it shows, and what it does with its form. */
export interface Page {
  readonly path: string
  /** Whether it is for people of the pool's own directory alone, and not there for clients without. */
  readonly isOfDirectory?: boolean
  /** The screen, or where to go instead. */
  show(page: PageVisit): Promise<Screen | Response>
  /** Takes the form; `undefined` for an intent that the page does not have. */
  submit(page: PageVisit, intent: string): Promise<Screen | Response | undefined>
}

/** Answers a page: its request is checked as the authorize endpoint does, on every visit. */
export async function answerPage(visit: Visit, page: Page): Promise<Response> {
  const client = await requireClient(visit, visit.query)
  const address = requireReturnAddress(client, visit.query)
  if (visit.method === 'POST') await requireOwnForm(visit)
  return await answeringAt(visit, address, async () => {
    const request = await readAuthorizationRequest(visit, address, visit.query)
    const known = { visit, request }
    if (page.isOfDirectory && !usesDirectory(client)) return toPage(visit, '/login', request)
    const answer = visit.method === 'POST' ? await takeForm(known, page) : await page.show(known)
    return answer instanceof Response ? answer : await printFor(known, page.path, answer)
  })
}

/** Acts on a form by its intent; what is wrong without asking anybody is told at once. */
async function takeForm(known: PageVisit, page: Page): Promise<Screen | Response> {
  const { form } = known.visit
  const intent = form.get('intent') ?? 'submit'
  const aside = await stepAside(known, intent)
  if (aside) return aside
  if (!usesDirectory(known.request.client) && page.path === '/login') return await page.show(known)
  const shown = await page.show(known)
  if (intent === 'submit' && !(shown instanceof Response)) {
    const fieldErrors = wrongFields(shown, Object.fromEntries(form))
    if (Object.keys(fieldErrors).length > 0) return { ...shown, fieldErrors, values: typedValues(form) }
  }
  if (!(await admits(known)) && !(shown instanceof Response)) return { ...shown, error: 'limitExceeded' }
  return (await page.submit(known, intent)) ?? shown
}

/** Whether the user of the form may be asked about once more: who is named in it, or whose sign-in is under way. */
async function admits({ visit, request }: PageVisit): Promise<boolean> {
  const { admitsUser } = visit.environment
  if (!admitsUser) return true
  const username = (await pendingUsername(visit, request.client.id)) ?? usernameOfForm(visit.pool, visit.form)
  return username === '' || admitsUser({ ClientId: request.client.id, Username: username })
}

/** Under which name a refusal on a page is counted: guesses are limited here as by the API. */
const refusalNames: Readonly<Partial<Record<ErrorTextId, string>>> = {
  wrongCredentials: 'NotAuthorizedException',
  notAuthorized: 'NotAuthorizedException',
  passkeyFailed: 'NotAuthorizedException',
  codeMismatch: 'CodeMismatchException',
  expiredCode: 'ExpiredCodeException',
  userNotFound: 'UserNotFoundException',
  usernameExists: 'UsernameExistsException',
  aliasExists: 'AliasExistsException',
}

function printFor({ visit, request }: PageVisit, path: string, screen: Screen): Promise<Response> {
  return printHosted(visit, {
    screen,
    path,
    links: providerLinks(visit, screen),
    client: request.client,
    returnsTo: request.redirectUri,
    ...(screen.error ? { outcome: refusalNames[screen.error] ?? 'refused' } : {}),
  })
}

/** Providers are reached by links: a form may not lead to other sites. */
function providerLinks({ prefix, query }: Visit, screen: Screen): Record<`provider:${string}`, string> {
  const providers = 'providers' in screen ? screen.providers : []
  return Object.fromEntries(
    providers.map(({ name }) => {
      const parameters = new URLSearchParams(query)
      parameters.set('identity_provider', name)
      return [`provider:${name}`, `${prefix}/oauth2/authorize?${parameters}`]
    }),
  )
}

/** The steps that every page has: back to the beginning, to sign up, to a forgotten password, to a provider. */
async function stepAside({ visit, request }: PageVisit, intent: string): Promise<Response | undefined> {
  if (intent.startsWith('provider:')) {
    const parameters = new URLSearchParams(request.parameters)
    parameters.set('identity_provider', intent.slice('provider:'.length))
    return toPage(visit, '/oauth2/authorize', { parameters })
  }
  const path = { 'sign-in': '/login', 'sign-up': '/signup', 'forgot-password': '/forgotPassword' }[intent]
  if (path === undefined) return undefined
  const parameters = new URLSearchParams(request.parameters)
  const username = visit.form.get('username')
  if (username) parameters.set('login_hint', username)
  return toPage(visit, path, { parameters }, [await dropPending(visit)])
}

/** Runs a step; a refusal becomes the screen that says so. */
export async function orScreen(
  step: () => Promise<Response>,
  screen: (refusal: ServiceError) => Screen | Response | Promise<Screen | Response>,
): Promise<Screen | Response> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof ServiceError) return await screen(error)
    throw error
  }
}
