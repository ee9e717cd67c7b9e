import { ServiceError } from '../../errors.ts'

/** What a page shows of a refusal; whatever else was thrown is thrown on. */
export function refusedBy(error: unknown): { error: string; outcome: string; status: number } {
  if (!(error instanceof ServiceError)) throw error
  return { error: error.message, outcome: error.name, status: 400 }
}
