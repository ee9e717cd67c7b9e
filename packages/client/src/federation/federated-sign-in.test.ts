import { toBase64Url } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import { getIdentityId } from '../credentials/identity.ts'
import { nodePlatform } from '../platform/node.ts'
import { createClientOn } from '../session/client.ts'
import { initialize } from '../session/initialize.ts'
import { addUserStateListener } from '../session/listeners.ts'
import { currentUserState, isSignedIn, username } from '../session/standing.ts'
import { releaseSignInWait } from '../session/waiting.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { connectionLost, fakeConfiguration, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld, type World, world } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { federatedSignIn } from './federated-sign-in.ts'
import { IdentityProvider } from './identity-provider.ts'

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )

const jwt = (sub: string) => `e30.${toBase64Url(new TextEncoder().encode(JSON.stringify({ sub })))}.AA`
const facebook = { providerName: IdentityProvider.facebook, token: 'token-1' }

/** Somebody signed in with Facebook whose token the identity pool has just refused, with credentials wanted. */
async function refusedWorld(calls = 1) {
  const made = world()
  const { client, service } = made
  await federatedSignIn(client, facebook)
  await settled()
  const refused = () => serviceAnswer('NotAuthorizedException', 'Invalid login token. Token expired')
  let bad = new Set(['token-1'])
  const guard = (operation: string) => {
    const undo = service.answer(operation, input => {
      const [token = ''] = Object.values((input.Logins as Record<string, string>) ?? {})
      if (bad.has(token)) return refused()
      return operation === 'GetId'
        ? { IdentityId: 'us-east-1:aaaa' }
        : {
            IdentityId: input.IdentityId,
            Credentials: {
              AccessKeyId: `KEY-${token}`,
              SecretKey: 's',
              SessionToken: 't',
              Expiration: made.clock.now() / 1000 + 3600,
            },
          }
    })
    return undo
  }
  guard('GetId')
  guard('GetCredentialsForIdentity')
  made.told.length = 0
  service.requests.length = 0
  const parked = Array.from({ length: calls }, () => getAWSCredentials(client, { forceRefresh: true }))
  const outcomes = parked.map(call =>
    call.then(
      ({ accessKeyId }) => accessKeyId,
      error => error.kind as string,
    ),
  )
  await settled()
  return { ...made, outcomes, allow: () => (bad = new Set()), refuse: (token: string) => bad.add(token) }
}

