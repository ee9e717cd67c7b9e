/** What a caller was told about one user, and so what has to be true after any crash. */
export interface Entry {
  readonly username: string
  /** Passwords of which one must work: more than one while a change was not acknowledged. */
  passwords: string[]
  confirmed: 'no' | 'yes' | 'unknown'
  presence: 'present' | 'absent' | 'unknown'
  /** Refresh tokens that must be refused. */
  revoked: string[]
  /** Refresh tokens that must still work. */
  live: string[]
}

/**
 * Runs a write and notes what is known about it: `during` before it is sent, since it may take effect without an
 * answer, and `after` once it was acknowledged.
 *
 * @returns whether it was acknowledged
 */
export async function noted(
  write: () => Promise<unknown>,
  { during, after }: { during: () => void; after: () => void },
): Promise<boolean> {
  during()
  try {
    await write()
  } catch (error) {
    // The server is killed while it works, so a cut connection is expected; an answer with an error is not.
    if (error instanceof Error && '$response' in error && error.$response !== undefined) throw error
    return false
  }
  after()
  return true
}
