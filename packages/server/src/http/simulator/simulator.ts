import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { samlAudience, samlRecipient } from '../../domain/identity-logins-saml.ts'
import type { Environment } from '../../environment.ts'
import { simulatedEndpoints, simulatorPath } from '../../ports/provider-endpoints.ts'
import { namesThisMachine } from '../this-machine.ts'
import { choosePersonPage, postPage, refusalPage } from './page.ts'
import { personOf } from './person.ts'
import { readSamlRequest, type SimulatedSaml } from './saml.ts'
import { type SimulatedGrant, SimulatedTokens } from './simulated-token.ts'
import { verifyTwitterRequest } from './twitter.ts'

/** The providers with pages of their own, by the name in their addresses. */
const oauthProviders = { google: 'Google', apple: 'Apple', facebook: 'Facebook', amazon: 'Amazon' } as const
type OAuthProvider = keyof typeof oauthProviders

const isOAuthProvider = (name: string): name is OAuthProvider => Object.hasOwn(oauthProviders, name)

/** The fields of an authorization request that must survive the choice of a person. */
const kept = [
  'client_id',
  'redirect_uri',
  'state',
  'nonce',
  'response_type',
  'response_mode',
  'code_challenge',
  'code_challenge_method',
] as const

/** What an authorization request says of these fields, without empty ones. */
function keptOf(read: (name: string) => string | undefined): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const name of kept) {
    const value = read(name)
    if (value) fields[name] = value
  }
  return fields
}

/**
 * The provider simulator of local mode: Google, Apple, Facebook, Amazon and Twitter as far as a sign-in needs them,
 * with made-up people. It takes every client and asks for no password, which is why its tokens say what they are,
 * only a local server trusts them, and only this machine can reach it.
 */
