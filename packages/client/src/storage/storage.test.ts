import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { initialize } from '../session/initialize.ts'
import { wipe } from '../session/wipe.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { settled, signedInWorld, world } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import {
  adoptAmplifySession,
  asyncStorage,
  type Cookie,
  cookieStorage,
  encryptedFiles,
  expoSecureStore,
  type KeyValueStorage,
  keychainStorage,
  memoryStorage,
  mmkvStorage,
  reactNativeKeychain,
  serializeCookie,
  webStorage,
} from './index.node.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-storage-'))
afterAll(() => rmSync(folder, { recursive: true }))
let last = 0
const directory = () => join(folder, String(++last))

/** A browser's cookies, with a browser's limit. */
function jar() {
  const cookies = new Map<string, string>()
  const sets: number[] = []
  return {
    cookies,
    sets,
    getAll: () => [...cookies].map(([name, value]): Cookie => ({ name, value })),
    setAll(changes: readonly (Cookie & { options: { maxAge?: number | undefined } })[]) {
      sets.push(changes.length)
      for (const cookie of changes) {
        expect(serializeCookie(cookie).length).toBeLessThan(4096)
        expect(cookie.value).toMatch(/^[\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]*$/)
        if (cookie.options.maxAge === 0) cookies.delete(cookie.name)
        else cookies.set(cookie.name, cookie.value)
      }
    },
  }
}

/** A phone's secure store: simple names, short values. A mock: there is no phone here. */
function secureStore() {
  const values = new Map<string, string>()
  return {
    values,
    getItemAsync: async (key: string) => values.get(key) ?? null,
    setItemAsync: async (key: string, value: string) => {
      expect(key).toMatch(/^[\w.-]+$/)
      expect(value.length).toBeLessThanOrEqual(2_048)
      values.set(key, value)
    },
    deleteItemAsync: async (key: string) => void values.delete(key),
  }
}

function keychainModule() {
  const values = new Map<string, string>()
  return {
    getGenericPassword: async ({ service }: { service: string }) => {
      const password = values.get(service)
      return password === undefined ? (false as const) : { password }
    },
    setGenericPassword: async (_: string, password: string, { service }: { service: string }) =>
      values.set(service, password),
    resetGenericPassword: async ({ service }: { service: string }) => values.delete(service),
  }
}

