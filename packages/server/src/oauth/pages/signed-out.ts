import type { Visit } from '../visit.ts'
import { printHosted } from './print.ts'

/** The page after a logout that names no address to go to. */
export function printSignedOut(visit: Visit, cookies: readonly string[]): Promise<Response> {
  return printHosted(visit, { screen: { kind: 'signed-out', canSignIn: false }, path: '/logout', cookies })
}
