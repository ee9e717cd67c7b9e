import type { KeyValueStorage } from './storage.ts'

/** A value as it lies in the database. */
interface SealedValue {
  readonly version: 1
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
}

const databaseName = 'latchkey'
const keyName = 'AES-GCM'

function ended<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys')
    request.result.createObjectStore('values')
  }
  return ended(request)
}

/** The one key of this origin. Nobody can read it out, not even the page: the browser only works with it. */
async function loadKey(database: IDBDatabase): Promise<CryptoKey> {
  const known: CryptoKey | undefined = await ended(
    database.transaction('keys').objectStore('keys').get(keyName),
  )
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const keys = database.transaction('keys', 'readwrite').objectStore('keys')
  // Another tab may have been first: then its key is the one.
  const first: CryptoKey | undefined = await ended(keys.get(keyName))
  if (first) return first
  await ended(keys.add(made, keyName))
  return made
}

/**
 * Keeps the session in IndexedDB, encrypted with AES-GCM under a key that cannot be extracted: who copies the
 * browser's files or reads the database has no tokens. Each value is bound to its name.
 *
 * @param former where values were kept before: what is found there moves here
 */
export function encryptedDatabase(former?: KeyValueStorage): KeyValueStorage {
  let opening: Promise<{ database: IDBDatabase; key: CryptoKey }> | undefined
  const opened = () => {
    opening ??= open().then(async database => {
      const close = () => {
        opening = undefined
      }
      database.onclose = close
      database.onversionchange = () => {
        database.close()
        close()
      }
      return { database, key: await loadKey(database) }
    })
    opening.catch(() => {
      opening = undefined
    })
    return opening
  }
  const algorithm = (name: string, nonce: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: new TextEncoder().encode(name),
  })
  const write = async (run: (values: IDBObjectStore) => void) => {
    const { database } = await opened()
    const transaction = database.transaction('values', 'readwrite', { durability: 'strict' })
    run(transaction.objectStore('values'))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
  }

  const storage: KeyValueStorage = {
    async get(name) {
      const { database, key } = await opened()
      const kept: SealedValue | undefined = await ended(
        database.transaction('values').objectStore('values').get(name),
      )
      if (!kept) return moved(name)
      // A later version's value is not this one's to read.
      if (kept.version !== 1) return ''
      return crypto.subtle.decrypt(algorithm(name, kept.nonce), key, kept.sealed).then(
        plain => new TextDecoder().decode(plain),
        // Sealed with a key that is gone: nobody can read it any more.
        () => undefined,
      )
    },

    async set(name, value) {
      const { key } = await opened()
      const nonce = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt(algorithm(name, nonce), key, new TextEncoder().encode(value))
      const kept: SealedValue = { version: 1, nonce, sealed }
      await write(values => values.put(kept, name))
    },

    async delete(name) {
      await write(values => values.delete(name))
      await former?.delete(name)
    },

    async list(prefix) {
      const { database } = await opened()
      const names = await ended(database.transaction('values').objectStore('values').getAllKeys())
      const before = (await former?.list(prefix)) ?? []
      return [...new Set([...names.map(String).filter(name => name.startsWith(prefix)), ...before])]
    },
  }

  async function moved(name: string): Promise<string | undefined> {
    const value = await former?.get(name)
    if (value === undefined) return undefined
    await storage.set(name, value)
    await former?.delete(name)
    return value
  }

  return storage
}
