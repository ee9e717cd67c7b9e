import { accessTokenField } from '../account/access-token.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { setChallenge } from '../sign-in/open-challenge.ts'
import { request } from '../transport/request.ts'
import { verifySoftwareToken } from './verify-software-token.ts'

export interface TOTPSetUp {
  /** The shared secret in base32, for typing. */
  readonly secret: string
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: string
}

/**
 * Begins to set up an authenticator app (`AssociateSoftwareToken`): for the person who is signed in, ended by
 * `verifyTOTP`; or for the sign-in that asks for it by `mfaSetup`, ended by `confirmSignIn` with the app's code.
 *
 * @param options.issuer what the app shows beside the name; the user pool's id when absent
 */
export async function setUpTOTP(
  client: Client,
  options: { readonly issuer?: string } = {},
): Promise<TOTPSetUp> {
  const { challenge } = client
  const open = challenge?.name === 'MFA_SETUP' ? challenge : undefined
  const caller = open ? { Session: open.session } : await accessTokenField(client)
  const { SecretCode: secret, Session } = await request(client, 'userPool', 'AssociateSoftwareToken', caller)
  if (!secret) throw failure('network', 'an answer without secret', { retryable: true })
  if (open && client.challenge === open) setChallenge(client, { ...open, session: Session })
  const issuer = encodeURIComponent(options.issuer ?? client.configuration?.userPool?.poolId ?? '')
  const name = encodeURIComponent(open?.flow.usernameTyped ?? client.session?.username ?? '')
  return { secret, uri: `otpauth://totp/${issuer}:${name}?secret=${secret}&issuer=${issuer}` }
}

/**
 * Ends the set-up of the signed-in person's authenticator app with a code from it (`VerifySoftwareToken`). It is a
 * second factor only once `setMFAPreference` says so.
 *
 * @throws AWSMobileClientError `codeMismatch` or another refusal of the code
 */
export async function verifyTOTP(
  client: Client,
  input: { readonly code: string; readonly friendlyDeviceName?: string },
): Promise<void> {
  await verifySoftwareToken(client, {
    ...(await accessTokenField(client)),
    UserCode: input.code,
    FriendlyDeviceName: input.friendlyDeviceName,
  })
}
