import { describe, expect, test } from 'vitest'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import type { Client } from '../session/client.ts'
import { initialize } from '../session/initialize.ts'
import { releaseSignInWait } from '../session/waiting.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { memoryStorage } from '../storage/memory.ts'
import { connectionLost, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld, type World, world } from '../testing/set-up.ts'
import { getTokens } from './get-tokens.ts'

const hour = 3_600_000
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )
const ada = { username: 'ada', password: 'Passw0rd!' }

/** A person whose session the service has ended without this client knowing. */
async function refusedWorld(): Promise<World> {
  const made = await signedInWorld()
  made.service.refreshTokens.clear()
  made.clock.advance(hour)
  return made
}

describe('renewal', () => {
  test('tokens that are good are served without the network', async () => {
    const { client, service } = await signedInWorld()
    const tokens = await getTokens(client)
    expect(tokens.accessToken.claims?.username).toBe('ada')
    expect(tokens.refreshToken?.claims).toBeUndefined()
    expect(service.requests).toEqual([])
  })

  test('a thousand calls on ended tokens make one request', async () => {
    const { client, service, clock } = await signedInWorld()
    const before = await getTokens(client)
    clock.advance(hour)
    const all = await Promise.all(Array.from({ length: 1_000 }, () => getTokens(client)))
    expect(new Set(all.map(tokens => tokens.accessToken.tokenString)).size).toBe(1)
    expect(all[0]!.accessToken.tokenString).not.toBe(before.accessToken.tokenString)
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
  })

  test('tokens are renewed two minutes before they end, and sooner when they live shorter (auth0-spa-js#343)', async () => {
    const { client, service, clock } = await signedInWorld()
    clock.advance(hour - 121_000)
    await getTokens(client)
    expect(service.count('GetTokensFromRefreshToken')).toBe(0)
    clock.advance(2_000)
    service.tokens.lifetime = 300
    await getTokens(client)
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
    clock.advance(245_000)
    await getTokens(client)
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
    clock.advance(10_000)
    await getTokens(client)
    expect(service.count('GetTokensFromRefreshToken')).toBe(2)
  })

  test('forceRefresh renews tokens that are good', async () => {
    const { client, service } = await signedInWorld()
    await getTokens(client, { forceRefresh: true })
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
    await getTokens(client)
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
  })

  test('a rotated token is stored before anybody is answered (amplify-js#5214, #14396, #14481)', async () => {
    const storage = memoryStorage()
    const { client, service, clock, relaunch } = await signedInWorld({ storage })
    service.tokens.rotation = true
    clock.advance(hour)
    const { refreshToken } = await getTokens(client)
    const again = relaunch()
    await initialize(again)
    expect(again.session?.tokens?.refreshToken).toEqual(refreshToken)
    clock.advance(hour)
    expect(await kindOf(getTokens(again))).toBe('resolved')
  })

  test('a server without GetTokensFromRefreshToken is asked by the flow', async () => {
    const { client, service, clock } = await signedInWorld()
    service.answer('GetTokensFromRefreshToken', () => serviceAnswer('UnknownOperationException', ''))
    clock.advance(hour)
    expect(await kindOf(getTokens(client))).toBe('resolved')
    expect(service.requests.at(-1)?.input).toMatchObject({ AuthFlow: 'REFRESH_TOKEN_AUTH' })
  })

  test('tokens that another tab has renewed are taken from storage', async () => {
    const { client, service, clock, relaunch } = await signedInWorld()
    service.tokens.rotation = true
    const other = relaunch()
    await initialize(other)
    clock.advance(hour)
    const theirs = await getTokens(other)
    expect(await getTokens(client)).toEqual(theirs)
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
  })

  test('a token that another tab had rotated during our request is no refusal', async () => {
    const { client, service, clock, relaunch } = await signedInWorld()
    service.tokens.rotation = true
    const other = relaunch()
    await initialize(other)
    clock.advance(hour)
    const release = service.hold('GetTokensFromRefreshToken')
    const mine = getTokens(client)
    await settled()
    const theirs = getTokens(other)
    await settled()
    release()
    expect((await mine).accessToken).toEqual((await theirs).accessToken)
    expect(client.state.standing.userState).toBe('signedIn')
  })

  test('a sign-out in another tab signs this one out at its next renewal', async () => {
    const { client, clock, relaunch, told } = await signedInWorld()
    await signOut(relaunch(), { invalidateTokens: false })
    clock.advance(hour)
    expect(await kindOf(getTokens(client))).toBe('notSignedIn')
    expect(told).toEqual(['signedOut'])
  })
})