function area() {
  const values = new Map<string, string>()
  return {
    values,
    get length() {
      return values.size
    },
    key: (index: number) => [...values.keys()][index] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

function mmkv() {
  const values = new Map<string, string>()
  return {
    getString: (key: string) => values.get(key),
    set: (key: string, value: string) => void values.set(key, value),
    delete: (key: string) => void values.delete(key),
    getAllKeys: () => [...values.keys()],
  }
}

function asyncModule() {
  const { getItem, setItem, removeItem, values } = area()
  return {
    getItem: async (key: string) => getItem(key),
    setItem: async (key: string, value: string) => setItem(key, value),
    removeItem: async (key: string) => removeItem(key),
    getAllKeys: async () => [...values.keys()],
  }
}

const storages: Record<string, () => KeyValueStorage> = {
  memory: memoryStorage,
  'sessionStorage and localStorage': () => webStorage(area()),
  cookies: () => cookieStorage(jar()),
  'encrypted files': () => encryptedFiles({ directory: directory() }),
  'the keychain of the operating system, without one': () =>
    keychainStorage({ directory: directory(), service: 's', load: () => Promise.reject(new Error('none')) }),
  'expo-secure-store': () => expoSecureStore(secureStore()),
  'react-native-keychain': () => reactNativeKeychain(keychainModule()),
  AsyncStorage: () => asyncStorage(asyncModule()),
  MMKV: () => mmkvStorage(mmkv()),
}

describe.each(Object.entries(storages))('%s', (_, make) => {
  test('keeps, replaces, lists and deletes whatever text under whatever name', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 })
    const step = fc.record({
      key: fc.constantFrom('latchkey.a', 'latchkey.a+1:b', 'latchkey.é', 'other'),
      value: fc.option(text),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        const storage = make()
        const model = new Map<string, string>()
        for (const { key, value } of steps) {
          if (value === null) {
            model.delete(key)
            await storage.delete(key)
          } else {
            model.set(key, value)
            await storage.set(key, value)
          }
          expect(await storage.get(key)).toBe(model.get(key))
        }
        const expected = [...model.keys()].filter(key => key.startsWith('latchkey.')).sort()
        expect([...(await storage.list('latchkey.'))].sort()).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })

  test('keeps what is as long as a session, and shorter ones after it (amplify-js#10474, #1029, #3436)', async () => {
    const storage = make()
    for (const length of [12_000, 5, 7_000, 0]) {
      await storage.set('latchkey.s', 'ü'.repeat(length))
      expect(await storage.get('latchkey.s')).toBe('ü'.repeat(length))
    }
    await storage.delete('latchkey.s')
    expect(await storage.get('latchkey.s')).toBeUndefined()
  })

  test('carries a session over a relaunch', async () => {
    const { client, relaunch } = await signedInWorld({ storage: make() })
    await client.writing
    const again = relaunch()
    expect(await initialize(again)).toMatchObject({ userState: 'signedIn' })
    expect((await getTokens(again)).accessToken.claims?.username).toBe('ada')
  })

  test('is wiped by one call, and by no more than its own (aws-sdk-ios#1605)', async () => {
    const storage = make()
    await storage.set('latchkey.neighbour', 'stays')
    const { client, relaunch } = await signedInWorld({ storage, namespace: 'mine' })
    await storage.set('latchkey.mine.device.ada', '{}')
    await wipe(client)
    expect(await storage.list('latchkey.')).toEqual(['latchkey.neighbour'])
    expect(await initialize(relaunch())).toMatchObject({ userState: 'signedOut' })
  })
})

test('a secure store holds no pieces of what was replaced or deleted', async () => {
  const store = secureStore()
  const storage = expoSecureStore(store)
  await storage.set('k', 'x'.repeat(9_000))
  await storage.set('k', 'short')
  expect([...store.values.keys()].sort()).toEqual(['k', 'latchkey.index'])
  await storage.set('k', 'x'.repeat(9_000))
  await storage.delete('k')
  expect([...store.values.keys()]).toEqual(['latchkey.index'])
})

describe('cookies', () => {
  test('of one value are set in one go, with the app’s attributes (amplify-js#13018, #10786)', async () => {
    const made = jar()
    const storage = cookieStorage(made, { domain: 'example.com', sameSite: 'strict' })
    await storage.set('k', 'x'.repeat(7_000))
    await storage.set('k', 'short')
    expect(made.sets).toEqual([3, 3])
    expect([...made.cookies]).toEqual([['k.0', '1.c2hvcnQ']])
    expect(
      serializeCookie({
        name: 'a',
        value: 'b',
        options: {
          domain: 'example.com',
          path: '/',
          maxAge: 1,
          secure: true,
          sameSite: 'lax',
          httpOnly: true,
        },
      }),
    ).toBe('a=b; Domain=example.com; Path=/; Max-Age=1; SameSite=lax; Secure; HttpOnly')
  })

  test('of a framework that undoes escapes say the same as those of one that does not', async () => {
    const made = jar()
    /** As Next.js reads a request: a cookie whose escapes are broken is left out. */
    const unescaping = {
      ...made,
      getAll: () =>
        made.getAll().flatMap(({ name, value }) => {
          try {
            return [{ name, value: decodeURIComponent(value) }]
          } catch {
            return []
          }
        }),
    }
    for (let length = 3_480; length < 3_520; length++) {
      const value = `${'x'.repeat(length)}"100 % wahr", 100%25, ☃`
      await cookieStorage(made).set('k', value)
      expect(await cookieStorage(unescaping).get('k')).toBe(value)
      expect(await cookieStorage(made).get('k')).toBe(value)
    }
  })

  test('of an earlier version are read', async () => {
    const made = jar()
    made.cookies.set('k.0', '2-%7B%22name')
    made.cookies.set('k.1', '%22%3A%22Ada%22%7D')
    expect(await cookieStorage(made).get('k')).toBe('{"name":"Ada"}')
  })

  test('of which one is lost are no value', async () => {
    const made = jar()
    const storage = cookieStorage(made)
    await storage.set('k', 'x'.repeat(8_000))
    made.cookies.delete('k.1')
    expect(await storage.get('k')).toBeUndefined()
  })
})

describe('encrypted files', () => {
  test('hold nothing that can be read, for nobody but their owner', async () => {
    const place = directory()
    const storage = encryptedFiles({ directory: place })
    await storage.set('latchkey.session', 'refresh-token-in-the-clear')
    for (const file of readdirSync(place)) {
      expect(file).not.toContain('session')
      expect(readFileSync(join(place, file), 'latin1')).not.toMatch(/refresh-token|session/)
      expect(statSync(join(place, file)).mode & 0o077).toBe(0)
    }
  })

  test('of another key, cut short or swapped are an error, not a missing session', async () => {
    const place = directory()
    const storage = encryptedFiles({ directory: place })
    await storage.set('a', 'first')
    const [sealed = ''] = readdirSync(place).filter(name => name.endsWith('.sealed'))
    const whole = readFileSync(join(place, sealed))
    const stranger = encryptedFiles({ directory: place, key: async () => new Uint8Array(32) })
    await expect(stranger.get('a')).rejects.toThrow()
    writeFileSync(join(place, sealed), whole.subarray(0, 20))
    await expect(storage.get('a')).rejects.toThrow()
    await storage.set('b', 'second')
    const other = readdirSync(place).find(name => name.endsWith('.sealed') && name !== sealed)!
    writeFileSync(join(place, other), whole)
    await expect(storage.get('b')).rejects.toThrow('another name')
  })

  test('make one key, however many processes begin at once', async () => {
    const place = directory()
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        encryptedFiles({ directory: place }).set(`k${index}`, `v${index}`),
      ),
    )
    const reader = encryptedFiles({ directory: place })
    for (let index = 0; index < 8; index++) expect(await reader.get(`k${index}`)).toBe(`v${index}`)
  })

  test('take their key from the keychain where there is one (a mock of it)', async () => {
    const kept = new Map<string, string>()
    class AsyncEntry {
      readonly #name: string
      constructor(service: string, account: string) {
        this.#name = `${service}/${account}`
      }
      getPassword = async () => kept.get(this.#name)
      setPassword = async (password: string) => kept.set(this.#name, password)
    }
    const options = { directory: directory(), service: 'shop', load: async () => ({ AsyncEntry }) }
    await keychainStorage(options).set('a', 'kept')
    expect(await keychainStorage(options).get('a')).toBe('kept')
    expect(readdirSync(options.directory)).not.toContain('key')
    expect([...kept.keys()]).toEqual(['shop/latchkey'])
  })
})

test('a session of aws-amplify or amazon-cognito-identity-js is taken over, once it is safely kept here', async () => {
  const { client, service } = world()
  await signIn(client, { username: 'ada', password: 'Passw0rd!' })
  const { idToken, accessToken, refreshToken } = await getTokens(client)
  const former = area()
  const prefix = 'CognitoIdentityServiceProvider.client1'
  former.setItem(`${prefix}.LastAuthUser`, 'ada')
  former.setItem(`${prefix}.ada.accessToken`, accessToken.tokenString)
  former.setItem(`${prefix}.ada.idToken`, idToken!.tokenString)
  former.setItem(`${prefix}.ada.refreshToken`, refreshToken!.tokenString)
  former.setItem('CognitoIdentityServiceProvider.client2.LastAuthUser', 'eve')

  const full = world({
    adopt: adoptAmplifySession(webStorage(former)),
    fetch: service.fetch,
    report: () => undefined,
    storage: { ...memoryStorage(), set: () => Promise.reject(new Error('full')) },
  })
  expect(await initialize(full.client)).toMatchObject({ userState: 'signedIn', details: { username: 'ada' } })
  await settled()
  expect(former.values.size).toBe(5)

  const next = world({ adopt: adoptAmplifySession(webStorage(former)), fetch: service.fetch })
  expect(await initialize(next.client)).toMatchObject({ userState: 'signedIn' })
  expect((await getTokens(next.client, { forceRefresh: true })).idToken?.claims?.sub).toBe('sub-ada')
  expect([...former.values.keys()]).toEqual(['CognitoIdentityServiceProvider.client2.LastAuthUser'])
  expect(await initialize(next.relaunch())).toMatchObject({ userState: 'signedIn' })
})
