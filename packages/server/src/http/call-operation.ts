import { type Environment, uuid } from '../environment.ts'
import { findTarget } from './json-service.ts'
import { answerOf, type OperationAnswer, refusalOf } from './responses.ts'

/** Bytes; large enough for a SAML assertion among the logins of an identity. */
export const bodyLimit = 256 * 1024

/** Bytes of a style of the hosted pages, whose pictures come with it: Amazon's own limit. */
const stylesLimit = 2 * 1024 * 1024
const styles = /\.(?:Create|Update)ManagedLoginBranding$/

/** A call of an operation, by whatever way it came. */
export interface OperationCall {
  /** The `X-Amz-Target`. */
  readonly target: string
  /** Reads the body, of so many bytes at most. */
  readonly readBody: (limit: number) => Promise<Uint8Array>
  /** Asked when callers have to sign: throws for one who may not; gives the region that the call is for, if any will do. */
  readonly authorize: (body: Uint8Array) => Promise<string | undefined>
}

interface Surroundings {
  readonly environment: Environment
  readonly reportError: (error: unknown) => void
}

/** Runs an operation; whatever it throws becomes its answer. */
export async function callOperation(
  { environment, reportError }: Surroundings,
  { target, readBody, authorize }: OperationCall,
): Promise<OperationAnswer> {
  const requestId = uuid(environment.random)
  try {
    const operation = findTarget(target)
    const body = await readBody(styles.test(target) ? stylesLimit : bodyLimit)
    const region = operation.signed ? await authorize(body) : undefined
    return answerOf(
      await operation.run({ environment, requestId, region }, body),
      requestId,
      environment.now(),
    )
  } catch (error) {
    return refusalOf(error, requestId, environment.now(), reportError)
  }
}
