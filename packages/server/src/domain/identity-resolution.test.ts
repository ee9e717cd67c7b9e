import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IdentityLogin, KnownIdentity } from '../store/units/identity-state.ts'
import { resolveIdentity } from './identity-resolution.ts'

/** The rules run against a model of the store, so that whole histories can be checked. */
class Directory {
  readonly identities = new Map<string, KnownIdentity>()
  #made = 0

  call(identityId: string | undefined, logins: readonly IdentityLogin[]) {
    const owners = [...this.identities.values()].filter(({ logins: held }) =>
      held.some(login =>
        logins.some(one => one.provider === login.provider && one.subject === login.subject),
      ),
    )
    const named = identityId === undefined ? undefined : this.identities.get(identityId)
    const resolution = resolveIdentity(
      { named, owners },
      { identityId, logins, newIdentityId: `new-${this.#made}` },
    )
    if (resolution.kind === 'refused') return resolution
    const before = this.identities.get(resolution.identityId)
    const absorbed = resolution.absorbs.map(id => this.#get(id))
    this.identities.set(resolution.identityId, {
      id: resolution.identityId,
      createdAt: before?.createdAt ?? this.#made++,
      modifiedAt: 0,
      enabled: true,
      logins: [
        ...(before?.logins ?? []),
        ...absorbed.flatMap(identity => identity.logins),
        ...resolution.links,
      ],
    })
    for (const identity of absorbed) {
      this.identities.set(identity.id, { ...identity, enabled: false, logins: [] })
    }
    return resolution
  }

  #get(id: string): KnownIdentity {
    const identity = this.identities.get(id)
    if (!identity) throw new Error(`There is no identity ${id}.`)
    return identity
  }
}

const ada = { provider: 'pool', subject: 'ada' }
const bob = { provider: 'pool', subject: 'bob' }
const adaElsewhere = { provider: 'elsewhere', subject: 'ada' }
const resolved = (identityId: string) => expect.objectContaining({ kind: 'resolved', identityId })
const refused = (reason: string) => ({ kind: 'refused', reason })

describe('which identity a call stands for', () => {
  it('is the oldest of those that the logins belong to', () => {
    const directory = new Directory()
    directory.call(undefined, [ada])
    directory.call(undefined, [adaElsewhere])
    expect(directory.call('new-1', [ada, adaElsewhere])).toEqual(resolved('new-0'))
    expect(directory.identities.get('new-1')).toMatchObject({ enabled: false, logins: [] })
  })

  it('is found by who still has the id from before a merge, with the login alone', () => {
    const directory = new Directory()
    directory.call(undefined, [ada])
    directory.call(undefined, [])
    expect(directory.call('new-1', [ada])).toEqual(resolved('new-0'))
    expect(directory.call('new-1', [ada])).toEqual(resolved('new-0'))
    expect(directory.call('new-1', [bob])).toEqual(refused('loginsMismatch'))
    expect(directory.call('new-1', [])).toEqual(refused('identityForbidden'))
  })

  it('is none when two accounts of one provider would meet', () => {
    const directory = new Directory()
    directory.call(undefined, [ada, adaElsewhere])
    expect(directory.call('new-0', [adaElsewhere, bob])).toEqual(refused('loginsClash'))
    expect(directory.call(undefined, [ada, bob])).toEqual(refused('loginsClash'))
  })

  it('is none for an unknown id', () => {
    expect(new Directory().call('new-7', [ada])).toEqual(refused('identityNotFound'))
  })
})

it('keeps, over any history, each login at one live identity, loses none, and gives nobody another’s', () => {
  const login = fc.record({
    provider: fc.constantFrom('a', 'b', 'c'),
    subject: fc.constantFrom('1', '2', '3'),
  })
  const call = fc.record({
    named: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
    logins: fc.uniqueArray(login, {
      maxLength: 3,
      selector: ({ provider, subject }) => `${provider} ${subject}`,
    }),
  })
  const keyOf = ({ provider, subject }: IdentityLogin) => `${provider} ${subject}`
  fc.assert(
    fc.property(fc.array(call, { maxLength: 25 }), calls => {
      const directory = new Directory()
      const everLinked = new Set<string>()
      for (const { named, logins } of calls) {
        const id = named === undefined ? undefined : `new-${named}`
        const before = id === undefined ? undefined : directory.identities.get(id)
        const resolution = directory.call(id, logins)
        if (resolution.kind === 'resolved') {
          const identity = directory.identities.get(resolution.identityId)
          const held = new Set(identity?.logins.map(keyOf))
          expect(identity?.enabled).toBe(true)
          // Whoever gets an identity with logins has proved at least one of them, by now or before.
          if (held.size > 0) expect(logins.some(one => held.has(keyOf(one)))).toBe(true)
          for (const one of logins) expect(held.has(keyOf(one))).toBe(true)
          for (const one of logins) everLinked.add(keyOf(one))
          // A guest who signs in with a login that nobody has keeps the id.
          if (before?.enabled && before.logins.length === 0 && resolution.absorbs.length === 0) {
            expect(resolution.identityId).toBe(before.id)
          }
        }
        const all = [...directory.identities.values()].flatMap(identity => {
          if (!identity.enabled) expect(identity.logins).toEqual([])
          const providers = identity.logins.map(one => one.provider)
          expect(new Set(providers).size).toBe(providers.length)
          return identity.logins.map(keyOf)
        })
        expect([...all].sort()).toEqual([...everLinked].sort())
      }
    }),
    { numRuns: 300 },
  )
})
