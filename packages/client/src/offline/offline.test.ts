import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { releaseSignInWait } from '../session/waiting.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { signOut } from '../sign-out/sign-out.ts'
import { memoryStorage } from '../storage/memory.ts'
import { connectionLost, serviceAnswer } from '../testing/fake-service.ts'
import { settled, signedInWorld } from '../testing/set-up.ts'
import { getTokens } from '../tokens/get-tokens.ts'
import { authorizedFetch, createOffline, type OfflineOptions } from './index.ts'
import { kindOfRequest } from './operation.ts'

const api = 'https://api.example.com'
const options = { origins: [api], authorization: { kind: 'idToken' } } as const

type Fault = 'lost' | 'answerLost' | 'busy' | 'none'

/** A service that heeds idempotency keys, at the end of a network that fails. */
function apiOf() {
  const effects: string[] = []
  const answers = new Map<string, string>()
  const seen: { url: string; headers: Headers; body: string }[] = []
  let faults: Fault[] = []
  let online = true
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = String(input)
    const headers = new Headers(init?.headers)
    const body = String(init?.body ?? '')
    const fault = online ? (faults.shift() ?? 'none') : 'lost'
    if (fault === 'lost') throw connectionLost
    if (fault === 'busy') return new Response('busy', { status: 503 })
    seen.push({ url, headers, body })
    if (init?.method === 'GET') return Response.json({ notes: effects })
    const key = headers.get('idempotency-key') ?? ''
    if (!answers.has(key)) answers.set(key, `done ${effects.push(body)}`)
    if (fault === 'answerLost') throw connectionLost
    return new Response(answers.get(key))
  }
  return {
    effects,
    seen,
    send,
    fail: (...next: Fault[]) => (faults = next),
    connect: (to: boolean) => (online = to),
  }
}

async function offlineWorld(more: Partial<OfflineOptions> = {}) {
  const made = await signedInWorld()
  const service = apiOf()
  const offline = createOffline(made.client, { ...options, fetch: service.send, ...more })
  return { ...made, api: service, offline }
}

const post = (body: string) => ({ method: 'POST', body })
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    error => error.kind,
  )

