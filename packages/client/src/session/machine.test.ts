import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  awaitsSignIn,
  type Effect,
  initialState,
  type SessionEvent,
  type SessionState,
  type Standing,
  transition,
} from './machine.ts'

const details = {}
const signedIn = (username = 'ada', attempt?: number): SessionEvent => ({
  type: 'signedIn',
  provider: 'userPools',
  username,
  details,
  ...(attempt !== undefined && { attempt }),
})
const signedOut: SessionEvent = { type: 'signedOut', details }
const wait = (waiter: number): SessionEvent => ({ type: 'waitStarted', waiter, details })
const refused = (epoch: number, ...waiters: number[]): SessionEvent => ({
  type: 'refused',
  epoch,
  waiters,
  details,
})

function play(events: readonly SessionEvent[], from: SessionState = initialState) {
  let state = from
  const effects: Effect[] = []
  for (const event of events) {
    const next = transition(state, event)
    state = next.state
    effects.push(...next.effects)
  }
  return { state, effects, told: effects.filter(({ type }) => type.startsWith('notify')).length }
}

const waiting = play([signedIn(), refused(1, 1, 2)]).state

describe('waiting', () => {
  test('many waiting calls cause one notification', () => {
    const outage = play([refused(1, 1, 2, 3), wait(4), wait(5)], play([signedIn()]).state)
    expect(outage.told).toBe(1)
    expect(outage.state.waiters).toEqual([1, 2, 3, 4, 5])
  })

  test('a call that starts to wait after a release tells the listeners again', () => {
    expect(play([{ type: 'waitReleased' }, wait(3), wait(4)], waiting).told).toBe(1)
  })

  test('a release rejects all, and a second one does nothing', () => {
    expect(play([{ type: 'waitReleased' }, { type: 'waitReleased' }], waiting).effects).toEqual([
      { type: 'reject', waiters: [1, 2], kind: 'unableToSignIn' },
    ])
  })

  test('the same person’s sign-in lets waiting calls go on before listeners hear of it (aws-sdk-ios#1314)', () => {
    expect(play([signedIn('ada')], waiting).effects).toEqual([
      { type: 'resume', waiters: [1, 2] },
      { type: 'notify', details },
    ])
  })

  test('another person’s sign-in rejects waiting calls', () => {
    expect(play([signedIn('eve')], waiting).effects[0]).toEqual({
      type: 'reject',
      waiters: [1, 2],
      kind: 'unableToSignIn',
    })
  })

  test('signing out rejects waiting calls before it erases and tells', () => {
    expect(play([signedOut], waiting).effects.map(({ type }) => type)).toEqual(['reject', 'erase', 'notify'])
  })

  test('a refusal of an earlier session changes nothing but settles its calls', () => {
    const { state } = play([signedIn(), signedOut, signedIn()])
    expect(transition(state, refused(1, 9))).toEqual({
      state,
      effects: [{ type: 'reject', waiters: [9], kind: 'unableToSignIn' }],
    })
  })
})

describe('signing in', () => {
  test('a second sign-in rejects the older one with invalidState', () => {
    const { effects, state } = play([
      { type: 'signInStarted', attempt: 1 },
      { type: 'signInStarted', attempt: 2 },
    ])
    expect(effects).toEqual([{ type: 'rejectSignIn', attempt: 1, kind: 'invalidState' }])
    expect(play([signedIn('ada', 1)], state).state.standing.userState).toBe('unknown')
    expect(play([signedIn('ada', 2)], state).state.standing.userState).toBe('signedIn')
  })

  test('signing out during a sign-in rejects it with unableToSignIn and its result comes too late', () => {
    const { effects, state } = play([{ type: 'signInStarted', attempt: 1 }, signedOut, signedIn('ada', 1)])
    expect(effects).toContainEqual({ type: 'rejectSignIn', attempt: 1, kind: 'unableToSignIn' })
    expect(state.standing.userState).toBe('signedOut')
  })

  test('who is signed in cannot sign in', () => {
    const { effects } = play([signedIn(), { type: 'signInStarted', attempt: 4 }])
    expect(effects.at(-1)).toEqual({ type: 'rejectSignIn', attempt: 4, kind: 'invalidState' })
  })
})

test('listeners are not told of a state that stays', () => {
  expect(play([signedOut, signedOut, signedOut]).told).toBe(1)
})

test('guests exist only where nobody signed in or out since they asked', () => {
  expect(play([signedOut, { type: 'guestObtained', epoch: 1 }]).state.standing.userState).toBe('guest')
  expect(play([signedOut, { type: 'guestObtained', epoch: 0 }]).state.standing.userState).toBe('signedOut')
  expect(play([signedIn(), { type: 'guestObtained', epoch: 1 }]).state.standing.userState).toBe('signedIn')
})

test('a refused federated token has its own state', () => {
  const federated: SessionEvent = { type: 'signedIn', provider: 'oidcFederation', username: '', details }
  const { state, told } = play([federated, refused(1, 1)])
  expect(state.standing).toMatchObject({
    userState: 'signedOutFederatedTokensInvalid',
    provider: 'oidcFederation',
  })
  expect(told).toBe(2)
})

