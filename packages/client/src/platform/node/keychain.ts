import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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

/** How long another process may take from finding no key to writing one, in milliseconds. */
const othersTime = 100

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
      const made = randomBytes(32).toString('base64')
      await entry.setPassword(made)
      // What was sealed with a key that is gone, nobody can read any more.
      for (const file of await sealedFiles(directory)) await rm(file, { force: true })
      // Another process may make one at the same time: the last one counts for both.
      await pause(othersTime)
      return Buffer.from((await entry.getPassword()) ?? made, 'base64')
    },
  })
  const inFile = encryptedFiles({ directory: `${directory}.files` })
  let chosen: Promise<KeyValueStorage> | undefined
  /** Once for the life of the process: a value is never in both. */
  const choose = () =>
    (chosen ??= inKeychain.set('latchkey.probe', '').then(
      () => inKeychain,
      async error => {
        if ((await sealedFiles(directory)).length) {
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

/** What is in a folder of encrypted files; nothing where there is no such folder. */
async function sealedFiles(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch(() => [])
  return files.filter(file => file.endsWith('.sealed')).map(file => join(directory, file))
}