describe('what changes something', () => {
  test('is sent at once when there is a network, with the token and a key', async () => {
    const { offline, api: service, client } = await offlineWorld()
    const response = await offline.fetch(`${api}/notes`, post('a'))
    expect(await response.text()).toBe('done 1')
    const [sent] = service.seen
    expect(sent?.headers.get('authorization')).toBe(
      `Bearer ${(await getTokens(client)).idToken?.tokenString}`,
    )
    expect(sent?.headers.get('idempotency-key')).toMatch(/^[\w-]{22}$/)
    expect(await offline.pending()).toEqual([])
  })

  test('in whatever way the network fails, happens once each, in order', async () => {
    const fault = fc.constantFrom<Fault>('lost', 'answerLost', 'busy', 'none')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (faults, count) => {
          const { offline, api: service, clock } = await offlineWorld()
          service.fail(...faults)
          const bodies = Array.from({ length: count }, (_, index) => `note ${index}`)
          const answers = Promise.all(
            bodies.map(body => offline.fetch(`${api}/notes`, post(body)).then(answer => answer.text())),
          )
          let done = false
          answers.then(() => (done = true))
          for (let turn = 0; turn < 30 && !done; turn++) {
            await settled()
            clock.advance(60_000)
          }
          expect(await answers).toEqual(bodies.map((_, index) => `done ${index + 1}`))
          expect(service.effects).toEqual(bodies)
          expect(await offline.pending()).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('outlives the app, and is sent by the next run with fresh tokens, but no token is kept', async () => {
    const { offline, api: service, client, relaunch } = await offlineWorld()
    service.connect(false)
    void offline.fetch(`${api}/notes`, {
      ...post('written in the tunnel'),
      headers: { 'content-type': 'text/plain' },
    })
    await settled()
    const [kept] = await offline.pending()
    expect(kept).toMatchObject({
      body: 'written in the tunnel',
      person: 'ada',
      headers: { 'content-type': 'text/plain' },
    })
    expect(JSON.stringify(kept)).not.toMatch(/authorization|e30\./i)
    offline.close()
    service.connect(true)
    await client.writing
    const outcomes: unknown[] = []
    const next = createOffline(relaunch(), {
      ...options,
      fetch: service.send,
      onSettled: ({ idempotencyKey }, outcome) => outcomes.push([idempotencyKey, 'response' in outcome]),
    })
    await next.replay()
    expect(service.effects).toEqual(['written in the tunnel'])
    expect(outcomes).toEqual([[kept?.idempotencyKey, true]])
  })

  test('waits for a new sign-in where the session was refused, and goes out with it', async () => {
    const { offline, api: service, client, service: cognito, clock, told } = await offlineWorld()
    cognito.refreshTokens.clear()
    clock.advance(3_600_000)
    const answer = offline.fetch(`${api}/notes`, post('a'))
    await settled()
    expect(told).toEqual(['signedOutUserPoolsTokenInvalid'])
    expect(service.effects).toEqual([])
    releaseSignInWait(client)
    await settled()
    expect(await offline.pending()).toHaveLength(1)
    await signIn(client, { username: 'ada', password: 'Passw0rd!' })
    expect(await (await answer).text()).toBe('done 1')
  })

  test('is nobody else’s to send: signing out takes it away', async () => {
    const { offline, api: service, client } = await offlineWorld()
    service.connect(false)
    const answer = kindOf(offline.fetch(`${api}/notes`, post('a')))
    await settled()
    await signOut(client)
    expect(await answer).toBe('unableToSignIn')
    service.connect(true)
    await signIn(client, { username: 'eve', password: 'Passw0rd!' })
    await offline.replay()
    expect(service.effects).toEqual([])
    expect(await offline.pending()).toEqual([])
  })

  test('of one person is not sent by another’s session, also where nobody saw the sign-out', async () => {
    const storage = memoryStorage()
    const { offline, api: service } = await offlineWorld({ storage })
    service.connect(false)
    void offline.fetch(`${api}/notes`, post('ada’s'))
    await settled()
    offline.close()
    service.connect(true)
    const eve = await signedInWorld({}, 'eve')
    const hers = createOffline(eve.client, { ...options, fetch: service.send, storage })
    await hers.replay()
    expect(service.effects).toEqual([])
    expect(await hers.pending()).toMatchObject([{ person: 'ada' }])
  })

  test('that the service refuses is settled with its answer, and holds nothing up', async () => {
    const { client } = await signedInWorld()
    const bodies: string[] = []
    const offline = createOffline(client, {
      ...options,
      fetch: async (_, init) => {
        bodies.push(String(init?.body))
        return new Response('no', { status: init?.body === 'bad' ? 422 : 200 })
      },
    })
    const answers = await Promise.all(['bad', 'good'].map(body => offline.fetch(`${api}/x`, post(body))))
    expect(answers.map(({ status }) => status)).toEqual([422, 200])
    expect(bodies).toEqual(['bad', 'good'])
  })

  test('cannot be kept in a storage that is full, and says so', async () => {
    const storage = { ...memoryStorage(), set: () => Promise.reject(new Error('full')) }
    const { offline, client } = await offlineWorld({ storage })
    expect(await kindOf(offline.fetch(`${api}/notes`, post('a')))).toBe('storage')
    expect(client.state.standing.userState).toBe('signedIn')
  })
})

describe('what asks', () => {
  test('is answered by the network, and without it by what that said last', async () => {
    const { offline, api: service, clock } = await offlineWorld()
    expect(await (await offline.fetch(`${api}/notes`)).json()).toEqual({ notes: [] })
    service.connect(false)
    clock.advance(90_000)
    const known = await offline.fetch(`${api}/notes`)
    expect(await known.json()).toEqual({ notes: [] })
    expect([known.headers.get('x-latchkey-cache'), known.headers.get('age')]).toEqual(['hit', '90'])
    expect(await kindOf(offline.fetch(`${api}/other`))).toBe('network')
  })

  test('is answered to one person with nothing of another', async () => {
    const { offline, api: service, client } = await offlineWorld()
    await offline.fetch(`${api}/notes`)
    await signOut(client)
    await signIn(client, { username: 'eve', password: 'Passw0rd!' })
    service.connect(false)
    expect(await kindOf(offline.fetch(`${api}/notes`))).toBe('network')
  })

  test('has so many answers kept, and the oldest go', async () => {
    const { offline, api: service, clock } = await offlineWorld({ cachedAnswers: 2 })
    for (const path of ['a', 'b', 'c']) {
      await offline.fetch(`${api}/${path}`)
      clock.advance(1_000)
    }
    service.connect(false)
    const kept = await Promise.all(['a', 'b', 'c'].map(path => kindOf(offline.fetch(`${api}/${path}`))))
    expect(kept).toEqual(['network', 'resolved', 'resolved'])
  })
})

describe('a request', () => {
  test.each([
    ['GET', undefined, 'query'],
    ['DELETE', undefined, 'mutation'],
    ['POST', 'no json', 'mutation'],
    ['POST', JSON.stringify({ query: '{ notes { id } }' }), 'query'],
    ['POST', JSON.stringify({ query: 'query N($a: Int = 1) @x { notes(mutation: "m {") { id } }' }), 'query'],
    ['POST', JSON.stringify({ query: 'mutation M { add { id } }' }), 'mutation'],
    ['POST', JSON.stringify({ query: '# query\nmutation { add }' }), 'mutation'],
    ['POST', JSON.stringify({ query: 'fragment F on N { id } query Q { notes { ...F } }' }), 'query'],
    ['POST', JSON.stringify({ query: 'query Q { a } mutation M { b }', operationName: 'M' }), 'mutation'],
    ['POST', JSON.stringify({ query: 'query Q { a } mutation M { b }', operationName: 'Q' }), 'query'],
    ['PUT', JSON.stringify({ query: '{ a }' }), 'mutation'],
  ])('%s %s is a %3$s', (method, body, kind) => {
    expect(kindOfRequest(method, body)).toBe(kind)
  })
})

describe('authorizedFetch', () => {
  test('shows tokens to no other site', async () => {
    const { client } = await signedInWorld()
    const service = apiOf()
    const call = authorizedFetch(client, { ...options, fetch: service.send })
    expect(await kindOf(call('https://evil.example/notes'))).toBe('invalidParameter')
    expect(service.seen).toEqual([])
  })

  test('renews what was refused, once (aws-sdk-android#2084)', async () => {
    const { client, service } = await signedInWorld()
    const tokens: (string | null)[] = []
    const call = authorizedFetch(client, {
      ...options,
      authorization: { kind: 'accessToken', scheme: '' },
      fetch: async (_, init) => {
        tokens.push(new Headers(init?.headers).get('authorization'))
        return new Response('', { status: 401 })
      },
    })
    expect((await call(`${api}/notes`)).status).toBe(401)
    expect(new Set(tokens).size).toBe(2)
    expect(service.count('GetTokensFromRefreshToken')).toBe(1)
  })

  test('signs by the service’s clock, whatever the device’s says (amplify-js#6494)', async () => {
    const { client, clock } = await signedInWorld()
    const seen: Headers[] = []
    const call = authorizedFetch(client, {
      origins: [api],
      authorization: { kind: 'iam', service: 'execute-api', region: 'us-east-1' },
      fetch: async (_, init) => {
        seen.push(new Headers(init?.headers))
        return new Response('')
      },
    })
    const now = clock.now()
    client.clockOffset = -86_400_000
    clock.jump(86_400_000)
    await call(`${api}/notes`, post('a'))
    expect(seen[0]?.get('x-amz-date')).toBe(new Date(now).toISOString().replace(/[:-]|\.\d+/g, ''))
    expect(seen[0]?.get('authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIA1\/\d{8}\/us-east-1\/execute-api\//,
    )
    expect(seen[0]?.get('x-amz-security-token')).toBe('session')
  })
})

describe('whenOffline: wait', () => {
  test('waits for the connection and then asks, by the event or by the clock (amplify-js#7864, #9001)', async () => {
    for (const back of ['event', 'clock'] as const) {
      let tell = () => {}
      const { client, service, clock } = await signedInWorld({
        online: callback => {
          tell = callback
          return () => (tell = () => {})
        },
      })
      const recover = service.answer('GetTokensFromRefreshToken', () => {
        throw connectionLost
      })
      const tokens = getTokens(client, { forceRefresh: true, whenOffline: 'wait' })
      await settled()
      recover()
      if (back === 'event') tell()
      else clock.advance(30_000)
      expect((await tokens).accessToken.claims?.username).toBe('ada')
    }
  })

  test('ends with its limit, and what is refused is not waited for', async () => {
    const { client, service, clock } = await signedInWorld()
    const recover = service.answer('GetTokensFromRefreshToken', () => {
      throw connectionLost
    })
    const limited = kindOf(getTokens(client, { forceRefresh: true, whenOffline: 'wait', timeout: 5_000 }))
    await settled()
    clock.advance(5_000)
    expect(await limited).toBe('timeout')
    recover()
    service.answer('GetTokensFromRefreshToken', () => serviceAnswer('NotAuthorizedException'))
    const refused = getTokens(client, { forceRefresh: true, whenOffline: 'wait', whenSignedOut: 'reject' })
    expect(await kindOf(refused)).toBe('notSignedIn')
  })
})
