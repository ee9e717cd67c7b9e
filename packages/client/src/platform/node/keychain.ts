import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import type { KeyValueStorage } from '../../storage/storage.ts'
import { encryptedFiles } from './encrypted-files.ts'

/** What is needed of `@napi-rs/keyring`. */
export interface Keyring {
  readonly AsyncEntry: new (
    service: string,
    account: string,
  ) => {
    getPassword(): Promise<string | null | undefined>
    setPassword(password: string): Promise<unknown>
  }
}

export interface KeychainOptions {
  /** Where the encrypted values are. */
  readonly directory: string
  /** The app's name in the keychain. */
  readonly service: string
  /** Loads `@napi-rs/keyring`, which an app that wants the keychain installs. */
  readonly load: () => Promise<Keyring>
  /** Hears why there is no keychain, when the key is kept in a file instead. */
  readonly report?: ((error: unknown) => void) | undefined
}

/**
 * Keeps the session in encrypted files whose key is in the operating system's keychain: macOS's Keychain, Windows'
 * Credential Manager, the Secret Service of Linux. Where there is none, the key is in a file beside them; where there
 * was one and it does not answer now, reading is an error and not a missing session.
 *
 * @example
 * keychainStorage({ directory, service: 'shop', load: () => import('@napi-rs/keyring') })
 */
export function keychainStorage({ directory, service, load, report }: KeychainOptions): KeyValueStorage {
  const inKeychain = encryptedFiles({
    directory,
    key: async () => {
      const { AsyncEntry } = await load()
      const entry = new AsyncEntry(service, 'latchkey')
      const known = await entry.getPassword()
      if (known) return Buffer.from(known, 'base64')
      const made = randomBytes(32)
      await entry.setPassword(made.toString('base64'))
      return made
    },
  })
  const inFile = encryptedFiles({ directory: `${directory}.files` })
  let chosen: Promise<KeyValueStorage> | undefined
  /** Once for the life of the process: a value is never in both. */
  const choose = () =>
    (chosen ??= inKeychain.set('latchkey.probe', '').then(
      () => inKeychain,
      async error => {
        if (await holdsValues(directory)) {
          chosen = undefined
          throw error
        }
        report?.(error)
        return inFile
      },
    ))
  return {
    get: async key => (await choose()).get(key),
    set: async (key, value) => (await choose()).set(key, value),
    delete: async key => (await choose()).delete(key),
    list: async prefix => (await choose()).list(prefix),
  }
}

/** Whether something was written there with a key of the keychain. */
async function holdsValues(directory: string): Promise<boolean> {
  const files = await readdir(directory).catch(() => [])
  return files.some(file => file.endsWith('.sealed'))
}
