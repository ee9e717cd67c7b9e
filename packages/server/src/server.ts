import { loadProvisionedLimits } from './domain/provisioned-limits.ts'
import { type Environment, uuid } from './environment.ts'
import { ServiceError } from './errors.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createApp } from './http/app.ts'
import { callOperation } from './http/call-operation.ts'
import { isOperation } from './http/json-service.ts'
import { rememberOperations } from './http/node-operations.ts'
import { type Connection, Observer, observed } from './http/observe.ts'
import { SimulatedSaml } from './http/simulator/saml.ts'
import { createSimulator } from './http/simulator/simulator.ts'
import { withSimulator } from './http/simulator/upstream.ts'
import { PoolKeys } from './keys/pool-keys.ts'
import { deriveServerSecret } from './keys/seal.ts'
import { openStorage } from './open-storage.ts'
import { CategoryLimits } from './operate/category-limits.ts'
import { parseTrustedProxies } from './operate/client-address.ts'
import { Limits, publicRates } from './operate/limits.ts'
import { type Log, silentLog } from './operate/log.ts'
import { createMetrics } from './operate/metrics.ts'
import type { ServerOptions } from './options.ts'
import { type Delivery, deliverToAll, Inbox, noDelivery } from './ports/delivery.ts'
import { externalSts } from './ports/external-sts.ts'
import { guardedUpstream } from './ports/guarded-upstream.ts'
import { KeptDocuments } from './ports/kept-documents.ts'
import { lambdaFunctions } from './ports/lambda-functions.ts'
import { localFunctions } from './ports/local-functions.ts'
import { loginProviderSettings } from './ports/login-providers.ts'
import { OpenIdIssuers } from './ports/open-id-issuers.ts'
import { simulatorPath } from './ports/provider-endpoints.ts'
import { pooledRandom } from './ports/random.ts'
import { provision } from './provision.ts'
import { readPool } from './store/units/pools.ts'
import {
  partsOf,
  type VerifiableRequest,
  type VerifiedRequest,
  type VerifyRequestOptions,
  verifySignedRequest,
} from './verify-request.ts'

/** A server that answers web-standard requests, wherever they come from. */
export interface LatchkeyServer {
  /** Answers one request. */
  fetch(request: Request, connection?: Connection): Promise<Response>
  /** Says where the server can be reached, which its tokens then name as their issuer. `listen` does this. */
  reachableAt(origin: string): void
  /**
   * Verifies a request that was signed (SigV4) with credentials of this server's identity pools, for an API of one's
   * own in the same process.
   */
  verifyRequest(request: VerifiableRequest, options: VerifyRequestOptions): Promise<VerifiedRequest>
  /**
   * Gives a pool new signing keys, at once. What was signed before stays good until it expires.
   *
   * @returns whether there is such a pool
   */
  rotateKeys(userPoolId: string): Promise<boolean>
  /** Finishes what was begun and lets go of the database. */
  close(): Promise<void>
}

/**
 * Makes a server.
 *
 * @throws StoreError `dataDirectoryLocked`, `schemaTooNew`, `rootKeyInvalid`, `rootKeyMissing`,
 *   `databaseUnavailable`, `databaseRefused`
 * @throws TypeError when neither `local` nor `adminKeys` is given
 */
