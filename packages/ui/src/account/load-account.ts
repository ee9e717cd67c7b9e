import { type AWSMobileClient, isAWSMobileClientError } from '@latchkey/client'
import type { AccountData } from './account-state.ts'

/** Reads all that the account element shows. What the pool does not have is left out. */
export async function loadAccount(client: AWSMobileClient): Promise<AccountData> {
  const [attributes, mfa, passkeys, list, own] = await Promise.all([
    client.getUserAttributes(),
    unlessMissing(client.getMFAPreference()),
    unlessMissing(client.passkeys.list()),
    unlessMissing(client.deviceOperations.list({ limit: 60 })),
    unlessMissing(client.deviceOperations.get()),
  ])
  return {
    username: client.usernameTyped ?? client.username ?? '',
    attributes,
    mfa,
    passkeys,
    devices: list?.devices ?? [],
    thisDevice: own?.deviceId,
    providers: linkedProviders(attributes['identities']),
  }
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
