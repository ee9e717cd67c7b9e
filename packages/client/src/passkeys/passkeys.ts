import { accessTokenField } from '../account/access-token.ts'
import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import type { Answer, AnsweredStep, AskedStep } from '../sign-in/features.ts'
import { request } from '../transport/request.ts'
import type { Authenticator } from './authenticator.ts'

export interface Passkey {
  readonly credentialId: string
  readonly friendlyName: string | undefined
  readonly relyingPartyId: string
  readonly createdAt: Date
}

/** `WEB_AUTHN` answered by an authenticator, unless the app brings the answer itself. */
export function answerByPasskey(authenticator: Authenticator): Answer {
  return (client, step) => answerWithPasskey(client, step, authenticator)
}

/** The same, as one call. */
export async function answerWithPasskey(
  _client: Client,
  { parameters, input }: AskedStep,
  authenticator: Authenticator,
): Promise<AnsweredStep | undefined> {
  if (input) return undefined
  const CREDENTIAL = await cancellable(authenticator.get(parameters.CREDENTIAL_REQUEST_OPTIONS ?? ''))
  return { responses: { CREDENTIAL } }
}

async function cancellable<Value>(ceremony: Promise<Value>): Promise<Value> {
  try {
    return await ceremony
  } catch (cause) {
    // WebAuthn does not tell a person who cancelled from one who has no passkey.
    const name = cause instanceof Error ? cause.name : ''
    const cancelled = name === 'NotAllowedError' || name === 'AbortError'
    throw failure(cancelled ? 'userCancelledSignIn' : 'securityFailed', name, { cause })
  }
}

/**
 * Makes a passkey for the signed-in person (`StartWebAuthnRegistration`, `CompleteWebAuthnRegistration`).
 *
 * @throws AWSMobileClientError `userCancelledSignIn`; `securityFailed` when the authenticator refuses
 */
export async function registerPasskey(client: Client, authenticator: Authenticator): Promise<void> {
  const { CredentialCreationOptions } = await request(
    client,
    'userPool',
    'StartWebAuthnRegistration',
    await accessTokenField(client),
  )
  const options = JSON.stringify(CredentialCreationOptions)
  const Credential = await cancellable(authenticator.create(options).then(made => JSON.parse(made) as object))
  await request(client, 'userPool', 'CompleteWebAuthnRegistration', {
    ...(await accessTokenField(client)),
    Credential,
  })
}

/** The signed-in person's passkeys, all pages of them (`ListWebAuthnCredentials`). */
export async function listPasskeys(client: Client): Promise<readonly Passkey[]> {
  const passkeys: Passkey[] = []
  let NextToken: string | undefined
  do {
    const page = await request(client, 'userPool', 'ListWebAuthnCredentials', {
      ...(await accessTokenField(client)),
      NextToken,
    })
    for (const known of page.Credentials) {
      passkeys.push({
        credentialId: known.CredentialId,
        friendlyName: known.FriendlyCredentialName,
        relyingPartyId: known.RelyingPartyId,
        createdAt: new Date(known.CreatedAt * 1000),
      })
    }
    NextToken = page.NextToken
  } while (NextToken)
  return passkeys
}

/** Takes a passkey off the signed-in person's account (`DeleteWebAuthnCredential`). */
export async function deletePasskey(
  client: Client,
  { credentialId }: { readonly credentialId: string },
): Promise<void> {
  await request(client, 'userPool', 'DeleteWebAuthnCredential', {
    ...(await accessTokenField(client)),
    CredentialId: credentialId,
  })
}
