import type { UserPoolErrorName } from '@latchkey/protocol'
import { type ErrorTextId, errorTextOf as textOfName } from '@latchkey/ui/views'
import { ServiceError } from '../../errors.ts'

/**
 * What a person is told of a refusal.
 *
 * @throws the error itself when it is no refusal
 */
export function errorTextOf(error: unknown): ErrorTextId {
  if (!(error instanceof ServiceError)) throw error
  return textOfName(error.name as UserPoolErrorName) ?? 'unknown'
}
