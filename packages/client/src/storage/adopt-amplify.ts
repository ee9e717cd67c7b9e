import type { Client } from '../session/client.ts'
import { restore } from '../session/kept.ts'
import { poolKey, storeSession } from '../session/records.ts'
import { leeways } from '../session/session.ts'
import type { KeyValueStorage } from './storage.ts'

/**
 * Takes over the session that `aws-amplify` or `amazon-cognito-identity-js` has stored: whoever was signed in stays
 * so when the app changes to this client. The device's key is not taken over.
 *
 * @param storage where it was, such as `webStorage(localStorage)`
 * @example new AWSMobileClient({ configuration, adopt: adoptAmplifySession(webStorage(localStorage)) })
 */
export function adoptAmplifySession(storage: KeyValueStorage) {
  return async (client: Client): Promise<void> => {
    const { configuration } = client
    if (!configuration?.userPool) return
    const prefix = `CognitoIdentityServiceProvider.${configuration.userPool.clientId}`
    const username = await storage.get(`${prefix}.LastAuthUser`)
    if (!username) return
    const keptAs = (name: string) => storage.get(`${prefix}.${username}.${name}`)
    const [accessToken, idToken, refreshToken] = await Promise.all(
      ['accessToken', 'idToken', 'refreshToken'].map(keptAs),
    )
    if (!accessToken || !refreshToken) return
    restore(client, {
      version: 1,
      pool: poolKey(configuration),
      provider: 'userPools',
      username,
      tokens: { accessToken, idToken, refreshToken },
      expiration: 0,
      leeway: leeways.userPools,
      // The two libraries write it in different units: the next renewal tells anew.
      clockOffset: 0,
    })
    client.stored = false
    // Only what is kept here may be cleared away there.
    void storeSession(client)
      .then(async () => {
        if (!client.stored) return
        for (const key of await storage.list(`${prefix}.`)) await storage.delete(key)
      })
      .catch(client.platform.report)
  }
}