describe('federatedSignIn', () => {
  test.each([
    ['Facebook', 'graph.facebook.com'],
    ['Google', 'accounts.google.com'],
    ['Twitter', 'api.twitter.com'],
    ['Amazon', 'www.amazon.com'],
    ['Apple', 'appleid.apple.com'],
    ['a SAML provider', 'arn:aws:iam::123456789012:saml-provider/Corporation'],
    ['Auth0', 'shop.eu.auth0.com'],
  ])(
    'with a token of %s gives AWS credentials (amplify-js#13236, #13672, #14081)',
    async (_, providerName) => {
      const { client, service, told } = world()
      const { userState, details } = await federatedSignIn(client, { providerName, token: 'token-1' })
      expect({ userState, details }).toEqual({ userState: 'signedIn', details: { provider: providerName } })
      expect(told.at(-1)).toBe('signedIn')
      const { accessKeyId, identityId } = await getAWSCredentials(client)
      expect({ accessKeyId, identityId }).toEqual({ accessKeyId: 'ASIA1', identityId: 'us-east-1:aaaa' })
      expect(service.requests.map(({ input }) => input.Logins)).toEqual([
        { [providerName]: 'token-1' },
        { [providerName]: 'token-1' },
      ])
    },
  )

  test('sends customRoleARN: a SAML assertion may allow several roles', async () => {
    const { client, service } = world()
    const customRoleARN = 'arn:aws:iam::123456789012:role/editor'
    await federatedSignIn(client, {
      providerName: 'arn:aws:iam::1:saml-provider/S',
      token: 'a',
      customRoleARN,
    })
    await getAWSCredentials(client)
    expect(service.requests.at(-1)?.input.CustomRoleArn).toBe(customRoleARN)
  })

  test('takes a developer’s identity by its id, and refuses to guess it', async () => {
    const { client, service } = world()
    const developer = { providerName: IdentityProvider.developer, token: jwt('us-east-1:dddd') }
    expect(await kindOf(federatedSignIn(client, developer))).toBe('invalidParameter')
    await federatedSignIn(client, { ...developer, cognitoIdentityId: 'us-east-1:dddd' })
    expect((await getAWSCredentials(client)).identityId).toBe('us-east-1:dddd')
    expect(service.count('GetId')).toBe(0)
    // The next token of the same person needs no id.
    expect(await kindOf(federatedSignIn(client, { ...developer, token: jwt('us-east-1:dddd') }))).toBe(
      'resolved',
    )
  })

  test('while signed in to a user pool is federationProviderExists, in the invalid state as well', async () => {
    const { client, service, clock } = await signedInWorld()
    expect(await kindOf(federatedSignIn(client, facebook))).toBe('federationProviderExists')
    service.refreshTokens.clear()
    clock.advance(3_600_000)
    expect(await kindOf(getTokens(client, { whenSignedOut: 'reject' }))).toBe('notSignedIn')
    expect(currentUserState(client)).toBe('signedOutUserPoolsTokenInvalid')
    expect(await kindOf(federatedSignIn(client, facebook))).toBe('federationProviderExists')
  })

  test('keeps the guest’s identity (amplify-js#2089, #14197)', async () => {
    const { client, service } = world()
    await getAWSCredentials(client)
    await federatedSignIn(client, facebook)
    await getAWSCredentials(client)
    expect(service.count('GetId')).toBe(1)
    expect(service.requests.at(-1)?.input).toMatchObject({ IdentityId: 'us-east-1:9999' })
  })

  test('of another person never enters the former one’s identity', async () => {
    const { client } = world()
    const google = { providerName: IdentityProvider.google }
    await federatedSignIn(client, { ...google, token: jwt('ada') })
    expect(await getIdentityId(client)).toBe('us-east-1:aaaa')
    await federatedSignIn(client, { ...google, token: jwt('ada') })
    expect(client.identityId).toBe('us-east-1:aaaa')
    await federatedSignIn(client, { ...google, token: jwt('eve') })
    expect(client.session?.federation?.token).toBe(jwt('eve'))
    expect(client.credentials).toBeUndefined()
  })

  test('works without an identity pool, for the state alone', async () => {
    const { client, service } = world({
      configuration: { CognitoUserPool: fakeConfiguration.CognitoUserPool },
    })
    expect((await federatedSignIn(client, facebook)).userState).toBe('signedIn')
    expect(await kindOf(getAWSCredentials(client))).toBe('cognitoIdentityPoolNotConfigured')
    expect(service.requests).toEqual([])
  })

  test('has no tokens, no user name and no user pool’s operations', async () => {
    const { client } = world()
    await federatedSignIn(client, facebook)
    expect(await kindOf(getTokens(client))).toBe('notSignedIn')
    expect(username(client)).toBeUndefined()
    expect(isSignedIn(client)).toBe(true)
  })

  test('outlives a relaunch, and sign-out ends it', async () => {
    const { client, relaunch } = world()
    await federatedSignIn(client, facebook)
    await getAWSCredentials(client)
    await client.writing
    const again = relaunch()
    expect(await initialize(again)).toEqual({
      userState: 'signedIn',
      details: { provider: 'graph.facebook.com' },
    })
    expect((await getAWSCredentials(again)).identityId).toBe('us-east-1:aaaa')
    await signOut(again)
    expect(await initialize(relaunch())).toMatchObject({ userState: 'signedOut' })
  })

  test('cuts off a sign-in that is under way', async () => {
    const { client, service } = world()
    await initialize(client)
    const release = service.hold('InitiateAuth')
    const attempt = kindOf(signIn(client, { username: 'ada', password: 'Passw0rd!' }))
    await settled()
    await federatedSignIn(client, facebook)
    release()
    expect(await attempt).toBe('invalidState')
    expect(client.session?.provider).toBe('oidcFederation')
  })
})

