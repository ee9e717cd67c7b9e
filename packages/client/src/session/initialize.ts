import type { Configuration } from '@latchkey/protocol'
import { configurationOf } from '../configuration/client-configuration.ts'
import { failure } from '../errors/failure.ts'
import { memoryStorage } from '../storage/memory.ts'
import type { Client } from './client.ts'
import { dispatch, notify } from './dispatch.ts'
import { restore } from './kept.ts'
import type { UserStateDetails } from './machine.ts'
import { refusedStanding, type Standing } from './machine.ts'
import {
  eraseRecord,
  type IdentityRecord,
  isProven,
  poolKey,
  readRecord,
  type SessionRecord,
  storeIdentity,
} from './records.ts'
import { singleFlight } from './single-flight.ts'
import { detailsOf } from './standing.ts'

const stateOf = (client: Client): UserStateDetails => ({
  userState: client.state.standing.userState,
  details: client.details,
})

/**
 * Reads the configuration and what is stored, and says how the person stands. It never touches the network. It
 * may be called many times and at once; a failed call can be repeated. Once one is through, later calls answer
 * with the present state and read nothing anew.
 *
 * @param configuration what the client could have been made with; that when absent. It counts unless an earlier call
 *   has succeeded without it
 * @throws AWSMobileClientError `invalidConfiguration`, naming what is wrong; `storage` when the storage cannot be read
 */
export function initialize(client: Client, configuration?: unknown): Promise<UserStateDetails> {
  if (client.state.standing.userState !== 'unknown') return Promise.resolve(stateOf(client))
  const running = client.flights.get('initialize')
  if (running && configuration) {
    // The call that runs knows nothing of this configuration, and may fail for want of one.
    const again = () => initialize(client, configuration)
    return running.then(again, again)
  }
  const flight = singleFlight(client, 'initialize', () =>
    start(client, configuration ?? client.options.configuration),
  )
  // A turn after whoever awaits this promise: listeners hear of it once the call is settled.
  const tell = () =>
    Promise.resolve().then(() => notify(client, client.state.standing.userState, client.details))
  if (!running) flight.then(tell, () => undefined)
  return flight
}

/**
 * Makes sure that the client is initialized.
 *
 * @returns the configuration
 */
export async function ready(client: Client): Promise<Configuration> {
  if (client.state.standing.userState === 'unknown') await initialize(client)
  return client.configuration as Configuration
}

async function start(client: Client, source: unknown): Promise<UserStateDetails> {
  const configuration = await configurationOf(client, source)
  client.configuration = configuration
  const { storage } = client.options
  client.storage ??=
    configuration.persistence === false ? memoryStorage() : (storage ?? client.platform.defaultStorage())
  const [session, identity] = await Promise.all([
    readRecord<SessionRecord>(client, 'session'),
    readRecord<IdentityRecord>(client, 'identity'),
  ])
  await client.features.challenges?.restore(client)
  const pool = poolKey(configuration)
  const foreign = session && session.pool !== pool
  if (foreign) void eraseRecord(client)
  else if (session) restore(client, session)
  // A storage that fails knows of nobody.
  else await client.options.adopt?.(client).catch(client.platform.report)
  // Another pool's identity is nobody's here; a guest's stays when the app merely adds a user pool.
  const kept =
    identity?.identityPool === configuration.identityPool?.poolId &&
    (identity?.pool === '' || identity?.pool === pool)
  if (kept) client.identityId = identity?.identityId
  else if (identity) void storeIdentity(client)
  dispatch(client, {
    type: 'initialized',
    standing: standingOf(client),
    details: foreign
      ? { cause: failure('invalidState', 'The stored session belongs to another user pool') }
      : detailsOf(client),
  })
  client.features.hostedUI?.resume(client)
  if (client.options.autoRefresh) client.plan = client.features.autoRefresh
  client.features.tabs?.(client)
  return stateOf(client)
}

function standingOf(client: Client): Standing {
  const { session, identityId } = client
  if (!session) return { userState: identityId ? 'guest' : 'signedOut', provider: 'none' }
  const { provider, username } = session
  return isProven(session)
    ? { userState: 'signedIn', provider, username }
    : refusedStanding(provider, username)
}
