import { type Rate, RateLimit } from './rate-limit.ts'

/** How much one address and one user may ask. Each node counts for itself. */
export interface RateLimitOptions {
  /** Requests of one address. */
  readonly requestsPerAddress?: Rate
  /** Refused sign-ins, codes and tokens of one address, after which it may not try again. */
  readonly failuresPerAddress?: Rate
  /** Requests that name one user of one pool or client. */
  readonly requestsPerUser?: Rate
}

/** What holds on a server that other machines reach, where the operator says nothing. */
export const publicRates: Required<RateLimitOptions> = {
  requestsPerAddress: { count: 600, seconds: 10 },
  failuresPerAddress: { count: 100, seconds: 900 },
  requestsPerUser: { count: 100, seconds: 20 },
}

/** Refusals that a guess ends in: of passwords, codes, sessions, tokens and names. */
const guesses = new Set([
  'NotAuthorizedException',
  'CodeMismatchException',
  'ExpiredCodeException',
  'UserNotFoundException',
  'UsernameExistsException',
  'AliasExistsException',
  'invalid_grant',
  'invalid_client',
])

/** Counts what addresses and users ask. */
export class Limits {
  readonly #requests: RateLimit | undefined
  readonly #failures: RateLimit | undefined
  readonly #users: RateLimit | undefined

  constructor(rates: RateLimitOptions, now: () => number) {
    const limit = (rate: Rate | undefined) => rate && new RateLimit(rate, now)
    this.#requests = limit(rates.requestsPerAddress)
    this.#failures = limit(rates.failuresPerAddress)
    this.#users = limit(rates.requestsPerUser)
  }

  /** Whether an address may ask once more. */
  admitsAddress(address: string | undefined): boolean {
    if (address === undefined) return true
    const subject = networkOf(address)
    return (this.#failures?.hasLeft(subject) ?? true) && (this.#requests?.take(subject) ?? true)
  }

  /** Remembers how a request of an address ended. */
  settle(address: string | undefined, outcome: string): void {
    if (address !== undefined && guesses.has(outcome)) this.#failures?.take(networkOf(address))
  }

  /** Whether a user may be asked about once more. */
  admitsUser(input: object): boolean {
    const subject = this.#users && userOf(input)
    return subject === undefined || (this.#users?.take(subject) ?? true)
  }
}

/** One IPv6 customer has a network of 64 bits to choose addresses from. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(group => group !== '')
  const missing =
    tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(group => group !== '').length
  return [...groups, ...Array<string>(missing).fill('0'), ...(tail?.split(':') ?? [])].slice(0, 4).join(':')
}

/** The user that an operation's input names, beside its pool or client. */
function userOf(input: object): string | undefined {
  const { UserPoolId, ClientId, Username, AuthParameters, ChallengeResponses } = input as Record<
    string,
    unknown
  >
  const name = Username ?? memberOf(AuthParameters, 'USERNAME') ?? memberOf(ChallengeResponses, 'USERNAME')
  return typeof name === 'string' ? `${UserPoolId ?? ClientId} ${name.toLowerCase()}` : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
