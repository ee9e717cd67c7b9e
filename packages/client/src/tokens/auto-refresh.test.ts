import { describe, expect, test } from 'vitest'
import { allFeatures } from '../features.ts'
import { AWSMobileClient } from '../index.node.ts'
import { nodePlatform } from '../platform/node.ts'
import type { Lock } from '../platform/platform.ts'
import type { ClientOptions } from '../session/client.ts'
import { initialize } from '../session/initialize.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { memoryStorage } from '../storage/memory.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { connectionLost, fakeConfiguration, fakeService, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld, world } from '../testing/set-up.ts'
import { getTokens } from './get-tokens.ts'

const minute = 60_000
const hour = 60 * minute
const renewal = 'GetTokensFromRefreshToken'
const ada = { username: 'ada', password: 'Passw0rd!' }

const features = allFeatures(memoryStorage(), undefined)
const automatic = (more: ClientOptions = {}) => signedInWorld({ autoRefresh: true, features, ...more })

/** What a page and its connection tell, and a way to change it. */
function surroundings() {
  const watchers: (() => void)[] = []
  const now = { hidden: false, offline: false }
  const change = (changed: Partial<typeof now>) => {
    Object.assign(now, changed)
    for (const callback of watchers) callback()
  }
  return {
    options: {
      background: {
        waits: () => now.hidden || now.offline,
        watch: callback => void watchers.push(callback),
      },
    } satisfies ClientOptions,
    show: (shown: boolean) => change({ hidden: !shown }),
    reconnect: () => change({ offline: false }),
    /** A connection that goes says nothing. */
    disconnect: () => void (now.offline = true),
  }
}

/** Those timers alone that are set for the background. */
function countingClock() {
  const clock = fakeClock()
  const planned = new Set<object>()
  return {
    ...clock,
    planned,
    after(milliseconds: number, callback: () => void, options?: { readonly background?: boolean }) {
      if (!options?.background) return clock.after(milliseconds, callback)
      const key = {}
      planned.add(key)
      const cancel = clock.after(milliseconds, () => {
        planned.delete(key)
        callback()
      })
      return () => {
        planned.delete(key)
        cancel()
      }
    },
  }
}

