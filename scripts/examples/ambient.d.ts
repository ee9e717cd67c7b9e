/** What examples take for granted: an app's own names, and modules that only apps have. */
import type { AWSMobileClient } from '@latchkey/client'
import type { CookieJar } from '@latchkey/client/storage'

declare global {
  const client: AWSMobileClient
  const configuration: object
  const password: string
  const region: string
  const api: string
  const body: string
  const uri: string
  const directory: string
  const token: string
  const getAll: CookieJar['getAll']
  const setAll: CookieJar['setAll']
  class S3Client {
    constructor(options: {
      region: string
      credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>
    })
  }
  /** React Native's. */
  const AppState: {
    readonly currentState: string
    addEventListener(type: 'change', listener: () => void): unknown
  }
  const SecureStore: {
    getItemAsync(key: string): Promise<string | null>
    setItemAsync(key: string, value: string): Promise<void>
    deleteItemAsync(key: string): Promise<void>
  }
  const WebBrowser: {
    openAuthSessionAsync(
      url: string,
      redirect: string,
      options: { preferEphemeralSession?: boolean },
    ): Promise<{ type: string; url?: string }>
  }
}
