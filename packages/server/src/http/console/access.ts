import type { Environment } from '../../environment.ts'
import { deriveKey, keyedHash, seal, sealNonceLength, unseal } from '../../keys/seal.ts'
import type { AdminKey } from '../../options.ts'
import { isSame } from '../is-same.ts'

/** How long somebody stays signed in to the console, in seconds. */
export const sessionLifetime = 1800

interface Session {
  readonly accessKeyId: string
  /** A keyed hash of the secret: with another secret the session is over. */
  readonly secret: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

/** Who may see the console. */
export interface Access {
  /** One's own machine, where no admin keys are given: whoever is here is an administrator. */
  readonly open: boolean
  /** Signs an administrator in; gives back the sealed session, or nothing for a key that is not one. */
  signIn(accessKeyId: string, secretAccessKey: string): string | undefined
  /** Whether a sealed session is one of ours, its time not over, its key still an administrator's. */
  admits(sealed: string | undefined): boolean
  /** What a form is tied to: the browser that it was printed for, and who is signed in there. */
  formToken(browser: string, sealed: string | undefined): string
}

const context = 'console session'

/** Access by the same rule as the operations': without admin keys only on one's own machine. */
export function createAccess(
  environment: Environment,
  adminKeys: readonly AdminKey[],
  local: boolean,
): Access {
  const key = deriveKey(environment.serverSecret, context)
  const hashOf = (secret: string) => keyedHash(key, 'secret ', secret).toString('base64url')
  return {
    open: local && adminKeys.length === 0,
    signIn: (accessKeyId, secretAccessKey) => {
      const known = adminKeys.find(adminKey => adminKey.accessKeyId === accessKeyId)
      // An unknown id takes as long as a wrong secret.
      const fits = isSame(known?.secretAccessKey ?? hashOf(accessKeyId), secretAccessKey)
      if (!known || !fits) return undefined
      const session: Session = {
        accessKeyId,
        secret: hashOf(secretAccessKey),
        until: environment.now() + sessionLifetime * 1000,
      }
      const nonce = environment.random(sealNonceLength)
      return seal(key, context, Buffer.from(JSON.stringify(session)), nonce).toString('base64url')
    },
    admits: sealed => {
      const opened = unseal(key, context, Buffer.from(sealed ?? '', 'base64url'))
      if (!opened) return false
      const session = JSON.parse(opened.toString()) as Session
      const known = adminKeys.find(({ accessKeyId }) => accessKeyId === session.accessKeyId)
      return (
        known !== undefined &&
        isSame(session.secret, hashOf(known.secretAccessKey)) &&
        environment.now() < session.until
      )
    },
    formToken: (browser, sealed = '') => keyedHash(key, `form ${browser} `, sealed).toString('base64url'),
  }
}
