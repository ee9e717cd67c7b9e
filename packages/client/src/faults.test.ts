/** Whatever happens on the way, nobody is signed out: only the service's own refusal does that. */
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { getUserAttributes } from './account/attributes.ts'
import { getAWSCredentials } from './credentials/get-credentials.ts'
import { isAWSMobileClientError } from './errors/error.ts'
import { initialize } from './session/initialize.ts'
import { memoryStorage } from './storage/memory.ts'
import { connectionLost, serviceAnswer } from './testing/fake-service.ts'
import { signedInWorld } from './testing/set-up.ts'
import { getTokens } from './tokens/get-tokens.ts'

const faults = {
  broken: () => {
    throw connectionLost
  },
  internal: () => serviceAnswer('InternalErrorException', '', 500),
  unavailable: () => ({ status: 503, body: '{"message":"offline"}' }),
  throttled: () => serviceAnswer('TooManyRequestsException'),
  proxied: () => ({ status: 429, body: '' }),
  portal: () => ({ status: 200, body: '<html></html>' }),
  empty: () => ({ status: 200, body: '' }),
  half: () => ({ status: 200, body: '{"AuthenticationResult":' }),
  foreign: () => ({ status: 401, body: '{"error":"unauthorized"}' }),
  hollow: () => ({}),
  nonsense: () => ({
    AuthenticationResult: { AccessToken: 7 },
    UserAttributes: 7,
    IdentityId: {},
    Credentials: [],
  }),
} as const

const operations = ['GetTokensFromRefreshToken', 'GetId', 'GetCredentialsForIdentity', 'GetUser'] as const
const storageFaults = ['get', 'set', 'delete'] as const

const step = fc.oneof(
  fc.record({
    fault: fc.constantFrom(...(Object.keys(faults) as (keyof typeof faults)[])),
    of: fc.constantFrom(...operations),
  }),
  fc.record({ storage: fc.constantFrom(...storageFaults) }),
  fc.record({ jump: fc.integer({ min: -86_400_000, max: 86_400_000 }) }),
  fc.record({ call: fc.constantFrom('tokens', 'forced', 'credentials', 'attributes') }),
  fc.record({ recover: fc.constant(true) }),
)

const calls = {
  tokens: getTokens,
  forced: (client: Parameters<typeof getTokens>[0]) => getTokens(client, { forceRefresh: true }),
  credentials: getAWSCredentials,
  attributes: getUserAttributes,
}

test('no sequence of faults signs anyone out, loses the refresh token or tells a secret (amplify-js#14033)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async steps => {
      const storage = memoryStorage()
      const sound = { ...storage }
      const reports: unknown[] = []
      const { client, clock, service, told, relaunch } = await signedInWorld({
        storage,
        report: error => reports.push(error),
      })
      let recoveries: (() => void)[] = []
      const recover = () => {
        for (const undo of recoveries.reverse()) undo()
        recoveries = []
        Object.assign(storage, sound)
      }
      for (const taken of steps) {
        if ('fault' in taken) recoveries.push(service.answer(taken.of, faults[taken.fault]))
        if ('storage' in taken) {
          Object.assign(storage, { [taken.storage]: () => Promise.reject(new Error('storage')) })
        }
        if ('jump' in taken) clock.jump(taken.jump)
        if ('recover' in taken) recover()
        if ('call' in taken) {
          const error = await calls[taken.call as keyof typeof calls](client).then(
            () => undefined,
            (caught: unknown) => caught,
          )
          expect(error === undefined || isAWSMobileClientError(error)).toBe(true)
          expect(inspect([error, reports], { depth: 9 })).not.toMatch(/Passw0rd!|refresh-\d|e30\./)
        }
        expect(client.state.standing.userState).toBe('signedIn')
        expect(client.session?.tokens?.refreshToken).toBeDefined()
      }
      recover()
      const tokens = await getTokens(client, { forceRefresh: true })
      expect(tokens.accessToken.claims?.username).toBe('ada')
      expect((await getAWSCredentials(client, { forceRefresh: true })).accessKeyId).toBe('ASIA1')
      expect(told).toEqual([])
      expect(await initialize(relaunch())).toMatchObject({ userState: 'signedIn' })
    }),
    { numRuns: 100 },
  )
})
