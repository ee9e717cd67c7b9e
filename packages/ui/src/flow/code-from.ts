import type { Fields } from './fields.ts'

/** A code as it was meant: without the spaces and hyphens by which people read it. */
export function codeFrom(fields: Fields): string {
  return (fields['code'] ?? '').normalize('NFKC').replace(/[\s-]/g, '')
}
