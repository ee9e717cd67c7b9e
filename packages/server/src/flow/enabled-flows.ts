import type { UserPoolClient } from '../domain/user-pool.ts'

/** What ExplicitAuthFlows must name for each flow. */
const permissions: Readonly<Record<string, string>> = {
  USER_SRP_AUTH: 'ALLOW_USER_SRP_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  CUSTOM_AUTH: 'ALLOW_CUSTOM_AUTH',
  USER_AUTH: 'ALLOW_USER_AUTH',
  REFRESH_TOKEN_AUTH: 'ALLOW_REFRESH_TOKEN_AUTH',
  REFRESH_TOKEN: 'ALLOW_REFRESH_TOKEN_AUTH',
  ADMIN_USER_PASSWORD_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
}

/** The flows of a client that names none. */
const defaultFlows = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_AUTH',
]

/** The older names, which know no permission for SRP and refresh: those are always on with them. */
const olderFlows: Readonly<Record<string, readonly string[]>> = {
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH'],
  CUSTOM_AUTH_FLOW_ONLY: ['ALLOW_CUSTOM_AUTH'],
}

/** Whether a client may sign in by a flow. */
export function isFlowEnabled({ configuration }: UserPoolClient, flow: string): boolean {
  const named: readonly string[] = configuration.ExplicitAuthFlows ?? []
  const permission = permissions[flow]
  if (permission === undefined) return false
  if (named.length === 0) return defaultFlows.includes(permission)
  if (!named.some(name => name in olderFlows)) return named.includes(permission)
  const granted = named.flatMap(name => olderFlows[name] ?? [])
  const always = ['ALLOW_REFRESH_TOKEN_AUTH']
  if (!named.includes('CUSTOM_AUTH_FLOW_ONLY')) always.push('ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH')
  return [...always, ...granted].includes(permission)
}
