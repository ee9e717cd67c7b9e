import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type Environment, uuid } from '../../environment.ts'
import { ServiceError } from '../../errors.ts'
import { isOwnSite } from '../../oauth/pages/csrf.ts'
import { parseCookies } from '../../oauth/visit.ts'
import type { AdminKey } from '../../options.ts'
import type { Inbox } from '../../ports/delivery.ts'
import { isSame } from '../is-same.ts'
import { readBody } from '../read-body.ts'
import { namesThisMachine } from '../this-machine.ts'
import { createAccess, sessionLifetime } from './access.ts'
import { type ConsoleAnswer, type ConsolePage, consolePath } from './console-visit.ts'
import { operationsOf } from './operations.ts'
import { signInBody } from './pages/sign-in.ts'
import { type Frame, printAnswer } from './print.ts'
import { consoleStylesheet, liveScript } from './stylesheet.ts'
import { consolePages } from './table.ts'

/** What the console is made of. */
export interface ConsoleOptions {
  readonly environment: Environment
  readonly local: boolean
  readonly adminKeys: readonly AdminKey[]
  /** Only in local mode. */
  readonly inbox: Inbox | undefined
  readonly reportError: (error: unknown) => void
}

/** Large enough for a token that carries many groups. */
const formLimit = 64 * 1024

/** Everything about one request that its page does not decide. */
interface Around {
  readonly request: Request
  readonly url: URL
  readonly frame: Frame
  readonly session: string | undefined
  readonly form: URLSearchParams
  readonly genuine: boolean
}

/** The pages for administrators, at `/_latchkey/console`. */
export function createConsole(options: ConsoleOptions): Hono {
  const { environment, adminKeys, local, inbox, reportError } = options
  const access = createAccess(environment, adminKeys, local)
  const app = new Hono()

  /** The steps around every page: the browser, the form, the visitor; then the page; then the frame. */
  const answer = async (
    context: Context,
    page: ConsolePage | 'sign-in' | 'sign-out' | 'missing',
  ): Promise<Response> => {
    const around = await look(context.req.raw)
    const { frame, request } = around
    try {
      if (request.method === 'POST' && !around.genuine) {
        environment.log.warn({ event: 'pageRefused', reason: 'forged_request' })
        return await printAnswer(forged, { ...frame, admitted: false })
      }
      if (page === 'sign-in') return await signIn(around)
      if (page === 'sign-out') {
        await access.signOut(around.session)
        return await printAnswer(toSignIn, without(frame))
      }
      if (!frame.admitted) return await printAnswer(toSignIn, frame)
      if (page === 'missing') return await printAnswer(missing, frame)
      const visit = {
        environment,
        operations: operationsOf({ environment, requestId: uuid(environment.random) }),
        inbox,
        param: (name: string) => context.req.param(name) ?? '',
        query: around.url.searchParams,
        form: around.form,
        formField: frame.formField,
      }
      return await printAnswer(await page(visit), frame)
    } catch (error) {
      if (!(error instanceof ServiceError)) reportError(error)
      return await printAnswer(refusal(error), frame)
    }
  }

  const look = async (request: Request): Promise<Around> => {
    const url = new URL(request.url)
    const secure = url.protocol === 'https:' || environment.issuer().startsWith('https:')
    const names = cookieNames(secure)
    const cookies = parseCookies(request.headers.get('cookie'))
    const session = cookies.get(names.session)
    const known = cookies.get(names.browser) || undefined
    const browser = known ?? Buffer.from(environment.random(32)).toString('base64url')
    const token = access.formToken(browser, session)
    const body = request.method === 'POST' ? await readBody(request, formLimit) : new Uint8Array()
    const form = new URLSearchParams(new TextDecoder().decode(body))
    const isForm = /^application\/x-www-form-urlencoded *(;|$)/i.test(
      request.headers.get('content-type') ?? '',
    )
    const admitted = access.open || (await access.admits(session))
    return {
      request,
      url,
      session,
      form,
      genuine:
        isForm &&
        known !== undefined &&
        isSame(token, form.get('_csrf') ?? '') &&
        isOwnSite({ headers: request.headers, host: url.host }),
      frame: {
        secure,
        path: url.pathname.slice(consolePath.length) || '/',
        inbox: inbox !== undefined,
        canSignOut: !access.open && admitted,
        admitted,
        formField: html`<input type="hidden" name="_csrf" value="${token}">`,
        done: url.searchParams.get('done'),
        cookies: known === undefined ? [cookie(secure, names.browser, browser)] : [],
      },
    }
  }

  const signIn = async ({ request, url, form, frame }: Around): Promise<Response> => {
    if (frame.admitted) return await printAnswer({ kind: 'redirect', to: '' }, frame)
    if (!frame.secure && !namesThisMachine(url.host)) return await printAnswer(notSafe, frame)
    const page = { kind: 'page', title: 'Sign in', body: signInBody(frame.formField) } as const
    if (request.method !== 'POST') return await printAnswer(page, frame)
    const sealed = await access.signIn(
      form.get('accessKeyId')?.trim() ?? '',
      form.get('secretAccessKey')?.trim() ?? '',
    )
    if (sealed === undefined) {
      environment.log.warn({ event: 'consoleSignInRefused' })
      // By this name the limits count it among the guesses of its address.
      const outcome = 'NotAuthorizedException'
      return await printAnswer({ ...page, error: wrongKey, outcome, status: 403 }, frame)
    }
    const { session } = cookieNames(frame.secure)
    const cookies = [...frame.cookies, cookie(frame.secure, session, sealed, sessionLifetime)]
    return await printAnswer({ kind: 'redirect', to: '' }, { ...frame, cookies })
  }

  for (const [path, text, type] of [
    ['/assets/console.css', consoleStylesheet, 'text/css'],
    ['/assets/live.js', liveScript, 'text/javascript'],
  ] as const) {
    app.get(path, () => new Response(text, { headers: assetHeaders(type) }))
  }
  app.on(['GET', 'POST'], '/sign-in', context => answer(context, 'sign-in'))
  app.post('/sign-out', context => answer(context, 'sign-out'))
  for (const [path, { GET, POST }] of Object.entries(consolePages)) {
    app.get(path, context => answer(context, GET))
    if (POST) app.post(path, context => answer(context, POST))
  }
  app.all('*', context => answer(context, 'missing'))
  return app
}

