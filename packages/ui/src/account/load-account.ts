import { type AWSMobileClient, isAWSMobileClientError, type UserSession } from '@latchkey/client'
import type { AccountData } from './account-state.ts'

/** Reads all that the account element shows. What the pool does not have is left out. */
export async function loadAccount(client: AWSMobileClient): Promise<AccountData> {
  const [attributes, mfa, passkeys, list, own, sessions] = await Promise.all([
    client.getUserAttributes(),
    unlessMissing(client.getMFAPreference()),
    unlessMissing(client.passkeys.list()),
    unlessMissing(client.deviceOperations.list({ limit: 60 })),
    unlessMissing(client.deviceOperations.get()),
    unlessMissing(allSessions(client)),
  ])
  return {
    username: client.usernameTyped ?? client.username ?? '',
    attributes,
    mfa,
    passkeys,
    devices: list?.devices ?? [],
    thisDevice: own?.deviceId,
    sessions,
    providers: linkedProviders(attributes['identities']),
  }
}

/** Every page of them: none may be hidden from who looks for a stranger. */
async function allSessions(client: AWSMobileClient): Promise<UserSession[]> {
  const found: UserSession[] = []
  let paginationToken: string | undefined
  do {
    const page = await client.sessions.list(paginationToken === undefined ? {} : { paginationToken })
    found.push(...page.sessions)
    paginationToken = page.paginationToken
  } while (paginationToken !== undefined)
  return found
}

/** A part that the pool does not offer answers with a refusal; an outage is not that. */
async function unlessMissing<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value
  } catch (error) {
    const outage = isAWSMobileClientError(error) && (error.kind === 'network' || error.kind === 'timeout')
    if (outage || !isAWSMobileClientError(error)) throw error
    return undefined
  }
}

/** The attribute `identities` is JSON text: a list with the provider's name in each. */
function linkedProviders(identities = '[]'): string[] {
  try {
    const list: unknown = JSON.parse(identities)
    return Array.isArray(list) ? list.map(({ providerName }) => String(providerName)) : []
  } catch {
    // Not ours to read.
    return []
  }
}
