import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { ready } from '../session/initialize.ts'
import { setConfirmed } from '../sign-in/open-challenge.ts'
import { signIn } from '../sign-in/sign-in.ts'
import type { SignInResult } from '../sign-in/types.ts'

/**
 * Signs in the person who has just confirmed an account, without a password. It works once, for as long as the
 * service keeps the confirmation, where the app client allows `USER_AUTH`.
 *
 * @throws AWSMobileClientError `invalidState` when nobody has just confirmed; whatever `signIn` throws
 */
export async function autoSignIn(client: Client): Promise<SignInResult> {
  await ready(client)
  const { confirmed } = client
  if (!confirmed) throw failure('invalidState', 'no account has just been confirmed')
  setConfirmed(client, undefined)
  return signIn(client, { ...confirmed, authFlow: 'USER_AUTH' })
}
