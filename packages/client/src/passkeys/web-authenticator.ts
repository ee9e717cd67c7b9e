import type { Authenticator } from './authenticator.ts'

/** The browser's own passkeys; absent where it has none, or the page is no secure context. */
export function webAuthenticator(): Authenticator | undefined {
  if (typeof PublicKeyCredential !== 'function' || typeof navigator !== 'object') return undefined
  const { credentials } = navigator
  const text = (credential: Credential | null) => {
    if (credential instanceof PublicKeyCredential) return JSON.stringify(credential.toJSON())
    throw new DOMException('No passkey was given', 'NotAllowedError')
  }
  return {
    async get(options) {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options))
      return text(await credentials.get({ publicKey }))
    },
    async create(options) {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options))
      return text(await credentials.create({ publicKey }))
    },
  }
}
