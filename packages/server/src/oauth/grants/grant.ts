import type { UserPoolClient } from '../../domain/user-pool.ts'
import type { Visit } from '../visit.ts'

/** A successful answer of the token endpoint (RFC 6749, 5.1). */
export interface TokenAnswer {
  readonly access_token: string
  readonly id_token?: string
  readonly refresh_token?: string
  readonly token_type: 'Bearer'
  /** Seconds. */
  readonly expires_in: number
}

/** One way to get tokens; the client is authenticated already. */
export type Grant = (visit: Visit, client: UserPoolClient) => Promise<TokenAnswer>
