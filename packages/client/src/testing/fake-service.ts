/**
 * A stand-in for the network: it answers a client's requests in the shapes of Cognito's recorded answers, with
 * SRP really verified, and can be told to fail. It knows just enough to test the client without a server; the
 * whole path against a real one is in `tests/client`.
 */
import { fromBase64, toBase64, toBase64Url } from '@latchkey/protocol'
import { g, k, N, poolNameOf } from '@latchkey/protocol/srp'
import {
  claimSignature,
  derivedKey,
  modularPower,
  scramblingParameter,
  verifierOf,
} from '@latchkey/protocol/srp/node'
import type { Clock, Fetch } from '../platform/platform.ts'

export const fakeConfiguration = {
  CognitoUserPool: { Default: { PoolId: 'us-east-1_abcDEF123', AppClientId: 'client1' } },
  CredentialsProvider: {
    CognitoIdentity: { Default: { PoolId: 'us-east-1:11111111-2222-4333-8444-555555555555' } },
  },
}

type Input = Record<string, unknown>
type Answer = { status: number; body: string; headers?: Record<string, string> }
type Handler = (input: Input) => Record<string, unknown> | Answer

export interface FakeService {
  readonly fetch: Fetch
  /** Every request, as `{ operation, input }`. */
  readonly requests: { operation: string; input: Record<string, unknown>; url: string; headers: object }[]
  count(operation: string): number
  /** Answers an operation otherwise until the function that it returns is called. */
  answer(operation: string, handler: Handler): () => void
  /** Holds an operation's answers back until the function that it returns is called. */
  hold(operation: string): () => void
  /** How tokens are issued. */
  tokens: { lifetime: number; rotation: boolean; skew: number }
  /** The refresh tokens that are good. */
  readonly refreshTokens: Set<string>
}

/** An error as the service sends it. */
export function serviceAnswer(name: string, message = name, status = 400): Answer {
  return {
    status,
    body: JSON.stringify({ __type: name, message }),
    headers: { 'x-amzn-errortype': `${name}:` },
  }
}

/** Thrown by a handler: the connection breaks. */
export const connectionLost = new TypeError('fetch failed')

const password = 'Passw0rd!'

