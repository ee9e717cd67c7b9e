import { isAWSMobileClientError } from '../errors/error.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { dispatch } from '../session/dispatch.ts'

/**
 * Runs a step of a sign-in as the only one. A newer sign-in or a sign-out rejects it at once; what it still
 * brings then is thrown away.
 */
export function attemptSignIn<Value>(
  client: Client,
  run: (attempt: number) => Promise<Value>,
): Promise<Value> {
  const attempt = ++client.lastId
  return new Promise<Value>((resolve, reject) => {
    client.attempts.set(attempt, reject)
    dispatch(client, { type: 'signInStarted', attempt })
    if (isCurrent(client, attempt)) run(attempt).then(resolve, reject)
  })
    .catch(error => {
      // A runtime without WebCrypto, or an engine of the app's own.
      if (!isAWSMobileClientError(error)) throw failure('unknown', 'The platform failed', { cause: error })
      throw error
    })
    .finally(() => {
      client.attempts.delete(attempt)
      dispatch(client, { type: 'signInEnded', attempt })
    })
}

/** Whether the step still counts. */
export function isCurrent(client: Client, attempt: number): boolean {
  return client.state.attempt === attempt
}