/** What the model keeps beside the machine: which calls and sign-ins somebody still awaits. */
interface World {
  state: SessionState
  waiting: Set<number>
  attempts: Set<number>
  settledTwice: boolean
}

const combinations: Record<Standing['userState'], readonly string[]> = {
  unknown: ['none'],
  guest: ['none'],
  signedOut: ['none'],
  signedIn: ['userPools', 'hostedUI', 'oidcFederation'],
  signedOutUserPoolsTokenInvalid: ['userPools', 'hostedUI'],
  signedOutFederatedTokensInvalid: ['oidcFederation'],
}

const username = fc.constantFrom('ada', 'eve')
const provider = fc.constantFrom('userPools' as const, 'hostedUI' as const, 'oidcFederation' as const)
const choice = fc.oneof(
  fc.record({ do: fc.constant('signIn' as const) }),
  fc.record({ do: fc.constant('signedIn' as const), username, provider, ofAttempt: fc.boolean() }),
  fc.record({ do: fc.constant('refused' as const), stale: fc.boolean(), waiters: fc.nat(3) }),
  fc.record({
    do: fc.constantFrom('wait', 'abandon', 'release', 'refuse', 'guest', 'signOut', 'fail', 'initialize'),
  }),
)

function eventOf(world: World, chosen: Record<string, unknown>, fresh: () => number): SessionEvent {
  const { state } = world
  switch (chosen.do) {
    case 'signIn':
      return { type: 'signInStarted', attempt: fresh() }
    case 'signedIn':
      return {
        type: 'signedIn',
        provider: chosen.provider as 'userPools',
        username: String(chosen.username),
        details,
        ...(chosen.ofAttempt === true && { attempt: state.attempt ?? -1 }),
      }
    case 'refused':
      return refused(
        chosen.stale ? state.epoch - 1 : state.epoch,
        ...Array.from({ length: Number(chosen.waiters) }, fresh),
      )
    case 'wait':
      return wait(fresh())
    case 'abandon':
      return { type: 'waitEnded', waiter: [...world.waiting][0] ?? -1 }
    case 'release':
      return { type: 'waitReleased' }
    case 'refuse':
      return { type: 'waitRefused', epoch: state.epoch }
    case 'guest':
      return { type: 'guestObtained', epoch: state.epoch }
    case 'fail':
      return { type: 'signInEnded', attempt: state.attempt ?? -1 }
    case 'initialize':
      return { type: 'initialized', standing: { userState: 'signedOut', provider: 'none' }, details }
    default:
      return signedOut
  }
}

function step(world: World, event: SessionEvent): { before: SessionState; effects: readonly Effect[] } {
  const before = world.state
  if (event.type === 'waitStarted') world.waiting.add(event.waiter)
  if (event.type === 'refused') for (const waiter of event.waiters) world.waiting.add(waiter)
  if (event.type === 'waitEnded') world.waiting.delete(event.waiter)
  if (event.type === 'signInStarted') world.attempts.add(event.attempt)
  if (event.type === 'signInEnded') world.attempts.delete(event.attempt)
  const { state, effects } = transition(before, event)
  world.state = state
  for (const effect of effects) {
    if (effect.type === 'resume' || effect.type === 'reject') {
      for (const waiter of effect.waiters) world.settledTwice ||= !world.waiting.delete(waiter)
    }
    if (effect.type === 'rejectSignIn') world.settledTwice ||= !world.attempts.delete(effect.attempt)
  }
  if (event.type === 'signedIn' && event.attempt === before.attempt)
    world.attempts.delete(event.attempt ?? -1)
  return { before, effects }
}

test('no sequence of events reaches a forbidden pair, forgets a caller or tells twice (amplify-swift#948, aws-sdk-ios#3897)', () => {
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 60 }), choices => {
      const world: World = {
        state: initialState,
        waiting: new Set(),
        attempts: new Set(),
        settledTwice: false,
      }
      let last = 0
      for (const chosen of choices) {
        const event = eventOf(world, chosen, () => ++last)
        const { before, effects } = step(world, event)
        const { state } = world
        expect(combinations[state.standing.userState]).toContain(state.standing.provider)
        expect(world.settledTwice).toBe(false)
        // Whoever is not settled is known to the machine, and waits only where a sign-in is awaited.
        expect([...world.waiting].sort()).toEqual([...state.waiters].sort())
        expect(awaitsSignIn(state.standing) || state.waiters.length === 0).toBe(true)
        expect([...world.attempts]).toEqual(state.attempt === undefined ? [] : [state.attempt])
        const told = effects.filter(({ type }) => type.startsWith('notify')).length
        const changed = before.standing.userState !== state.standing.userState
        const firstToWait = before.waiters.length === 0 && state.waiters.length > 0
        expect(told).toBe(changed || firstToWait ? 1 : 0)
        const order = effects.map(({ type }) => (type.startsWith('notify') ? 1 : 0))
        expect(order).toEqual([...order].sort())
        expect(state.epoch).toBeGreaterThanOrEqual(before.epoch)
      }
    }),
    { numRuns: 500 },
  )
})
