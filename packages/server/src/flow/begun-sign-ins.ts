import { oncePerObject } from '../domain/once-per-object.ts'
import type { User } from '../domain/user.ts'
import type { Environment } from '../environment.ts'

/** What a node remembers at most; a sign-in that is not remembered reads its user once more. */
const most = 500

/** Who began to sign in with this node, and not long ago: the second step need not look for the user again. */
export class BegunSignIns {
  readonly #users = new Map<string, User | undefined>()

  /**
   * @param id what the second step brings along
   * @param user absent for a name that nobody has: the second step must not take longer for it, nor shorter
   */
  remember(id: string, user: User | undefined): void {
    const [oldest] = this.#users.size >= most ? this.#users.keys() : []
    if (oldest !== undefined) this.#users.delete(oldest)
    this.#users.set(id, user)
  }

  /** Gives what is remembered, once. */
  take(id: string): { readonly user: User | undefined } | undefined {
    if (!this.#users.has(id)) return undefined
    const user = this.#users.get(id)
    this.#users.delete(id)
    return { user }
  }
}

/** Those of a server. */
export const begunSignIns: (environment: Environment) => BegunSignIns = oncePerObject(
  () => new BegunSignIns(),
)
