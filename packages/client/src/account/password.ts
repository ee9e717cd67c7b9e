import type { Client } from '../session/client.ts'
import { deliveryDetails } from '../sign-in/challenge-result.ts'
import type { UserCodeDeliveryDetails } from '../sign-in/types.ts'
import { userFields } from '../sign-up/sign-up.ts'
import { request } from '../transport/request.ts'
import { accessTokenField } from './access-token.ts'

type Metadata = Record<string, string>

export interface ForgotPasswordResult {
  readonly forgotPasswordState: 'confirmationCodeSent' | 'done'
  readonly codeDeliveryDetails: UserCodeDeliveryDetails | undefined
}

/** Has a code sent with which a new password can be set (`ForgotPassword`). */
export async function forgotPassword(
  client: Client,
  input: { readonly username: string; readonly clientMetadata?: Metadata },
): Promise<ForgotPasswordResult> {
  const fields = await userFields(client, input.username, input.clientMetadata)
  const { CodeDeliveryDetails } = await request(client, 'userPool', 'ForgotPassword', fields)
  return {
    forgotPasswordState: 'confirmationCodeSent',
    codeDeliveryDetails: CodeDeliveryDetails && deliveryDetails(CodeDeliveryDetails),
  }
}

export interface ConfirmForgotPasswordInput {
  readonly username: string
  readonly newPassword: string
  readonly confirmationCode: string
  readonly clientMetadata?: Metadata
}

/**
 * Sets a new password with the code (`ConfirmForgotPassword`).
 *
 * @throws AWSMobileClientError `codeMismatch`, `expiredCode`, `invalidPassword`
 */
export async function confirmForgotPassword(
  client: Client,
  input: ConfirmForgotPasswordInput,
): Promise<ForgotPasswordResult> {
  const fields = await userFields(client, input.username, input.clientMetadata)
  await request(client, 'userPool', 'ConfirmForgotPassword', {
    ...fields,
    ConfirmationCode: input.confirmationCode,
    Password: input.newPassword,
  })
  return { forgotPasswordState: 'done', codeDeliveryDetails: undefined }
}

/**
 * Changes the signed-in person's password (`ChangePassword`).
 *
 * @throws AWSMobileClientError `notAuthorized` for a wrong current password; `invalidPassword`; `notSignedIn`
 */
export async function changePassword(
  client: Client,
  input: { readonly currentPassword: string; readonly proposedPassword: string },
): Promise<void> {
  await request(client, 'userPool', 'ChangePassword', {
    ...(await accessTokenField(client)),
    PreviousPassword: input.currentPassword,
    ProposedPassword: input.proposedPassword,
  })
}