export function createSimulator(environment: Environment, saml: SimulatedSaml): Hono {
  const { issuer, now } = environment
  const tokens = new SimulatedTokens(environment)
  const issuerOf = (provider: string) => `${issuer()}${simulatorPath}/${provider}`
  const app = new Hono().basePath(simulatorPath)

  app.post('/tokens', async ({ req }) => issueToken(await req.json<Record<string, unknown>>()))

  app.get(
    '/saml/metadata',
    () => new Response(saml.metadata(), { headers: { 'content-type': 'application/samlmetadata+xml' } }),
  )
  app.get('/saml/sso', ({ req }) => startSaml(new URL(req.url).searchParams))
  app.post('/saml/sso', async ({ req }) => answerSaml(await req.formData()))
  app.get('/:provider/.well-known/openid-configuration', ({ req }) => {
    const base = issuerOf(req.param('provider'))
    return Response.json({
      issuer: base,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      userinfo_endpoint: `${base}/userinfo`,
      jwks_uri: `${base}/jwks`,
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email', 'profile', 'name'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
    })
  })
  app.get('/:provider/jwks', async () => Response.json(await tokens.publicKeys()))
  app.get('/:provider/authorize', ({ req }) => {
    const provider = req.param('provider')
    if (!isOAuthProvider(provider)) return refusalPage('There is no such provider.')
    const fields = keptOf(name => req.query(name))
    const trouble = troubleOf(fields)
    return trouble ? refusalPage(trouble) : choosePersonPage(oauthProviders[provider], fields)
  })
  app.post('/:provider/authorize', async ({ req }) => authorize(req.param('provider'), await req.formData()))
  app.post('/:provider/token', async context => token(context.req.param('provider'), context))
  app.get('/:provider/token', async context => token(context.req.param('provider'), context))
  app.get('/:provider/userinfo', context =>
    withGrant(context, context.req.param('provider'), ({ person }) => ({
      sub: person.subject,
      email: person.email,
      email_verified: true,
      name: person.name,
    })),
  )
  app.get('/facebook/graph/app', context =>
    withGrant(context, 'facebook', ({ clientId }) => ({ id: clientId })),
  )
  app.get('/facebook/graph/me', context =>
    withGrant(context, 'facebook', ({ person }) => ({
      id: person.subject,
      name: person.name,
      email: person.email,
    })),
  )
  app.get('/amazon/tokeninfo', context =>
    withGrant(context, 'amazon', ({ clientId, person }) => ({
      iss: 'https://www.amazon.com',
      aud: clientId,
      app_id: clientId,
      user_id: person.subject,
      iat: Math.floor(now() / 1000),
      exp: 3600,
    })),
  )
  app.get('/amazon/profile', context =>
    withGrant(context, 'amazon', ({ person }) => ({
      user_id: person.subject,
      email: person.email,
      name: person.name,
    })),
  )
  app.get('/twitter/verify_credentials.json', ({ req }) => {
    const url = simulatedEndpoints(issuer()).twitter.verifyCredentials
    const grant = verifyTwitterRequest(tokens, url, req.header('authorization') ?? '')
    return grant
      ? Response.json({ id_str: grant.person.subject, name: grant.person.name })
      : Response.json({ errors: [{ code: 89, message: 'Invalid or expired token.' }] }, { status: 401 })
  })
  return app

  /** A token without a page, for tests and demonstrations. */
  async function issueToken(input: Record<string, unknown>): Promise<Response> {
    const { provider, clientId, email = 'ada@example.com', name, subject, nonce } = input
    const texts = [provider, clientId, email, name ?? '', subject ?? '', nonce ?? '']
    if (texts.some(value => typeof value !== 'string') || provider === '' || clientId === '') {
      return Response.json(
        {
          message:
            'Expected { provider, clientId, email?, name?, subject?, nonce?, lifetime? }, texts but for lifetime (seconds).',
        },
        { status: 400 },
      )
    }
    const grant: SimulatedGrant = {
      provider: String(provider),
      clientId: String(clientId),
      person: personOf(String(email), name as string | undefined, subject as string | undefined),
      nonce: nonce as string | undefined,
    }
    const lifetime = Number(input['lifetime'] ?? 3600) * 1000
    switch (provider) {
      case 'google':
      case 'apple':
        return Response.json({
          token: await tokens.idToken(issuerOf(provider), grant, lifetime),
          ...grant.person,
        })
      case 'facebook':
      case 'amazon':
        return Response.json({ token: tokens.issue('access', grant, lifetime), ...grant.person })
      case 'twitter':
        return Response.json({ token: `${tokens.issue('access', grant, lifetime)};secret`, ...grant.person })
      case 'saml': {
        const { recipient, audience, roles } = input
        const token = await saml.response(grant.person, {
          recipient: typeof recipient === 'string' ? recipient : samlRecipient,
          audience: typeof audience === 'string' ? audience : samlAudience,
          roles: Array.isArray(roles) ? roles.map(String) : [],
          lifetime,
        })
        return Response.json({ token, ...grant.person })
      }
      default:
        return Response.json(
          { message: 'provider is one of google, apple, facebook, amazon, twitter, saml.' },
          { status: 400 },
        )
    }
  }

  /** The page of the SAML provider (HTTP-Redirect binding). */
  function startSaml(query: URLSearchParams): Response {
    const fields = { SAMLRequest: query.get('SAMLRequest') ?? '', RelayState: query.get('RelayState') ?? '' }
    const request = readSamlRequest(fields.SAMLRequest)
    if (!request || !isHere(request.consumer)) return refusalPage('Expected a SAMLRequest of this machine.')
    return choosePersonPage('SAML', fields)
  }

  async function answerSaml(form: FormData): Promise<Response> {
    const field = (name: string) => String(form.get(name) ?? '')
    const request = readSamlRequest(field('SAMLRequest'))
    if (!request || !isHere(request.consumer)) return refusalPage('Expected a SAMLRequest of this machine.')
    const email = field('email') || field('other')
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
      return choosePersonPage('SAML', { SAMLRequest: field('SAMLRequest'), RelayState: field('RelayState') })
    }
    const SAMLResponse = await saml.response(personOf(email), {
      recipient: request.consumer,
      audience: request.issuer,
      inResponseTo: request.id,
      roles: [],
      lifetime: 300_000,
    })
    return postPage(request.consumer, { SAMLResponse, RelayState: field('RelayState') })
  }

  function isHere(address: string): boolean {
    const target = URL.parse(address)
    if (!target) return false
    return target.origin === issuer() || (/^https?:$/.test(target.protocol) && namesThisMachine(target.host))
  }

  async function authorize(provider: string, form: FormData): Promise<Response> {
    const field = (name: string) => String(form.get(name) ?? '')
    const fields = keptOf(field)
    const trouble = troubleOf(fields)
    if (trouble || !isOAuthProvider(provider)) return refusalPage(trouble ?? 'There is no such provider.')
    const email = field('email') || field('other')
    const answer: Record<string, string> = {}
    if (email === 'cancel') {
      answer['error'] = 'access_denied'
    } else if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
      return choosePersonPage(oauthProviders[provider], fields)
    } else {
      answer['code'] = tokens.issue('code', {
        provider,
        clientId: field('client_id'),
        person: personOf(email),
        redirectUri: field('redirect_uri'),
        codeChallenge: field('code_challenge') || undefined,
        nonce: field('nonce') || undefined,
      })
    }
    if (field('state')) answer['state'] = field('state')
    if (field('response_mode') === 'form_post') return postPage(field('redirect_uri'), answer)
    const target = new URL(field('redirect_uri'))
    for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
    return new Response(null, {
      status: 303,
      headers: { location: target.href, 'cache-control': 'no-store' },
    })
  }

  async function token(provider: string, { req }: Context): Promise<Response> {
    const form = req.method === 'POST' ? new URLSearchParams(await req.text()) : new URL(req.url).searchParams
    const refuse = (error: string) => Response.json({ error }, { status: 400 })
    const grant = tokens.read('code', provider, form.get('code') ?? '')
    if (!grant || grant.redirectUri !== form.get('redirect_uri')) return refuse('invalid_grant')
    const basic = /^Basic (.+)$/.exec(req.header('authorization') ?? '')?.[1]
    const named = basic ? Buffer.from(basic, 'base64').toString().split(':')[0] : form.get('client_id')
    if (decodeURIComponent(named ?? '') !== grant.clientId) return refuse('invalid_client')
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (grant.codeChallenge !== undefined && grant.codeChallenge !== proof) return refuse('invalid_grant')
    return Response.json(
      {
        access_token: tokens.issue('access', grant),
        token_type: 'bearer',
        expires_in: 3600,
        ...(provider === 'google' || provider === 'apple'
          ? { id_token: await tokens.idToken(issuerOf(provider), grant) }
          : {}),
        ...(provider === 'amazon' ? { refresh_token: tokens.issue('refresh', grant) } : {}),
      },
      { headers: { 'cache-control': 'no-store' } },
    )
  }

  /** Answers about the bearer of an access token. */
  function withGrant(
    { req }: Context,
    provider: string,
    answer: (grant: SimulatedGrant) => Record<string, unknown>,
  ): Response {
    const bearer =
      /^Bearer (.+)$/i.exec(req.header('authorization') ?? '')?.[1] ?? req.query('access_token') ?? ''
    const grant = tokens.read('access', provider, bearer)
    return grant
      ? Response.json(answer(grant))
      : Response.json(
          { error: 'invalid_token', error_description: 'The token is not valid.' },
          { status: 401 },
        )
  }

  /** An answer goes back to this machine alone: this is no way to send people elsewhere. */
  function troubleOf(fields: Readonly<Record<string, string | undefined>>): string | undefined {
    if (fields['response_type'] !== undefined && fields['response_type'] !== 'code') {
      return 'The simulator knows response_type=code alone.'
    }
    if (!fields['client_id'] || !isHere(fields['redirect_uri'] ?? ''))
      return 'Expected client_id, and a redirect_uri on this machine.'
    return undefined
  }
}
