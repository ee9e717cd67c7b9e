import { describe, expect, test, vi } from 'vitest'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import { allFeatures, createClient, tabs as webTabs } from '../entries/functions.ts'
import { federatedSignIn } from '../federation/federated-sign-in.ts'
import type { Announcements } from '../platform/platform.ts'
import type { Features } from '../sign-in/features.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { memoryStorage } from '../storage/memory.ts'
import { serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld, type World, world } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import type { Client } from './client.ts'
import { initialize } from './initialize.ts'

/** Tabs of one browser: each hears what the others announce. */
function tabs(): Announcements {
  const members = new Set<() => void>()
  return (_name, changed) => {
    members.add(changed)
    return () => {
      for (const member of members) if (member !== changed) member()
    }
  }
}

/** Another tab of the same app, and what its listeners were told. */
async function anotherTab({ relaunch }: World): Promise<{ client: Client; told: string[] }> {
  const client = relaunch()
  await initialize(client)
  await settled()
  const told: string[] = []
  client.listeners.set(told, (state, { username }) => told.push(`${state} ${username ?? ''}`.trim()))
  return { client, told }
}

describe('another tab', () => {
  test('is signed out by a sign-out here, and writes nothing', async () => {
    const storage = memoryStorage()
    const here = await signedInWorld({ announcements: tabs(), storage })
    const { client, told } = await anotherTab(here)
    const waiting = getTokens(client, { forceRefresh: true }).catch((error: { kind: string }) => error.kind)
    const writes: string[] = []
    const { set, delete: remove } = storage
    storage.set = async (key, value) => {
      writes.push(`set ${key.split('.').at(-1)}`)
      await set(key, value)
    }
    storage.delete = async key => {
      writes.push(`delete ${key.split('.').at(-1)}`)
      await remove(key)
    }
    await signOut(here.client, { invalidateTokens: false })
    await settled()
    expect(client.state.standing).toEqual({ userState: 'signedOut', provider: 'none' })
    expect(told).toEqual(['signedOut'])
    expect(await waiting).toBe('notSignedIn')
    expect(writes).toEqual(['delete session', 'delete identity'])
  })

  test('shares a federated login, and its successor once it was refused', async () => {
    const here = world({ announcements: tabs() })
    await initialize(here.client)
    const { client } = await anotherTab(here)
    const providerName = 'accounts.google.com'
    await federatedSignIn(here.client, { providerName, token: 'first' })
    await settled()
    expect(client.session?.federation).toMatchObject({ providerName, token: 'first' })
    expect(client.state.standing).toMatchObject({ userState: 'signedIn', provider: 'oidcFederation' })
    const refused = here.service.answer('GetId', () => serviceAnswer('NotAuthorizedException'))
    client.identityId = undefined
    const waiting = getAWSCredentials(client, { forceRefresh: true })
    await settled()
    expect(client.state.standing.userState).toBe('signedOutFederatedTokensInvalid')
    refused()
    await federatedSignIn(here.client, { providerName, token: 'second' })
    expect((await waiting).accessKeyId).toBe('ASIA1')
    expect(here.service.requests.at(-1)?.input.Logins).toEqual({ [providerName]: 'second' })
  })

  test('is signed in by a sign-in here, with the same tokens', async () => {
    const here = world({ announcements: tabs() })
    await initialize(here.client)
    const { client, told } = await anotherTab(here)
    await signIn(here.client, { username: 'ada', password: 'Passw0rd!' })
    await settled()
    expect(told).toEqual(['signedIn ada'])
    expect(await getTokens(client)).toEqual(await getTokens(here.client))
  })

  test('goes from one person to the next over a sign-out', async () => {
    const here = await signedInWorld({ announcements: tabs() })
    const { client, told } = await anotherTab(here)
    client.identityId = 'us-east-1:ada'
    await Promise.all([
      signOut(here.client, { invalidateTokens: false }),
      settled().then(() => signIn(here.client, { username: 'eve', password: 'Passw0rd!' })),
    ])
    await settled()
    expect(told).toEqual(['signedOut', 'signedIn eve'])
    expect(client.identityId).toBeUndefined()
  })

  test('takes renewed tokens without a word, and asks for none itself', async () => {
    const here = await signedInWorld({ announcements: tabs() })
    here.service.tokens.rotation = true
    const { client, told } = await anotherTab(here)
    here.clock.advance(3_600_000)
    const mine = await getTokens(here.client)
    await settled()
    expect(await getTokens(client)).toEqual(mine)
    expect(here.service.count('GetTokensFromRefreshToken')).toBe(1)
    expect(told).toEqual([])
  })

  test('whose calls wait for a sign-in goes on with the one that happens here', async () => {
    const here = await signedInWorld({ announcements: tabs() })
    const { client } = await anotherTab(here)
    here.service.answer('GetTokensFromRefreshToken', () => serviceAnswer('NotAuthorizedException'))
    here.clock.advance(3_600_000)
    const waiting = getTokens(client)
    await settled()
    expect(client.state.standing.userState).toBe('signedOutUserPoolsTokenInvalid')
    await getTokens(here.client, { whenSignedOut: 'reject' }).catch(() => undefined)
    await signIn(here.client, { username: 'ada', password: 'Passw0rd!' })
    expect(await waiting).toEqual(await getTokens(here.client))
  })

  test('stays as it is when the storage cannot be read', async () => {
    const storage = memoryStorage()
    const here = await signedInWorld({ announcements: tabs(), storage })
    const { client, told } = await anotherTab(here)
    storage.get = () => Promise.reject(new Error('locked'))
    await signOut(here.client, { invalidateTokens: false })
    await settled()
    expect(client.state.standing.userState).toBe('signedIn')
    expect(told).toEqual([])
  })
})