const wrongKey = 'That is not an admin key of this server.'
const toSignIn: ConsoleAnswer = { kind: 'redirect', to: '/sign-in' }

function message(title: string, status: number, outcome?: string): ConsoleAnswer {
  return { kind: 'page', title, status, body: html`<h1>${title}</h1>`, ...(outcome ? { outcome } : {}) }
}

const missing = message('There is no such page', 404)
const notSafe = message('The console takes keys over HTTPS only', 403)
const forged = message(
  'The form was not sent from this page, or the page is too old. Go back and load it again.',
  403,
  'forged_request',
)

function refusal(error: unknown): ConsoleAnswer {
  if (!(error instanceof ServiceError)) return message('The server could not finish the request', 500)
  const gone = error.name === 'ResourceNotFoundException' || error.name === 'UserNotFoundException'
  return message(error.message, gone ? 404 : 400, error.name)
}

/** Over HTTPS the prefix makes the browser refuse a cookie that another host has planted. */
function cookieNames(secure: boolean): { readonly session: string; readonly browser: string } {
  const prefix = secure ? '__Host-' : ''
  return { session: `${prefix}latchkey-console`, browser: `${prefix}latchkey-console-form` }
}

/** A `Set-Cookie` value that goes with no request that another site has begun. @param lifetime seconds */
function cookie(secure: boolean, name: string, value: string, lifetime?: number): string {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (secure) parts.push('Secure')
  if (lifetime !== undefined) parts.push(`Max-Age=${lifetime}`)
  return parts.join('; ')
}

function without(frame: Frame): Frame {
  const { session } = cookieNames(frame.secure)
  return { ...frame, cookies: [...frame.cookies, cookie(frame.secure, session, '', 0)] }
}

function assetHeaders(type: string): Record<string, string> {
  return {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
  }
}