export async function createServer(options: ServerOptions = {}): Promise<LatchkeyServer> {
  const { local = false, adminKeys = [] } = options
  if (!local && adminKeys.length === 0) {
    throw new TypeError(
      'A server that is not local needs adminKeys: without them nobody could administer it, or everybody.',
    )
  }
  if (!local && options.metrics && options.metrics.token === undefined) {
    throw new TypeError(
      'metrics.token is missing: a server that is not local shows its metrics to nobody without.',
    )
  }
  const now = options.now ?? Date.now
  const log = options.log ?? silentLog
  const reportError = options.reportError ?? reportingTo(options.log)
  const metrics = options.metrics && (await createMetrics())
  const rates = options.rateLimits ?? (local ? false : publicRates)
  const limits = rates === false ? undefined : new Limits(rates, now)
  const random = pooledRandom()
  const { engine, rootKey, release } = await openStorage(options, { now, random })
  const inbox = local ? new Inbox(now) : undefined
  let origin = options.issuer ?? 'http://localhost:9229'
  let simulator: ReturnType<typeof createSimulator> | undefined
  const simulatedSaml = new SimulatedSaml({ issuer: () => origin, now, random })
  const upstream = withSimulator(
    guardedUpstream({ allowLoopback: local }),
    () => `${origin}${simulatorPath}/`,
    () => simulator,
  )
  const environment: Environment = {
    engine,
    keys: new PoolKeys({ engine, rootKey, now, random }),
    now,
    random,
    delivery: await deliveryOf(options, inbox),
    functions: localFunctions(
      options.functions ?? {},
      undefined,
      options.lambda && lambdaFunctions(options.lambda),
    ),
    upstream,
    issuers: new OpenIdIssuers(upstream, now),
    documents: new KeptDocuments(upstream, now),
    loginProviders: loginProviderSettings(
      options.loginProviders,
      local ? { origin: () => origin, samlMetadata: () => simulatedSaml.metadata() } : undefined,
    ),
    externalSts: options.externalSts && externalSts(options.externalSts),
    codeWithoutPkce: options.codeWithoutPkce,
    log,
    categoryLimits: new CategoryLimits(now),
    admitsUser: limits && (input => limits.admitsUser(input)),
    region: options.region ?? 'us-east-1',
    accountId: options.accountId ?? '000000000000',
    issuer: () => origin,
    serverSecret: deriveServerSecret(rootKey),
  }
  await environment.keys.checkRootKey().catch(async (error: unknown) => {
    await engine.close()
    release()
    throw error
  })
  const provisionAll = async () => {
    if (options.provision) await provision(environment, options.provision)
  }
  await provisionAll()
  if (local) simulator = createSimulator(environment, simulatedSaml)
  const app = createApp({
    environment,
    simulator,
    local,
    adminKeys,
    inbox,
    hasConsole: options.console ?? true,
    shared: options.storage?.kind === 'postgres',
    provisionAll,
    reportError,
    metrics,
    metricsToken: options.metrics?.token,
  })
  await loadProvisionedLimits(environment)
  const stopHousekeeping = startHousekeeping(environment, options.rotateKeysAfterDays)
  const observer = new Observer({
    log,
    metrics,
    limits,
    trustedProxies: options.trustedProxies && parseTrustedProxies(options.trustedProxies),
    isOperation,
    requestId: () => uuid(random),
    now,
    reportError,
  })
  const fetch = observed(request => app.fetch(request), observer)
  rememberOperations(fetch, {
    observer,
    reportError,
    call: (target, readBody) =>
      callOperation({ environment, reportError }, { target, readBody, authorize: refuseUnsigned }),
  })
  return {
    fetch,
    verifyRequest: async (request, options) =>
      verifySignedRequest(environment, await partsOf(request), options),
    rotateKeys: async poolId => {
      const pool = await engine.read(() => readPool(poolId))
      return pool !== undefined && (await environment.keys.rotate(poolId))
    },
    reachableAt: address => {
      if (options.issuer === undefined) origin = address
    },
    close: async () => {
      stopHousekeeping()
      await environment.functions.close()
      await engine.close()
      release()
    },
  }
}

/** The short way is for operations that nobody signs: this never runs, and would let nobody pass. */
async function refuseUnsigned(): Promise<never> {
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token')
}

/** Unexpected errors go to the log where there is one: what they carry may be secret, and it cuts that out. */
function reportingTo(log: Log | undefined): (error: unknown) => void {
  if (!log) return error => console.error(error)
  return error => log.error({ event: 'unexpectedError', error: describeError(error) })
}

/** An error as a log may have it: what it is and where it came from, not what it carries. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const cause = error.cause === undefined ? undefined : describeError(error.cause)
  return { name: error.name, message: error.message, stack: error.stack, cause }
}

async function deliveryOf(options: ServerOptions, inbox: Inbox | undefined): Promise<Delivery> {
  const places: Delivery[] = inbox ? [inbox] : []
  if (options.delivery) places.push(options.delivery)
  else if (options.smtp) {
    const { smtpDelivery } = await import('./ports/smtp.ts')
    places.push(smtpDelivery(options.smtp))
  }
  return places.length > 0 ? deliverToAll(places) : noDelivery
}