describe('a client without the feature', () => {
  /** Two tabs with one storage, of which neither hears of the other. */
  async function deafTabs() {
    const storage = memoryStorage()
    const here = await signedInWorld({ announcements: tabs(), storage, features: { tabs: () => undefined } })
    here.service.tokens.rotation = true
    return { here, storage, ...(await anotherTab(here)) }
  }

  test('notices another tab’s sign-out at its next renewal, and brings nothing back', async () => {
    const { here, storage, client, told } = await deafTabs()
    const tokens = await getTokens(client)
    await signOut(here.client, { invalidateTokens: false })
    await settled()
    expect(await getTokens(client)).toBe(tokens)
    expect(told).toEqual([])
    here.clock.advance(3_600_000)
    await expect(getTokens(client)).rejects.toMatchObject({ kind: 'notSignedIn' })
    expect(told).toEqual(['signedOut'])
    expect(here.service.count('GetTokensFromRefreshToken')).toBe(0)
    expect(await storage.list('')).toEqual([])
  })

  test('takes the tokens that another tab has renewed, and asks for none itself', async () => {
    const { here, client } = await deafTabs()
    here.clock.advance(3_600_000)
    const mine = await getTokens(here.client)
    expect(await getTokens(client)).toEqual(mine)
    expect(here.service.count('GetTokensFromRefreshToken')).toBe(1)
  })
})

test('clients of the web’s functions hear of each other by BroadcastChannel, if they have the feature', async () => {
  const { clock, service } = world()
  const storage = memoryStorage()
  const configuration = { userPool: { poolId: 'us-east-1_abcDEF123', clientId: 'client1' } }
  const open = (features: Features) =>
    createClient({ configuration, storage, clock, fetch: service.fetch, features })
  const here = open({ tabs: webTabs })
  const [hearing, everything, deaf] = [
    open({ tabs: webTabs }),
    open(allFeatures(memoryStorage(), undefined)),
    open({}),
  ]
  for (const client of [hearing, everything, deaf]) await initialize(client)
  await signIn(here, { username: 'ada', password: 'Passw0rd!' })
  for (const client of [hearing, everything]) {
    await vi.waitFor(() => expect(client.state.standing.userState).toBe('signedIn'))
  }
  expect(deaf.state.standing.userState).toBe('signedOut')
})