describe('what does not end a session', () => {
  test('a record of a later version, stored by another tab, is left alone', async () => {
    const storage = memoryStorage()
    const { client, clock } = await signedInWorld({ storage })
    const [key = ''] = (await storage.list('')).filter(name => name.endsWith('.session'))
    await storage.set(key, '{"version":2}')
    clock.advance(hour)
    expect(await kindOf(getTokens(client))).toBe('resolved')
    expect(client.state.standing.userState).toBe('signedIn')
  })

  const answers = {
    'a connection that breaks': () => {
      throw connectionLost
    },
    'an internal error': () => serviceAnswer('InternalErrorException', '', 500),
    'an overloaded service': () => serviceAnswer('ServiceUnavailable', '', 503),
    throttling: () => serviceAnswer('TooManyRequestsException'),
    'a proxy’s 429': () => ({ status: 429, body: 'slow down' }),
    'a service worker’s 503': () => ({ status: 503, body: '{"message":"offline"}' }),
    'a refusal that is not the service’s': () => ({
      status: 400,
      body: '{"error":"NotAuthorizedException"}',
    }),
    'a refusal with a server’s status': () => serviceAnswer('NotAuthorizedException', '', 503),
    'a captive portal': () => ({ status: 200, body: '<html>Welcome</html>' }),
    'half an answer': () => ({ status: 200, body: '{"AuthenticationResult":{"Acc' }),
    'an answer without tokens': () => ({ ChallengeParameters: {} }),
    'a refusal of another kind': () => serviceAnswer('ResourceNotFoundException'),
  }

  test.each(Object.entries(answers))(
    '%s leaves the person signed in, and the next call recovers (amplify-js#14534, aws-sdk-android#3433)',
    async (_, answer) => {
      const { client, service, clock, told } = await signedInWorld()
      clock.advance(hour)
      const recover = service.answer('GetTokensFromRefreshToken', answer)
      expect(await kindOf(getTokens(client))).toMatch(
        /^(network|internalError|tooManyRequests|throttled|resourceNotFound)$/,
      )
      expect(client.state.standing.userState).toBe('signedIn')
      expect(told).toEqual([])
      recover()
      expect(await kindOf(getTokens(client))).toBe('resolved')
    },
  )

  test('network errors are retryable and named with their cause (amplify-js#14130)', async () => {
    const { client, service, clock } = await signedInWorld()
    clock.advance(hour)
    service.answer('GetTokensFromRefreshToken', () => {
      throw connectionLost
    })
    await expect(getTokens(client)).rejects.toMatchObject({
      kind: 'network',
      retryable: true,
      cause: connectionLost,
    })
    expect(service.count('GetTokensFromRefreshToken')).toBe(3)
  })

  test('a service that never answers is a timeout (auth-js#1036)', async () => {
    const { client, service, clock } = await signedInWorld()
    clock.advance(hour)
    const release = service.hold('GetTokensFromRefreshToken')
    const result = kindOf(getTokens(client))
    for (let turn = 0; turn < 4; turn++) {
      await settled()
      clock.advance(10_000)
    }
    expect(await result).toBe('timeout')
    expect(client.state.standing.userState).toBe('signedIn')
    release()
  })

  test('tokens about to end are served while the network is away', async () => {
    const { client, service, clock } = await signedInWorld()
    const tokens = await getTokens(client)
    clock.advance(hour - 60_000)
    service.answer('GetTokensFromRefreshToken', () => {
      throw connectionLost
    })
    expect(await getTokens(client)).toBe(tokens)
    expect(await kindOf(getTokens(client, { forceRefresh: true }))).toBe('network')
  })

  test.each([-24, 24])(
    'a device clock %d hours off neither ends the session nor renews in a loop',
    async hours => {
      const made = world()
      made.service.tokens.skew = -hours * hour
      await signIn(made.client, ada)
      for (let call = 0; call < 3; call++) await getTokens(made.client)
      expect(made.service.count('GetTokensFromRefreshToken')).toBe(0)
      made.clock.advance(hour)
      expect(await kindOf(getTokens(made.client))).toBe('resolved')
      expect(made.service.count('GetTokensFromRefreshToken')).toBe(1)
    },
  )

  test('a storage that cannot be written keeps the person signed in', async () => {
    const reports: unknown[] = []
    const full = { ...memoryStorage(), set: () => Promise.reject(new Error('QuotaExceededError')) }
    const { client, clock } = await signedInWorld({ storage: full, report: error => reports.push(error) })
    clock.advance(hour)
    expect(await kindOf(getTokens(client))).toBe('resolved')
    expect(reports[0]).toMatchObject({ kind: 'storage' })
  })

  test('a storage that cannot be read any more keeps the person signed in', async () => {
    const storage = memoryStorage()
    const { client, clock } = await signedInWorld({ storage })
    storage.get = () => Promise.reject(new Error('broken'))
    clock.advance(hour)
    expect(await kindOf(getTokens(client))).toBe('resolved')
  })
})

