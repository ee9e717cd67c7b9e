import type { Environment } from '../environment.ts'

/** What a call brings beside its input. */
export interface Call {
  readonly environment: Environment
  /** UUID; also in the `x-amzn-RequestId` header. */
  readonly requestId: string
  /** The region that a local administrator's call was signed for, where the server does not hold it to its own. */
  readonly region?: string | undefined
}

/** An operation: its checked input in, its output out; refusals are thrown as `ServiceError`. */
export type Operation<Contract extends { input: unknown; output: unknown }> = (
  call: Call,
  input: Contract['input'],
) => Promise<Contract['output']>
