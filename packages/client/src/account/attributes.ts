import { failure } from '../errors/failure.ts'
import type { Client } from '../session/client.ts'
import { deliveryDetails } from '../sign-in/challenge-result.ts'
import type { UserCodeDeliveryDetails } from '../sign-in/types.ts'
import { attributeList } from '../sign-up/sign-up.ts'
import { request } from '../transport/request.ts'
import { accessTokenField } from './access-token.ts'

type Texts = Record<string, string>

export interface UpdateAttributesOptions {
  readonly clientMetadata?: Texts
}

export interface ConfirmAttributeInput {
  readonly attributeName: string
  readonly code: string
}

/** The person's attributes, all as texts (`GetUser`). */
export async function getUserAttributes(client: Client): Promise<Record<string, string>> {
  const { UserAttributes } = await request(client, 'userPool', 'GetUser', await accessTokenField(client))
  if (!Array.isArray(UserAttributes))
    throw failure('network', 'an answer without attributes', { retryable: true })
  return Object.fromEntries(UserAttributes.map(({ Name, Value = '' }) => [Name, Value]))
}

/**
 * Sets attributes (`UpdateUserAttributes`); the next `getTokens` brings tokens with the new claims.
 *
 * @returns one entry for each attribute that now has to be verified with a code
 */
export async function updateUserAttributes(
  client: Client,
  attributes: Texts,
  options: UpdateAttributesOptions = {},
): Promise<UserCodeDeliveryDetails[]> {
  const { CodeDeliveryDetailsList = [] } = await request(client, 'userPool', 'UpdateUserAttributes', {
    ...(await accessTokenField(client)),
    UserAttributes: attributeList(attributes),
    ClientMetadata: options.clientMetadata,
  })
  outdateTokens(client)
  return CodeDeliveryDetailsList.map(deliveryDetails)
}

/** Deletes attributes by name (`DeleteUserAttributes`). */
export async function deleteUserAttributes(client: Client, names: readonly string[]): Promise<void> {
  await request(client, 'userPool', 'DeleteUserAttributes', {
    ...(await accessTokenField(client)),
    UserAttributeNames: [...names],
  })
  outdateTokens(client)
}

/** Has a code sent that verifies an attribute (`GetUserAttributeVerificationCode`). */
export async function verifyUserAttribute(
  client: Client,
  input: { readonly attributeName: string; readonly clientMetadata?: Texts },
): Promise<UserCodeDeliveryDetails | undefined> {
  const { CodeDeliveryDetails } = await request(client, 'userPool', 'GetUserAttributeVerificationCode', {
    ...(await accessTokenField(client)),
    AttributeName: input.attributeName,
    ClientMetadata: input.clientMetadata,
  })
  return CodeDeliveryDetails && deliveryDetails(CodeDeliveryDetails)
}

/**
 * Verifies an attribute with the code (`VerifyUserAttribute`).
 *
 * @throws AWSMobileClientError `codeMismatch`, `expiredCode`
 */
export async function confirmVerifyUserAttribute(
  client: Client,
  input: ConfirmAttributeInput,
): Promise<void> {
  await request(client, 'userPool', 'VerifyUserAttribute', {
    ...(await accessTokenField(client)),
    AttributeName: input.attributeName,
    Code: input.code,
  })
  outdateTokens(client)
}

/** The id token's claims are no longer true: it is renewed at the next call, or kept while that is impossible. */
function outdateTokens(client: Client): void {
  if (client.session) client.session = { ...client.session, leeway: Number.POSITIVE_INFINITY }
}
