import { oncePerObject } from '../domain/once-per-object.ts'
import type { PasswordRecord } from '../domain/password.ts'
import type { User } from '../domain/user.ts'
import type { Environment } from '../environment.ts'

/** What a node remembers at most; a sign-in that is not remembered looks for its user once more. */
const most = 500

/** What the first step of a sign-in has found. */
export interface Found {
  /** Absent for a name that nobody has: the second step must not take longer for it, nor shorter. */
  readonly user: User | undefined
  readonly record: PasswordRecord
}

/** Who began to sign in with this node, and not long ago: the second step need not look for the user again. */
export class BegunSignIns {
  readonly #found = new Map<string, Found>()

  /** @param id what the second step brings along */
  remember(id: string, found: Found): void {
    const [oldest] = this.#found.size >= most ? this.#found.keys() : []
    if (oldest !== undefined) this.#found.delete(oldest)
    this.#found.set(id, found)
  }

  /** Gives what is remembered, once. */
  take(id: string): Found | undefined {
    const found = this.#found.get(id)
    this.#found.delete(id)
    return found
  }
}

/** Those of a server. */
export const begunSignIns: (environment: Environment) => BegunSignIns = oncePerObject(
  () => new BegunSignIns(),
)
