import { inPieces } from './pieces.ts'
import type { KeyValueStorage } from './storage.ts'

/** What is needed of `expo-secure-store`. */
interface ExpoSecureStore {
  getItemAsync(key: string): Promise<string | null>
  setItemAsync(key: string, value: string): Promise<void>
  deleteItemAsync(key: string): Promise<void>
}

/** What is needed of `react-native-keychain`. */
interface ReactNativeKeychain {
  getGenericPassword(options: { service: string }): Promise<false | { readonly password: string }>
  setGenericPassword(username: string, password: string, options: { service: string }): Promise<unknown>
  resetGenericPassword(options: { service: string }): Promise<unknown>
}

/** What is needed of `@react-native-async-storage/async-storage`. */
interface AsyncStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
  getAllKeys(): Promise<readonly string[]>
}

/** What is needed of `react-native-mmkv`. */
interface MMKV {
  getString(key: string): string | undefined
  set(key: string, value: string): void
  delete(key: string): void
  getAllKeys(): string[]
}

/** Secure stores take letters, digits and `.-_` in names; every other sign becomes its number. */
const simpleName = (key: string) => key.replace(/[^\w.-]/g, sign => `-${sign.codePointAt(0)?.toString(16)}-`)

/**
 * iOS's keychain and Android's keystore by `expo-secure-store`: the place for sessions in React Native. Values may be
 * longer than its 2,048 bytes.
 *
 * @example new AWSMobileClient({ storage: expoSecureStore(SecureStore) })
 */
export function expoSecureStore(module: ExpoSecureStore): KeyValueStorage {
  return inPieces(
    {
      get: name => module.getItemAsync(name),
      set: (name, value) => module.setItemAsync(name, value),
      delete: name => module.deleteItemAsync(name),
    },
    2_000,
    simpleName,
  )
}

/** The same by `react-native-keychain`. */
export function reactNativeKeychain(module: ReactNativeKeychain): KeyValueStorage {
  return inPieces(
    {
      get: async service => {
        const found = await module.getGenericPassword({ service })
        return found ? found.password : undefined
      },
      set: (service, value) => module.setGenericPassword('latchkey', value, { service }),
      delete: service => module.resetGenericPassword({ service }),
    },
    16_000,
    simpleName,
  )
}

/** `AsyncStorage`. It is not encrypted: who has the device's files has the tokens. */
export function asyncStorage(module: AsyncStorage): KeyValueStorage {
  return {
    get: async key => (await module.getItem(key)) ?? undefined,
    set: (key, value) => module.setItem(key, value),
    delete: key => module.removeItem(key),
    list: async prefix => (await module.getAllKeys()).filter(key => key.startsWith(prefix)),
  }
}

/** `react-native-mmkv`; give it an `encryptionKey` of its own. */
export function mmkvStorage(module: MMKV): KeyValueStorage {
  return {
    get: async key => module.getString(key),
    set: async (key, value) => module.set(key, value),
    delete: async key => module.delete(key),
    list: async prefix => module.getAllKeys().filter(key => key.startsWith(prefix)),
  }
}
