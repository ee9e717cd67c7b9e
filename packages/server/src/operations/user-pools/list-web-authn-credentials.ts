import { authenticateBearer } from '../../domain/access-token.ts'
import type { UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

/** ListWebAuthnCredentials. */
export const listWebAuthnCredentials: UserPoolOperation<'ListWebAuthnCredentials'> = async (
  { environment },
  input,
) => {
  const { user } = await authenticateBearer(environment, input.AccessToken)
  const limit = input.MaxResults || 20
  const [start = '0'] = parsePageToken(input.NextToken)
  const passkeys = user.settings.passkeys ?? []
  const end = Number(start) + limit
  return {
    Credentials: passkeys.slice(Number(start), end).map(passkey => ({
      CredentialId: passkey.id,
      FriendlyCredentialName: `Passkey of ${new Date(passkey.createdAt).toISOString().slice(0, 10)}`,
      RelyingPartyId: passkey.relyingPartyId,
      AuthenticatorAttachment: passkey.attachment,
      AuthenticatorTransports: [...passkey.transports],
      CreatedAt: passkey.createdAt / 1000,
    })),
    ...(end < passkeys.length ? { NextToken: pageToken([String(end)]) } : {}),
  }
}
