import { readConfiguration } from '../configuration/read.ts'
import { federation } from '../federation/federation.ts'
import { readHostedUI } from '../hosted-ui/read.ts'
import { nodePlatform } from '../platform/node.ts'
import { type Client, type ClientOptions, createClientOn } from '../session/client.ts'
import { followTabs } from '../session/follow.ts'
import { initialize } from '../session/initialize.ts'
import type { UserState } from '../session/machine.ts'
import { whenOffline } from '../session/when-offline.ts'
import { secretHash } from '../sign-in/secret.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { memoryStorage } from '../storage/memory.ts'
import { refreshTokenAuth } from '../tokens/refresh-token-auth.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'
import { type FakeService, fakeConfiguration, fakeService } from './fake-service.ts'

export interface World {
  readonly clock: FakeClock
  readonly service: FakeService
  readonly client: Client
  readonly options: ClientOptions
  /** Every state that listeners were told, oldest first. */
  readonly told: UserState[]
  /** The same app started again with what is stored. */
  relaunch(options?: ClientOptions): Client
}

/** A client of the fake service, with storage and clock of its own. */
export function world(overrides: ClientOptions = {}): World {
  const clock = fakeClock()
  const service = fakeService(clock)
  const createClient = (options: ClientOptions) => createClientOn(nodePlatform(), options)
  const options: ClientOptions = {
    configuration: fakeConfiguration,
    storage: memoryStorage(),
    clock,
    fetch: service.fetch,
    ...overrides,
    features: {
      readConfiguration,
      readHostedUI,
      federation,
      secretHash,
      refreshTokenAuth,
      whenOffline,
      tabs: followTabs,
      ...overrides.features,
    },
  }
  const client = createClient(options)
  const told: UserState[] = []
  client.listeners.set(told, userState => told.push(userState))
  return { clock, service, client, options, told, relaunch: more => createClient({ ...options, ...more }) }
}

/** The same with a person signed in; nobody has been told anything yet. */
export async function signedInWorld(overrides: ClientOptions = {}, username = 'ada'): Promise<World> {
  const made = world(overrides)
  await initialize(made.client)
  await signIn(made.client, { username, password: 'Passw0rd!' })
  await settled()
  made.told.length = 0
  made.service.requests.length = 0
  return made
}

/** Time for everything that is not waiting for something to come to its end. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
}