describe('autoRefresh', () => {
  test('renews tokens a minute before a call would have to, again and again', async () => {
    const { client, service, clock } = await automatic()
    clock.advance(hour - 3 * minute - 1)
    await settled()
    expect(service.count(renewal)).toBe(0)
    for (let round = 1; round <= 3; round++) {
      clock.advance(1)
      await settled()
      expect(service.count(renewal)).toBe(round)
      await getTokens(client)
      expect(service.count(renewal)).toBe(round)
      clock.advance(hour - 3 * minute - 1)
      await settled()
      expect(service.count(renewal)).toBe(round)
    }
  })

  test('is off where nobody asks for it', async () => {
    const { service, clock } = await signedInWorld({ features })
    clock.advance(2 * hour)
    await settled()
    expect(service.requests).toEqual([])
  })

  test('begins with a session that was stored, and with one that begins later', async () => {
    const { service, clock, relaunch } = await signedInWorld()
    const again = relaunch({ autoRefresh: true, features })
    await initialize(again)
    await settled()
    clock.advance(hour - 2 * minute)
    await settled()
    expect(service.count(renewal)).toBe(1)

    const later = world({ autoRefresh: true, features })
    await initialize(later.client)
    await settled()
    later.clock.advance(hour)
    await signIn(later.client, ada)
    await settled()
    later.clock.advance(hour - 2 * minute)
    await settled()
    expect(later.service.count(renewal)).toBe(1)
  })

  test('is an option of the class, which loads what it needs for it', async () => {
    const clock = fakeClock()
    const service = fakeService(clock)
    const client = new AWSMobileClient({
      configuration: fakeConfiguration,
      autoRefresh: true,
      clock,
      fetch: service.fetch,
    })
    await client.signIn(ada)
    const { accessToken } = await client.getTokens()
    await import('../more.ts')
    await settled()
    clock.advance(hour - 2 * minute - 1)
    await settled()
    expect(service.count(renewal)).toBe(1)
    expect(client.currentTokens?.accessToken.tokenString).not.toBe(accessToken.tokenString)
  })

  test('waits anew where a call has renewed the tokens meanwhile', async () => {
    const { client, service, clock } = await automatic()
    clock.advance(hour / 2)
    await getTokens(client, { forceRefresh: true })
    clock.advance(hour / 2)
    await settled()
    expect(service.count(renewal)).toBe(1)
    clock.advance(hour / 2 - 3 * minute)
    await settled()
    expect(service.count(renewal)).toBe(2)
  })

  test('sets no timer while the page is hidden, and catches up once it is seen', async () => {
    const page = surroundings()
    const clock = countingClock()
    const service = fakeService(clock)
    await automatic({ ...page.options, clock, fetch: service.fetch })
    expect(clock.planned.size).toBe(1)
    page.show(false)
    expect(clock.planned.size).toBe(0)
    clock.advance(2 * hour)
    await settled()
    expect(service.count(renewal)).toBe(0)
    page.show(true)
    await settled()
    expect(service.count(renewal)).toBe(1)
    expect(clock.planned.size).toBe(1)
  })

  test('asks for nothing while the device is offline, and catches up with the connection', async () => {
    const page = surroundings()
    const { service, clock, told } = await automatic(page.options)
    page.disconnect()
    clock.advance(2 * hour)
    await settled()
    expect(service.requests).toEqual([])
    page.reconnect()
    await settled()
    expect(service.count(renewal)).toBe(1)
    expect(told).toEqual([])
  })

  test('tries again after growing pauses, at once when the connection is back, and signs nobody out', async () => {
    const page = surroundings()
    const reports: unknown[] = []
    const { client, service, clock, told } = await automatic({
      ...page.options,
      report: error => reports.push(error),
    })
    const recover = service.answer(renewal, () => {
      throw connectionLost
    })
    // Each try is three requests.
    const triesAfter = async (milliseconds: number) => {
      clock.advance(milliseconds)
      await settled()
      return service.count(renewal) / 3
    }
    expect(await triesAfter(hour - 3 * minute)).toBe(1)
    expect(await triesAfter(minute)).toBe(1)
    expect(await triesAfter(minute)).toBe(2)
    expect(await triesAfter(3 * minute)).toBe(2)
    expect(await triesAfter(minute)).toBe(3)
    page.reconnect()
    await settled()
    expect(service.count(renewal)).toBe(12)
    recover()
    page.reconnect()
    await settled()
    expect(client.session?.tokens?.expiration.getTime()).toBeGreaterThan(clock.now() + 59 * minute)
    expect(told).toEqual([])
    expect(reports).toEqual([])
  })

  test('reports what time will not mend', async () => {
    const reports: unknown[] = []
    const { service, clock } = await automatic({ report: error => reports.push(error) })
    service.answer(renewal, () => serviceAnswer('ResourceNotFoundException'))
    clock.advance(hour)
    await settled()
    expect(reports).toMatchObject([{ kind: 'resourceNotFound' }])
  })

  test('tells of a session that the service has ended, once, and then rests', async () => {
    const { service, clock, told } = await automatic()
    service.refreshTokens.clear()
    clock.advance(hour)
    await settled()
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
    clock.advance(5 * hour)
    await settled()
    expect(service.count(renewal)).toBe(1)
  })

  test('ends with the session', async () => {
    const clock = countingClock()
    const service = fakeService(clock)
    const { client } = await automatic({ clock, fetch: service.fetch })
    await signOut(client)
    expect(clock.planned.size).toBe(0)
  })

  test('of two tabs that wake at once is one request, although the token is rotated', async () => {
    let last: Promise<unknown> = Promise.resolve()
    // What Web Locks do for the tabs of a browser.
    const lock: Lock = (_name, _wait, run) => {
      const result = last.then(run)
      last = result.catch(() => undefined)
      return result
    }
    const { client, service, clock, relaunch } = await automatic({ lock })
    service.tokens.rotation = true
    const other = relaunch()
    await initialize(other)
    await settled()
    clock.advance(hour - 2 * minute)
    await settled()
    expect(service.count(renewal)).toBe(1)
    expect(other.session?.tokens).toEqual(client.session?.tokens)
    expect(client.session?.tokens?.expiration.getTime()).toBeGreaterThan(clock.now() + 59 * minute)
  })

  test('plans tokens that live for weeks day by day, as timers count no further', async () => {
    const waits: number[] = []
    const clock = fakeClock()
    const service = fakeService(clock)
    service.tokens.lifetime = 30 * 86_400
    await automatic({
      fetch: service.fetch,
      clock: {
        ...clock,
        after(milliseconds, callback, options) {
          if (options?.background) waits.push(milliseconds)
          return clock.after(milliseconds, callback)
        },
      },
    })
    for (let day = 0; day < 29; day++) clock.advance(24 * hour)
    await settled()
    expect(Math.max(...waits)).toBe(24 * hour)
    expect(service.count(renewal)).toBe(0)
    clock.advance(24 * hour)
    await settled()
    expect(service.count(renewal)).toBe(1)
  })

  test('keeps no process alive', () => {
    const alive = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
    const { clock } = nodePlatform()
    const before = alive()
    const cancelBackground = clock.after(hour, () => {}, { background: true })
    expect(alive()).toBe(before)
    const cancel = clock.after(hour, () => {})
    expect(alive()).toBe(before + 1)
    cancel()
    cancelBackground()
  })
})
