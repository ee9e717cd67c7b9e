import { Hono } from 'hono'
import { identityJwks } from '../domain/identity-keys.ts'
import { type Environment, uuid } from '../environment.ts'
import type { Metrics } from '../operate/metrics.ts'
import { handleSts } from '../operations/sts/handle-sts.ts'
import type { AdminKey } from '../options.ts'
import type { Inbox } from '../ports/delivery.ts'
import { authorizeAdmin } from './authorize-admin.ts'
import { bodyLimit, callOperation } from './call-operation.ts'
import { createConsole } from './console/console.ts'
import { consolePath } from './console/console-visit.ts'
import { jwks, openIdConfiguration, signInDescription } from './discovery.ts'
import { atDomain } from './domain.ts'
import { uploadImport } from './import-upload.ts'
import { answerInbox, isForThisMachine, resetEverything } from './local.ts'
import { answerMetrics, answerReadiness } from './operate.ts'
import { readBody } from './read-body.ts'
import { corsHeaders, preflightHeaders, refusalOf, responseOf } from './responses.ts'
import { isFromThisMachine } from './this-machine.ts'

export interface AppOptions {
  readonly environment: Environment
  readonly local: boolean
  readonly adminKeys: readonly AdminKey[]
  /** Only in local mode. */
  readonly inbox: Inbox | undefined
  /** Only in local mode. */
  readonly simulator: Hono | undefined
  readonly metrics: Metrics | undefined
  /** Who may read the metrics; anyone when there is none. */
  readonly metricsToken: string | undefined
  readonly hasConsole: boolean
  /** Whether other servers may have the same database. */
  readonly shared: boolean
  readonly provisionAll: () => Promise<void>
  readonly reportError: (error: unknown) => void
}

/** The one router: an `X-Amz-Target` is an operation, a form is STS, everything else is a path. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono()
  const { environment, inbox } = options
  app.options('*', () => new Response(null, { status: 204, headers: preflightHeaders }))
  app.post('/', ({ req }) =>
    isOperationCall(req.raw.headers) ? answerOperation(options, req.raw) : callSts(options, req.raw),
  )
  // A presigned call of STS; whatever else is asked of the root falls through.
  app.get('/', ({ req }, next) => (req.query('Action') ? callSts(options, req.raw) : next()))
  app.get('/_latchkey/health', () => Response.json({ status: 'ok' }, { headers: corsHeaders }))
  app.get('/_latchkey/ready', () => answerReadiness(environment))
  app.get('/metrics', ({ req }, next) => {
    const { metrics } = options
    return metrics ? answerMetrics(metrics, options.metricsToken, req.raw) : next()
  })
  app.get('/.well-known/jwks_uri', async () =>
    Response.json(await identityJwks(environment), { headers: corsHeaders }),
  )
  app.get('/:poolId/.well-known/jwks.json', ({ req }) => jwks(environment, req.param('poolId')))
  app.get('/:poolId/.well-known/openid-configuration', ({ req }) =>
    openIdConfiguration(environment, req.param('poolId')),
  )
  app.get('/:poolId/.well-known/latchkey-sign-in', ({ req }) =>
    signInDescription(environment, req.param('poolId'), req.query('client_id')),
  )
  app.put('/:poolId/import-jobs/:jobId', ({ req }) =>
    uploadImport(environment, req.param('poolId'), req.param('jobId'), req.raw),
  )
  if (inbox) {
    app.use('/_latchkey/*', async ({ req }, next) => {
      if (isForThisMachine(req.raw) && isFromThisMachine(req.raw.headers)) return await next()
      return Response.json(
        { message: 'Only this machine may ask for that, by its own name.' },
        { status: 403 },
      )
    })
    if (options.simulator) app.route('/', options.simulator)
    app.get('/_latchkey/inbox', ({ req }) => answerInbox(req.raw, inbox))
    app.post('/_latchkey/reset', async () => {
      if (options.shared) {
        return Response.json(
          { message: 'A database that several servers share is not emptied.' },
          { status: 403 },
        )
      }
      await resetEverything(environment, inbox)
      await options.provisionAll()
      return Response.json({})
    })
  }
  if (options.hasConsole) app.route(consolePath, createConsole(options))
  app.use(async ({ req }, next) => (await atDomain(environment, req.raw)) ?? (await next()))
  app.notFound(() => Response.json({ message: 'Not found' }, { status: 404, headers: corsHeaders }))
  app.onError(error =>
    responseOf(refusalOf(error, uuid(environment.random), environment.now(), options.reportError)),
  )
  return app
}

/** A call without a target is one of an unknown operation, as long as its content says what it is. */
function isOperationCall(headers: Headers): boolean {
  return headers.has('x-amz-target') || /^application\/x-amz-json/i.test(headers.get('content-type') ?? '')
}

async function answerOperation(options: AppOptions, request: Request): Promise<Response> {
  const answer = await callOperation(options, {
    target: request.headers.get('x-amz-target') ?? '',
    readBody: limit => readBody(request, limit),
    authorize: body => {
      const { method, url, headers } = request
      return authorizeAdmin(options, { method, url, headers, body })
    },
  })
  return responseOf(answer)
}

async function callSts(
  { environment, adminKeys, local, reportError }: AppOptions,
  request: Request,
): Promise<Response> {
  const requestId = uuid(environment.random)
  try {
    const body = await readBody(request, bodyLimit)
    const { method, url, headers } = request
    return await handleSts(environment, { method, url, headers, body, requestId, adminKeys, local })
  } catch (error) {
    return responseOf(refusalOf(error, requestId, environment.now(), reportError))
  }
}