describe('a federated token that is refused', () => {
  test('at once shows in the state, with its cause (aws-sdk-ios#1307)', async () => {
    const { client, service } = world()
    service.answer('GetId', () => serviceAnswer('NotAuthorizedException', 'Invalid login token.'))
    const causes: unknown[] = []
    addUserStateListener(client, (state, { cause }) => causes.push([state, (cause as Error)?.message]))
    expect((await federatedSignIn(client, facebook)).userState).toBe('signedIn')
    await settled()
    expect(causes.at(-1)).toEqual(['signedOutFederatedTokensInvalid', 'Invalid login token.'])
    expect(isSignedIn(client)).toBe(true)
  })

  test('before it is taken, where verify is asked for, signs nobody in', async () => {
    const { client, service } = world()
    await initialize(client)
    service.answer('GetId', () => serviceAnswer('NotAuthorizedException', 'Invalid login token.'))
    expect(await kindOf(federatedSignIn(client, { ...facebook, verify: true }))).toBe('notAuthorized')
    expect(currentUserState(client)).toBe('signedOut')
    expect(client.identityId).toBeUndefined()
  })

  test('parks every call, tells listeners once and keeps the identity (aws-sdk-ios#2513)', async () => {
    const { client, told, outcomes, relaunch } = await refusedWorld(100)
    expect(told).toEqual(['signedOutFederatedTokensInvalid'])
    expect(client.identityId).toBe('us-east-1:aaaa')
    const late = getAWSCredentials(client).catch(error => error.kind)
    await settled()
    expect(told).toEqual(['signedOutFederatedTokensInvalid'])
    releaseSignInWait(client)
    expect(new Set([...(await Promise.all(outcomes)), await late])).toEqual(new Set(['unableToSignIn']))
    expect(client.waits.size + client.joined.size).toBe(0)
    await client.writing
    expect(await initialize(relaunch())).toMatchObject({ userState: 'signedOutFederatedTokensInvalid' })
  })

  test('is mended by a new one: parked calls get credentials, by one request', async () => {
    const { client, told, outcomes, service } = await refusedWorld(100)
    service.requests.length = 0
    await federatedSignIn(client, { ...facebook, token: 'token-2' })
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['KEY-token-2']))
    expect(service.requests.map(({ operation }) => operation)).toEqual(['GetCredentialsForIdentity'])
    expect(told).toEqual(['signedOutFederatedTokensInvalid', 'signedIn'])
  })

  test('and a new one that is refused as well rejects the parked calls once, without another word', async () => {
    const { client, told, outcomes, refuse } = await refusedWorld(3)
    refuse('token-2')
    expect(await kindOf(federatedSignIn(client, { ...facebook, token: 'token-2' }))).toBe('notAuthorized')
    expect(await Promise.all(outcomes)).toEqual(['notAuthorized', 'notAuthorized', 'notAuthorized'])
    expect(told).toEqual(['signedOutFederatedTokensInvalid'])
    expect(currentUserState(client)).toBe('signedOutFederatedTokensInvalid')
    expect(client.identityId).toBe('us-east-1:aaaa')
    expect(await kindOf(federatedSignIn(client, { ...facebook, token: 'token-3' }))).toBe('resolved')
    expect((await getAWSCredentials(client)).accessKeyId).toBe('KEY-token-3')
  })

  test('parked calls are settled by sign-out, by a sign-in and by another provider (aws-sdk-ios#1211)', async () => {
    for (const end of [
      async ({ client }: Awaited<ReturnType<typeof refusedWorld>>) => signOut(client),
      async ({ client }: Awaited<ReturnType<typeof refusedWorld>>) =>
        void (await signIn(client, { username: 'ada', password: 'Passw0rd!' })),
      async ({ client }: Awaited<ReturnType<typeof refusedWorld>>) =>
        void (await federatedSignIn(client, { providerName: IdentityProvider.google, token: 'g' })),
    ]) {
      const made = await refusedWorld(2)
      await end(made)
      expect(await Promise.all(made.outcomes)).toEqual(['unableToSignIn', 'unableToSignIn'])
      expect(made.client.waits.size).toBe(0)
    }
  })

  test('rejects at once with notSignedIn who would rather not wait, and times out who sets a limit', async () => {
    const { client, clock } = await refusedWorld(0)
    const first = getAWSCredentials(client, { forceRefresh: true, whenSignedOut: 'reject' })
    expect(await kindOf(first)).toBe('notSignedIn')
    const limited = kindOf(getAWSCredentials(client, { timeout: 60_000 }))
    await settled()
    clock.advance(60_000)
    expect(await limited).toBe('timeout')
    expect(client.waits.size).toBe(0)
  })

  test('is not what a lost connection means, nor a role that is not allowed', async () => {
    const { client, service } = world()
    await federatedSignIn(client, facebook)
    await settled()
    for (const [kind, answer] of [
      ['notAuthorized', () => serviceAnswer('NotAuthorizedException', 'Role is not allowed')],
      ['internalError', () => serviceAnswer('InternalErrorException', '', 500)],
      [
        'network',
        () => {
          throw connectionLost
        },
      ],
    ] as const) {
      const undo = service.answer('GetCredentialsForIdentity', answer)
      expect(await kindOf(getAWSCredentials(client, { forceRefresh: true }))).toBe(kind)
      expect(currentUserState(client)).toBe('signedIn')
      undo()
    }
  })

  test('offline, a new token is taken unseen and parked calls hear of the network', async () => {
    const { client, service, outcomes } = await refusedWorld(2)
    for (const operation of ['GetId', 'GetCredentialsForIdentity']) {
      service.answer(operation, () => {
        throw connectionLost
      })
    }
    await federatedSignIn(client, { ...facebook, token: 'token-2' })
    expect(await Promise.all(outcomes)).toEqual(['network', 'network'])
    expect(currentUserState(client)).toBe('signedIn')
  })
})

describe('a program without the feature', () => {
  const { federation: _, ...features } = world().options.features ?? {}
  const withoutFeature = (made: World) => createClientOn(nodePlatform(), { ...made.options, features })

  test('is told so when it signs somebody in with a token', async () => {
    const client = withoutFeature(world())
    await expect(federatedSignIn(client, facebook)).rejects.toMatchObject({
      kind: 'invalidConfiguration',
      message: expect.stringContaining('federation'),
    })
    expect(client.state.standing.userState).toBe('signedOut')
  })

  test('signs nobody out who came with one, and asks nothing in their name', async () => {
    const made = world()
    await federatedSignIn(made.client, facebook)
    await settled()
    made.service.requests.length = 0
    const client = withoutFeature(made)
    expect((await initialize(client)).userState).toBe('signedIn')
    await expect(getAWSCredentials(client)).rejects.toMatchObject({ kind: 'invalidConfiguration' })
    expect(client.state.standing.userState).toBe('signedIn')
    expect(made.service.requests).toEqual([])
  })
})
