import type { AWSMobileClientError } from '../errors/error.ts'

/** Provider names and tokens, as `Logins` has them; empty for a guest. */
export type Logins = Record<string, string>

/** What proves a person to the identity pool. */
export interface Login {
  readonly logins: Logins
  /** The epoch in which it does. */
  readonly epoch: number
  /** Sets requests with this login apart from those with another. */
  readonly key: string
  /** The role to ask for, where the login allows several. */
  readonly customRoleARN?: string | undefined
  /** The identity pool has refused the login itself: calls wait for a new one. */
  readonly refused?: (cause: AWSMobileClientError) => void
}
