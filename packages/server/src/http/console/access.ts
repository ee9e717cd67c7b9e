import { createHash } from 'node:crypto'
import { type Environment, uuid } from '../../environment.ts'
import { deriveKey, keyedHash, seal, sealNonceLength, unseal } from '../../keys/seal.ts'
import type { AdminKey } from '../../options.ts'
import { deleteExpired } from '../../store/units/housekeeping.ts'
import { putTransaction, readTransaction, takeTransaction } from '../../store/units/oauth-transactions.ts'
import { isSame } from '../is-same.ts'

/** How long somebody stays signed in to the console, in seconds. */
export const sessionLifetime = 1800

interface Session {
  /** Under it the store knows that the session is open. */
  readonly id: string
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
  signIn(accessKeyId: string, secretAccessKey: string): Promise<string | undefined>
  /** Ends a sealed session, on every node: a copy of it is worth nothing from now on. */
  signOut(sealed: string | undefined): Promise<void>
  /** Whether a sealed session is one of ours and open, its time not over, its key still an administrator's. */
  admits(sealed: string | undefined): Promise<boolean>
  /** What a form is tied to: the browser that it was printed for, and who is signed in there. */
  formToken(browser: string, sealed: string | undefined): string
}

const context = 'console session'

/** Where the store keeps which sessions are open: no pool has such an id. */
const place = { pool_id: 'console', kind: 'session' } as const

const hashOfId = (id: string) => createHash('sha256').update(id).digest('base64url')

/** Access by the same rule as the operations': without admin keys only on one's own machine. */
export function createAccess(
  environment: Environment,
  adminKeys: readonly AdminKey[],
  local: boolean,
): Access {
  const key = deriveKey(environment.serverSecret, context)
  const { engine, now } = environment

  const open = (sealed = ''): Session | undefined => {
    const opened = unseal(key, context, Buffer.from(sealed, 'base64url'))
    return opened && (JSON.parse(opened.toString()) as Session)
  }
  const hashOf = (secret: string) => keyedHash(key, 'secret ', secret).toString('base64url')
  return {
    open: local && adminKeys.length === 0,
    signIn: async (accessKeyId, secretAccessKey) => {
      const known = adminKeys.find(adminKey => adminKey.accessKeyId === accessKeyId)
      // An unknown id takes as long as a wrong secret.
      const fits = isSame(known?.secretAccessKey ?? hashOf(accessKeyId), secretAccessKey)
      if (!known || !fits) return undefined
      const until = now() + sessionLifetime * 1000
      const id = uuid(environment.random)
      const session: Session = { id, accessKeyId, secret: hashOf(secretAccessKey), until }
      const row = { ...place, id_hash: hashOfId(id), body: '', session_id: '', used_at: 0 }
      await engine.write(function* () {
        yield* deleteExpired(place.pool_id, now())
        yield* putTransaction({ ...row, expires_at: until, kept_until: until })
      })
      const nonce = environment.random(sealNonceLength)
      return seal(key, context, Buffer.from(JSON.stringify(session)), nonce).toString('base64url')
    },
    signOut: async sealed => {
      const session = open(sealed)
      if (!session) return
      await engine.write(() => takeTransaction(place.pool_id, place.kind, hashOfId(session.id)))
    },
    admits: async sealed => {
      const session = open(sealed)
      if (!session) return false
      const known = adminKeys.find(({ accessKeyId }) => accessKeyId === session.accessKeyId)
      const isGood =
        known !== undefined && isSame(session.secret, hashOf(known.secretAccessKey)) && now() < session.until
      if (!isGood) return false
      const row = await engine.read(() => readTransaction(place.pool_id, place.kind, hashOfId(session.id)))
      return row !== undefined
    },
    formToken: (browser, sealed = '') => keyedHash(key, `form ${browser} `, sealed).toString('base64url'),
  }
}