describe('waiting', () => {
  test.each([
    'NotAuthorizedException',
    'UserNotFoundException',
    'PasswordResetRequiredException',
    'UserNotConfirmedException',
    'RefreshTokenReuseException',
  ])('%s makes calls wait, with one notification for all', async name => {
    const { client, service, clock, told } = await signedInWorld()
    service.answer('GetTokensFromRefreshToken', () => serviceAnswer(name))
    clock.advance(hour)
    const calls = Array.from({ length: 10 }, () => getTokens(client))
    const credentials = getAWSCredentials(client)
    await settled()
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
    expect(client.state.waiters).toHaveLength(11)
    await signIn(client, ada)
    const tokens = await Promise.all(calls)
    expect(tokens.every(({ accessToken }) => accessToken.claims?.username === 'ada')).toBe(true)
    expect((await credentials).accessKeyId).toBe('ASIA1')
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid', 'signedIn'])
  })

  test('the listener learns who has to sign in, and why (aws-sdk-ios#2356)', async () => {
    const { client } = await refusedWorld()
    const details: unknown[] = []
    client.listeners.set(details, (_, detail) => details.push(detail))
    await kindOf(getTokens(client, { whenSignedOut: 'reject' }))
    expect(details).toEqual([{ username: 'ada', cause: expect.objectContaining({ kind: 'notAuthorized' }) }])
  })

  test('a wait that nobody listens to is reported (aws-sdk-ios#2210)', async () => {
    const reports: unknown[] = []
    const { client, service, clock } = await signedInWorld({ report: error => reports.push(error) })
    client.listeners.clear()
    service.refreshTokens.clear()
    clock.advance(hour)
    const waiting = kindOf(getTokens(client))
    await settled()
    expect(reports).toMatchObject([
      { kind: 'notSignedIn', message: expect.stringContaining('nobody listens') },
    ])
    releaseSignInWait(client)
    expect(await waiting).toBe('unableToSignIn')
  })

  test('releaseSignInWait rejects all waiting calls, and the next one waits and tells again', async () => {
    const { client, told } = await refusedWorld()
    const calls = [getTokens(client), getTokens(client), getAWSCredentials(client)].map(kindOf)
    await settled()
    releaseSignInWait(client)
    releaseSignInWait(client)
    expect(await Promise.all(calls)).toEqual(['unableToSignIn', 'unableToSignIn', 'unableToSignIn'])
    const later = kindOf(getTokens(client))
    await settled()
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid', 'signedOutUserPoolsTokenInvalid'])
    releaseSignInWait(client)
    expect(await later).toBe('unableToSignIn')
  })

  test('a listener that releases the wait at once releases the very call that caused it', async () => {
    const { client } = await refusedWorld()
    client.listeners.set({}, () => releaseSignInWait(client))
    expect(await kindOf(getTokens(client))).toBe('unableToSignIn')
  })

  test('releaseSignInWait without a waiting call does nothing (aws-sdk-ios#1278, #4203)', async () => {
    const { client, told } = await signedInWorld()
    releaseSignInWait(client)
    expect(told).toEqual([])
    expect(await kindOf(getTokens(client))).toBe('resolved')
  })

  test('another person’s sign-in rejects the waiting calls; their tokens are not given out', async () => {
    const { client } = await refusedWorld()
    const waiting = kindOf(getTokens(client))
    await settled()
    await signIn(client, { username: 'eve', password: 'Passw0rd!' })
    expect(await waiting).toBe('unableToSignIn')
    expect((await getTokens(client)).accessToken.claims?.username).toBe('eve')
  })

  test.each([
    ['sign-in', (client: Client) => signIn(client, ada)],
    ['sign-out', (client: Client) => signOut(client)],
  ])(
    'at a %s waiting calls are settled first, then listeners told in order, then the call itself',
    async (_, end) => {
      const { client } = await refusedWorld()
      const order: string[] = []
      const note = (what: string) => () => void order.push(what)
      const { signal } = new AbortController()
      getTokens(client).then(note('waiting'), note('waiting'))
      getTokens(client, { signal }).then(note('waiting'), note('waiting'))
      await settled()
      client.listeners.set({}, note('first'))
      client.listeners.set({}, note('second'))
      await end(client).then(note('call'))
      expect(order).toEqual(['waiting', 'waiting', 'first', 'second', 'call'])
    },
  )

  test('a wrong password does not end the wait', async () => {
    const { client } = await refusedWorld()
    const waiting = getTokens(client)
    await settled()
    expect(await kindOf(signIn(client, { username: 'ada', password: 'wrong' }))).toBe('notAuthorized')
    expect(client.state.waiters).toHaveLength(1)
    await signIn(client, ada)
    expect((await waiting).accessToken.claims?.username).toBe('ada')
  })

  test('signing out rejects the waiting calls', async () => {
    const { client } = await refusedWorld()
    const waiting = kindOf(getTokens(client))
    await settled()
    await signOut(client)
    expect(await waiting).toBe('unableToSignIn')
    expect(await kindOf(getTokens(client))).toBe('notSignedIn')
  })

  test('whenSignedOut: reject does not wait (aws-sdk-ios#1239)', async () => {
    const { client, told } = await refusedWorld()
    expect(await kindOf(getTokens(client, { whenSignedOut: 'reject' }))).toBe('notSignedIn')
    expect(await kindOf(getTokens(client, { whenSignedOut: 'reject' }))).toBe('notSignedIn')
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
  })

  test('a signal ends one wait and leaves the others', async () => {
    const { client } = await refusedWorld()
    const controller = new AbortController()
    const aborted = kindOf(getTokens(client, { signal: controller.signal }))
    const patient = getTokens(client)
    await settled()
    controller.abort()
    expect(await aborted).toBe('aborted')
    expect(client.waits.size).toBe(1)
    expect(client.state.waiters).toHaveLength(1)
    await signIn(client, ada)
    expect((await patient).accessToken.claims?.username).toBe('ada')
  })

  test('a timeout ends a wait, and a call that ends before the refusal never waits (aws-sdk-ios#2210, #2208, #2959)', async () => {
    const { client, clock, service } = await refusedWorld()
    const release = service.hold('GetTokensFromRefreshToken')
    const early = kindOf(getTokens(client, { timeout: 3_000 }))
    await settled()
    clock.advance(3_000)
    expect(await early).toBe('timeout')
    release()
    await settled()
    expect(client.state.waiters).toEqual([])
    const late = kindOf(getTokens(client, { timeout: 3_000 }))
    await settled()
    expect(client.state.waiters).toHaveLength(1)
    clock.advance(3_000)
    expect(await late).toBe('timeout')
    expect(client.state.waiters).toEqual([])
  })

  test('after a relaunch the state is as it was, and calls wait', async () => {
    const { client, relaunch, told } = await refusedWorld()
    void kindOf(getTokens(client))
    await settled()
    const again = relaunch()
    expect(await initialize(again)).toMatchObject({
      userState: 'signedOutUserPoolsTokenInvalid',
      details: { username: 'ada' },
    })
    const waiting = getTokens(again)
    await settled()
    await signIn(again, ada)
    expect((await waiting).accessToken.claims?.username).toBe('ada')
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
  })

  test('nobody signed in is no reason to wait', async () => {
    const { client } = world()
    expect(await kindOf(getTokens(client))).toBe('notSignedIn')
  })
})

describe('signing out meanwhile', () => {
  test('throws the result of a renewal in flight away', async () => {
    const storage = memoryStorage()
    const { client, service, clock } = await signedInWorld({ storage })
    clock.advance(hour)
    const release = service.hold('GetTokensFromRefreshToken')
    const call = kindOf(getTokens(client))
    await settled()
    await signOut(client, { invalidateTokens: false })
    release()
    expect(await call).toBe('notSignedIn')
    await settled()
    expect(client.session).toBeUndefined()
    expect(await storage.list('')).toEqual([])
  })

  test('leaves nothing behind even when the storage is slow to write', async () => {
    const storage = memoryStorage()
    const { client, clock } = await signedInWorld({ storage })
    const { set } = storage
    let finish = () => {}
    storage.set = async (key, value) => {
      await new Promise<void>(resolve => (finish = resolve))
      await set(key, value)
    }
    clock.advance(hour)
    const call = kindOf(getTokens(client))
    await settled()
    const out = signOut(client, { invalidateTokens: false })
    await settled()
    finish()
    await out
    expect(await call).toBe('notSignedIn')
    expect(await storage.list('')).toEqual([])
  })
})
