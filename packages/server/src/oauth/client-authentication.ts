import { matchesClientSecret } from '../domain/secret-hash.ts'
import { clientOf, type UserPoolClient } from '../domain/user-pool.ts'
import { readClient } from '../store/units/clients.ts'
import { OAuthError } from './oauth-error.ts'
import { parameter, type Visit } from './visit.ts'

interface Credentials {
  readonly id: string
  readonly secret: string | undefined
}

/**
 * Who calls an endpoint for programs (RFC 6749, 2.3): by Basic, by the form, or, without a secret, by its id alone.
 * Every failure is told alike.
 *
 * @throws OAuthError `invalid_client`, `invalid_request`
 */
export async function authenticateClient(visit: Visit): Promise<UserPoolClient> {
  const { environment, pool } = visit
  const { id, secret } = presentedCredentials(visit)
  const row = await environment.engine.read(() => readClient(pool.id, id))
  const client = row && clientOf(row)
  if (!client || !(await matchesClientSecret(environment, client, secret))) throw unknownClient()
  // A public client that sends a secret is mistaken about itself.
  if (client.secrets.length === 0 && secret !== undefined) throw unknownClient()
  return client
}

const unknownClient = () => new OAuthError('invalid_client', 'The client is unknown, or its secret is wrong.')

function presentedCredentials({ headers, form }: Visit): Credentials {
  const named = parameter(form, 'client_id')
  const secret = parameter(form, 'client_secret')
  const basic = parseBasic(headers.get('authorization'))
  if (!basic) {
    if (named === undefined) throw unknownClient()
    return { id: named, secret }
  }
  if (secret !== undefined) throw new OAuthError('invalid_request', 'The client authenticates in two ways.')
  if (named !== undefined && named !== basic.id) throw unknownClient()
  return basic
}

/** The client that HTTP's own authentication names, before anything is verified. */
export function basicClientId(headers: Headers): string | undefined {
  return decodeBasic(headers.get('authorization'))?.id
}

function parseBasic(header: string | null): Credentials | undefined {
  if (!/^Basic /i.test(header ?? '')) return undefined
  const credentials = decodeBasic(header)
  if (!credentials) throw unknownClient()
  return credentials
}

function decodeBasic(header: string | null): Credentials | undefined {
  const [, encoded = ''] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? []
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return undefined
  // Both halves are form-encoded (RFC 6749, 2.3.1). Cognito's ids and secrets are the same with and without it.
  const decode = (part: string) => new URLSearchParams(`v=${part}`).get('v') ?? ''
  return { id: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) || undefined }
}
