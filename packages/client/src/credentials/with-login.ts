import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import type { WaitOptions } from '../session/waits.ts'
import { currentLogin } from './login.ts'
import type { Login } from './logins.ts'

/**
 * Asks the identity pool as the person who is signed in.
 *
 * @throws AWSMobileClientError `invalidConfiguration` when that is somebody whose login came from elsewhere, and the
 *   program has not the feature for it
 */
export async function withLogin<Value>(
  client: Client,
  options: WaitOptions,
  abandoned: AbortSignal | undefined,
  ask: (login: Login) => Promise<Value>,
): Promise<Value> {
  const login = await currentLogin(client, options, abandoned)
  if (login) return ask(login)
  const { federation } = client.features
  if (!federation) throw failure('invalidConfiguration', 'The session needs the feature federation')
  return federation(client, options, abandoned, ask)
}