export function fakeService(clock: Clock): FakeService {
  const service: Omit<FakeService, 'fetch' | 'requests'> & { requests: FakeService['requests'] } = {
    requests: [],
    count: operation => service.requests.filter(request => request.operation === operation).length,
    answer(operation, handler) {
      const former = handlers[operation]!
      handlers[operation] = handler
      return () => void (handlers[operation] = former)
    },
    hold(operation) {
      let release = () => {}
      held.set(operation, new Promise<void>(resolve => (release = resolve)))
      return () => {
        held.delete(operation)
        release()
      }
    },
    tokens: { lifetime: 3600, rotation: false, skew: 0 },
    refreshTokens: new Set(),
  }
  const held = new Map<string, Promise<void>>()
  const exchanges = new Map<string, { username: string; A: bigint; B: bigint; b: bigint; v: bigint }>()
  let issued = 0

  const jwt = (claims: object) =>
    `e30.${toBase64Url(new TextEncoder().encode(JSON.stringify(claims)))}.${toBase64Url(new Uint8Array([issued]))}`

  function issue(username: string, formerRefreshToken?: string) {
    issued++
    const iat = Math.floor((clock.now() + service.tokens.skew) / 1000)
    const common = {
      sub: `sub-${username}`,
      iat,
      exp: iat + service.tokens.lifetime,
      origin_jti: 'o',
      n: issued,
    }
    const keep = formerRefreshToken && !service.tokens.rotation
    const refreshToken = keep ? formerRefreshToken : `refresh-${issued}-${username}`
    if (!keep) {
      service.refreshTokens.delete(formerRefreshToken ?? '')
      service.refreshTokens.add(refreshToken)
    }
    return {
      AuthenticationResult: {
        AccessToken: jwt({ ...common, token_use: 'access', username, client_id: 'client1' }),
        IdToken: jwt({ ...common, token_use: 'id', 'cognito:username': username, aud: 'client1' }),
        ...(!keep && { RefreshToken: refreshToken }),
        ExpiresIn: service.tokens.lifetime,
        TokenType: 'Bearer',
      },
      ChallengeParameters: {},
    }
  }

  function refresh(token: string) {
    if (!service.refreshTokens.has(token))
      return serviceAnswer('NotAuthorizedException', 'Invalid Refresh Token')
    return issue(token.slice(token.lastIndexOf('-') + 1), token)
  }

  function startSrp({ USERNAME, SRP_A }: Record<string, string>) {
    const poolName = poolNameOf(fakeConfiguration.CognitoUserPool.Default.PoolId)
    const v = verifierOf(poolName, USERNAME!, password, 0x1234n)
    const b = BigInt(Math.floor(clock.now())) ** 8n
    const B = (k * v + modularPower(g, b)) % N
    const secret = toBase64(new TextEncoder().encode(`block-${exchanges.size}`))
    exchanges.set(secret, { username: USERNAME!, A: BigInt(`0x${SRP_A}`), B, b, v })
    return {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: '1234',
        SRP_B: B.toString(16),
        SECRET_BLOCK: secret,
        USERNAME,
        USER_ID_FOR_SRP: USERNAME,
      },
    }
  }

  function verifySrp(responses: Record<string, string>) {
    const { PASSWORD_CLAIM_SECRET_BLOCK: block = '', PASSWORD_CLAIM_SIGNATURE, TIMESTAMP = '' } = responses
    const { username, A, B, b, v } = exchanges.get(block)!
    const u = scramblingParameter(A, B)
    const S = modularPower((A * modularPower(v, u)) % N, b)
    const poolName = poolNameOf(fakeConfiguration.CognitoUserPool.Default.PoolId)
    const signature = claimSignature(derivedKey(S, u), poolName, username, fromBase64(block)!, TIMESTAMP)
    return toBase64(signature) === PASSWORD_CLAIM_SIGNATURE
      ? issue(username)
      : serviceAnswer('NotAuthorizedException', 'Incorrect username or password.')
  }

  const handlers: Record<string, Handler> = {
    SignUp: () => ({
      UserConfirmed: false,
      UserSub: 'sub-1',
      CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    }),
    ConfirmSignUp: () => ({}),
    InitiateAuth(input) {
      const parameters = input.AuthParameters as Record<string, string>
      if (input.AuthFlow === 'REFRESH_TOKEN_AUTH') return refresh(parameters.REFRESH_TOKEN!)
      if (input.AuthFlow === 'USER_SRP_AUTH') return startSrp(parameters)
      return parameters.PASSWORD === password
        ? issue(parameters.USERNAME!)
        : serviceAnswer('NotAuthorizedException', 'Incorrect username or password.')
    },
    RespondToAuthChallenge: input => verifySrp(input.ChallengeResponses as Record<string, string>),
    GetTokensFromRefreshToken: input => refresh(String(input.RefreshToken)),
    RevokeToken: () => ({ status: 200, body: '', headers: { 'content-type': 'application/x-amz-json-1.1' } }),
    GlobalSignOut: () => ({}),
    DeleteUser: () => ({ status: 200, body: '', headers: { 'content-type': 'application/x-amz-json-1.1' } }),
    GetUser: () => ({ Username: 'ada', UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }] }),
    UpdateUserAttributes: () => ({ CodeDeliveryDetailsList: [] }),
    GetId: input => ({ IdentityId: input.Logins ? 'us-east-1:aaaa' : 'us-east-1:9999' }),
    GetCredentialsForIdentity: input => ({
      IdentityId: input.IdentityId,
      Credentials: {
        AccessKeyId: 'ASIA1',
        SecretKey: 'secret',
        SessionToken: 'session',
        Expiration: (clock.now() + service.tokens.skew) / 1000 + 3600,
      },
    }),
  }

  const fetch: Fetch = async (url, request) => {
    const operation = request.headers['X-Amz-Target']!.split('.')[1]!
    const input = JSON.parse(request.body ?? '')
    service.requests.push({ operation, input, url, headers: request.headers })
    await Promise.race([
      held.get(operation),
      new Promise((_, reject) =>
        request.signal.addEventListener('abort', () => reject(request.signal.reason)),
      ),
      ...(held.has(operation) ? [] : [undefined]),
    ])
    const handler = handlers[operation] ?? (() => serviceAnswer('UnknownOperationException', ''))
    const answer = handler(input)
    const plain = typeof answer.body === 'string' ? (answer as Answer) : undefined
    const headers = new Headers(plain?.headers ?? { 'content-type': 'application/x-amz-json-1.1' })
    return { status: plain?.status ?? 200, headers, text: async () => plain?.body ?? JSON.stringify(answer) }
  }
  return Object.assign(service, { fetch })
}
