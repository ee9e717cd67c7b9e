import type { UserPoolClient } from './user-pool.ts'

/** What the pool's own directory is called among a client's identity providers. */
const directory = 'COGNITO'

/** The identity providers of a client beside the pool's directory, in the client's order. */
export function providersOf({ configuration }: UserPoolClient): readonly string[] {
  const supported: readonly string[] = configuration.SupportedIdentityProviders ?? []
  return supported.filter(name => name !== directory)
}

/** Whether a client lets the pool's own directory in; one that names no provider does. */
export function usesDirectory({ configuration }: UserPoolClient): boolean {
  const supported: readonly string[] = configuration.SupportedIdentityProviders ?? []
  return supported.length === 0 || supported.includes(directory)
}
