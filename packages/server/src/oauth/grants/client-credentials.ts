import { issueClientToken } from '../../domain/client-token.ts'
import { ServiceError } from '../../errors.ts'
import { readResourceIndicator, requireFlow } from '../authorization-request.ts'
import { OAuthError } from '../oauth-error.ts'
import { listParameter, parameter } from '../visit.ts'
import type { Grant } from './grant.ts'

/** `client_credentials` (RFC 6749, 4.4): for clients with a secret, and custom scopes alone. */
export const clientCredentials: Grant = async (visit, client) => {
  requireFlow(client, 'client_credentials')
  if (client.secrets.length === 0) {
    throw new OAuthError('unauthorized_client', 'A client without a secret cannot prove who it is.')
  }
  const { environment, pool, form } = visit
  const resource = await readResourceIndicator(visit, form)
  const scopes = listParameter(form, 'scope')
  const token = await issueClientToken(environment, pool, client, scopes, {
    resource,
    clientMetadata: readMetadata(form),
  }).catch((error: unknown) => {
    if (!(error instanceof ServiceError && error.name === 'InvalidParameterException')) throw error
    throw new OAuthError('invalid_scope', 'A scope is unknown, or not allowed to the client.', {
      cause: error,
    })
  })
  return {
    access_token: token.AccessToken ?? '',
    expires_in: token.ExpiresIn ?? 0,
    token_type: 'Bearer',
  }
}

/**
 * What the client says for the trigger alone: JSON of texts in `aws_client_metadata`.
 *
 * @throws OAuthError `invalid_request`
 */
function readMetadata(form: URLSearchParams): Record<string, string> | undefined {
  const text = parameter(form, 'aws_client_metadata')
  if (text === undefined) return undefined
  const refused = (cause?: unknown) =>
    new OAuthError('invalid_request', 'aws_client_metadata must be a JSON object of texts.', { cause })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused()
    const entries = Object.entries(value)
    if (!entries.every(([, member]) => typeof member === 'string')) throw refused()
    return Object.fromEntries(entries)
  } catch (error) {
    throw error instanceof SyntaxError ? refused(error) : error
  }
}
