import { randomBytes } from 'node:crypto'
import { createServer, type LatchkeyServer } from '@latchkey/server'
import { afterAll, beforeAll, expect, it } from 'vitest'

const pairs = 2000

let server: LatchkeyServer
let clientId: string
const known: string[] = []

async function call(operation: string, input: object): Promise<unknown> {
  const response = await server.fetch(
    new Request('http://localhost/', {
      method: 'POST',
      headers: {
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261107/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=00',
        'x-amz-date': '20261107T080905Z',
      },
      body: JSON.stringify(input),
    }),
  )
  return await response.json()
}

/** Names of one length: what differs in time must not be the text. */
const newName = () => `user-${randomBytes(8).toString('hex')}`

beforeAll(async () => {
  server = await createServer({ local: true })
  const created = (await call('CreateUserPool', { PoolName: 'people' })) as { UserPool: { Id: string } }
  const UserPoolId = created.UserPool.Id
  const client = (await call('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  })) as { UserPoolClient: { ClientId: string } }
  clientId = client.UserPoolClient.ClientId
  for (let count = 0; count < pairs; count++) {
    const Username = newName()
    await call('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' })
    await call('AdminSetUserPassword', { UserPoolId, Username, Password: 'Correct-Horse-7', Permanent: true })
    known.push(Username)
  }
}, 120_000)
afterAll(() => server.close())

/** Milliseconds of a call, and what it answered, without what is new in every answer. */
async function timed(operation: string, input: object) {
  const began = performance.now()
  const answer = await call(operation, input)
  return { milliseconds: performance.now() - began, answer }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
}

/** The two-sided p of the Mann–Whitney U test, by the normal approximation, which holds for thousands. */
function mannWhitney(left: readonly number[], right: readonly number[]): number {
  const all = [
    ...left.map(value => ({ value, isLeft: true })),
    ...right.map(value => ({ value, isLeft: false })),
  ]
  all.sort((a, b) => a.value - b.value)
  let rankSum = 0
  for (const [index, { isLeft }] of all.entries()) if (isLeft) rankSum += index + 1
  const [n, m] = [left.length, right.length]
  const u = rankSum - (n * (n + 1)) / 2
  const z = Math.abs(u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return 2 * (1 - normalDistribution(z))
}

/** Abramowitz and Stegun, 26.2.17. */
function normalDistribution(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
    .map((coefficient, index) => coefficient * t ** (index + 1))
    .reduce((sum, term) => sum + term, 0)
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}

const beginSrp = (USERNAME: string): [string, object] => [
  'InitiateAuth',
  {
    ClientId: clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME, SRP_A: randomBytes(380).toString('hex') },
  },
]

/** What is called with a name; whatever has to be called before is not timed. */
const attempts: Readonly<Record<string, (Username: string) => Promise<[string, object]>>> = {
  'a wrong password': async USERNAME => [
    'InitiateAuth',
    {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD: 'Wrong-Horse-7' },
    },
  ],
  'the first step of SRP': async USERNAME => beginSrp(USERNAME),
  'the second step of SRP': async USERNAME => {
    const begun = (await call(...beginSrp(USERNAME))) as { ChallengeParameters: Record<string, string> }
    return [
      'RespondToAuthChallenge',
      {
        ClientId: clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: {
          USERNAME: begun.ChallengeParameters['USER_ID_FOR_SRP'],
          PASSWORD_CLAIM_SECRET_BLOCK: begun.ChallengeParameters['SECRET_BLOCK'],
          PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
          TIMESTAMP: 'Sat Nov 7 08:09:05 UTC 2026',
        },
      },
    ]
  },
}

it('the test of times tells a difference of a tenth, and none where there is none', () => {
  const sample = (center: number) => Array.from({ length: pairs }, () => center * (0.8 + Math.random() * 0.4))
  expect(mannWhitney(sample(1), sample(1.1))).toBeLessThan(0.01)
  const same = Array.from({ length: 20 }, () => mannWhitney(sample(1), sample(1)))
  expect(same.filter(p => p > 0.01).length).toBeGreaterThan(15)
})

it.each(Object.entries(attempts))(
  `${pairs} interleaved pairs: %s takes as long for somebody as for nobody, and reads the same`,
  async (_, attempt) => {
    const times = { known: [] as number[], unknown: [] as number[] }
    const shapes = new Set<string>()
    for (const name of known) {
      // Whichever comes first pays for what the other one left behind.
      const order = Math.random() < 0.5 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
      for (const kind of order) {
        const [operation, input] = await attempt(kind === 'known' ? name : newName())
        const { milliseconds, answer } = await timed(operation, input)
        times[kind].push(milliseconds)
        shapes.add(shapeOf(answer))
      }
    }
    expect([...shapes]).toEqual([[...shapes][0]])
    const [somebody, nobody] = [median(times.known), median(times.unknown)]
    const p = mannWhitney(times.known, times.unknown)
    const difference = Math.abs(somebody - nobody) / nobody
    console.log(
      `medians ${somebody.toFixed(3)} and ${nobody.toFixed(3)} ms, ${(difference * 100).toFixed(1)} % apart, p = ${p.toFixed(3)}`,
    )
    expect(p > 0.01 || difference < 0.05).toBe(true)
  },
  120_000,
)

/** Names, kinds and lengths of everything in an answer; refusals word by word. */
function shapeOf(value: unknown, name = ''): string {
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${key}:${shapeOf(member, key)}`)
      .join()}}`
  }
  if (typeof value !== 'string') return typeof value
  if (name === '__type' || name === 'message' || name === 'ChallengeName') return value
  // Hexadecimal numbers lose their leading zeros; names and users' ids are the caller's or random.
  return ['SRP_B', 'SALT'].includes(name)
    ? 'number'
    : ['USERNAME', 'USER_ID_FOR_SRP'].includes(name)
      ? 'name'
      : `text of ${value.length}`
}
