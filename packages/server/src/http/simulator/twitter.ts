import { timingSafeEqual } from 'node:crypto'
import { oauth1Signature } from '../../domain/oauth1.ts'
import type { SimulatedGrant, SimulatedTokens } from './simulated-token.ts'

/**
 * Whom a request signed with OAuth 1.0 is about. Tokens of the simulator have the token secret `secret`, and every
 * consumer has the consumer secret `secret`.
 */
export function verifyTwitterRequest(
  tokens: SimulatedTokens,
  url: string,
  authorization: string,
): SimulatedGrant | undefined {
  const fields = Object.fromEntries(
    [...authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  )
  const { oauth_signature: signature = '', ...parameters } = fields
  const expected = oauth1Signature(
    { method: 'GET', url, consumerSecret: 'secret', tokenSecret: 'secret' },
    parameters,
  )
  const [given, wanted] = [Buffer.from(signature), Buffer.from(expected)]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  const grant = tokens.read('access', 'twitter', parameters['oauth_token'] ?? '')
  return grant?.clientId === parameters['oauth_consumer_key'] ? grant : undefined
}
