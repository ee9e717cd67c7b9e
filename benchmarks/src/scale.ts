import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { N } from '@latchkey/protocol/srp'
import { modularPower } from '@latchkey/protocol/srp/node'
import { startPostgres } from '../../tests/harness/postgres-server.ts'
import { signInBySrp } from '../../tests/harness/srp-exchange.ts'
import { send } from '../../tests/harness/wire.ts'
import { addToPostgres, addToSqlite, type Template } from './bulk.ts'
import { latchkey, latchkeyOn, type Running } from './contenders.ts'
import { median, processorSeconds, rateOf, repeat } from './load.ts'
import { createPool, type Pool, password, poolAt } from './pool.ts'

/** Milliseconds of the server's processor for one operation. */
export type Costs = Readonly<Record<Operation, number>>

export const operations = [
  'SRP sign-in',
  'password sign-in',
  'refresh with rotation',
  'GetUser',
  'ListUsers by e-mail',
  'sign-up',
] as const
export type Operation = (typeof operations)[number]

export interface ScaleRow {
  readonly engine: 'SQLite' | 'PostgreSQL'
  readonly users: number
  readonly costs: Costs
  /** The arithmetic that a sign-in cannot do without, measured in the same run: milliseconds. */
  readonly floors: Partial<Record<Operation, number>>
}

const sample = 200
const warmOperations = 5000
const windows = 3
const user = (number: number) => `user${number}@example.com`

/** Measures what each operation costs at growing numbers of users, on either engine. */
export async function measureScale(
  engine: ScaleRow['engine'],
  sizes: readonly number[],
  seconds: number,
): Promise<ScaleRow[]> {
  const place = engine === 'SQLite' ? onSqlite() : await onPostgres()
  const rows: ScaleRow[] = []
  try {
    let running = await place.start()
    const pool = await createPool(running.url, {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    await repeat(sample, async number => {
      await pool.signUp(user(number))
      await pool.confirm(user(number))
    })
    const template = { poolId: pool.userPoolId, ...(await templateOf(running.url, pool)) }
    let there = 0
    for (const users of sizes) {
      await running.stop()
      await place.add(template, there, users)
      there = users
      running = await place.start()
      rows.push({ engine, users, ...(await measureCosts(running, poolAt(running.url, pool), seconds)) })
    }
    await running.stop()
    return rows
  } finally {
    await place.end()
  }
}

type Floors = Readonly<Record<'SRP sign-in' | 'password sign-in' | 'refresh with rotation', number>>

interface Place {
  start(): Promise<Running>
  add(template: Template, from: number, to: number): Promise<void>
  end(): Promise<void>
}

function onSqlite(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-scale-'))
  return {
    start: () => latchkey.start(folder),
    add: async (template, from, to) => addToSqlite(databaseIn(folder), template, from, to),
    end: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

function databaseIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(name =>
    name.endsWith('.sqlite'),
  )
  if (!found) throw new Error(`There is no database in ${folder}.`)
  return join(folder, found)
}

async function onPostgres(): Promise<Place> {
  const postgres = await startPostgres()
  const url = await postgres.createDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-scale-'))
  const contender = latchkeyOn(url, randomBytes(32).toString('base64'))
  return {
    start: () => contender.start(folder),
    add: (template, from, to) => addToPostgres(url, template, from, to),
    end: async () => {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const administrate = (url: string) =>
  new CognitoIdentityProviderClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIABENCHMARK0000000', secretAccessKey: 'only-for-benchmarks' },
  })

const findByEmail = (userPoolId: string, email: string) =>
  new ListUsersCommand({ UserPoolId: userPoolId, Filter: `email = "${email}"` })

async function templateOf(url: string, { userPoolId }: Pool): Promise<Omit<Template, 'poolId'>> {
  const { Users = [] } = await administrate(url).send(findByEmail(userPoolId, user(0)))
  const sub = Users[0]?.Attributes?.find(({ Name }) => Name === 'sub')?.Value
  if (sub === undefined) throw new Error('The template is not there.')
  return { sub, email: user(0) }
}

async function measureCosts(
  { url, pid }: Running,
  pool: Pool,
  seconds: number,
): Promise<Pick<ScaleRow, 'costs' | 'floors'>> {
  const measured: Floors[] = [await measureFloors()]
  /** Medians of windows, between which the arithmetic is measured: whatever else the machine does falls on both. */
  const costOf = async (operation: (number: number) => Promise<void>) => {
    await warmUp(seconds / 2, operation)
    const costs: number[] = []
    for (let window = 0; window < windows; window++) {
      const before = processorSeconds(pid)
      const { operations } = await rateOf(seconds, operation)
      costs.push(((processorSeconds(pid) - before) * 1000) / operations)
      measured.push(await measureFloors())
    }
    return median(costs)
  }
  const administrator = administrate(url)
  const place = { url, ...pool }
  const tokens: string[] = []
  const access: string[] = []
  await repeat(sample, async number => {
    tokens.push(await pool.signIn(user(number)))
  })
  for (let number = 0; number < 20; number++) {
    const { body } = await signInBySrp(place, user(number), password)
    access.push((body['AuthenticationResult'] as Record<string, string>)['AccessToken']!)
  }
  const costs = {
    'SRP sign-in': await costOf(async number => {
      const { status, body } = await signInBySrp(place, user(number % sample), password)
      if (status !== 200) throw new Error(`An SRP sign-in was refused: ${body.message}`)
    }),
    'password sign-in': await costOf(async number => {
      await pool.signIn(user(number % sample))
    }),
    'refresh with rotation': await costOf(async () => {
      tokens.push(await pool.rotate(tokens.shift()!))
    }),
    GetUser: await costOf(async number => {
      const { status, body } = await send(url, 'GetUser', { AccessToken: access[number % access.length] })
      if (status !== 200) throw new Error(`GetUser was refused: ${body.message}`)
    }),
    'ListUsers by e-mail': await costOf(async number => {
      const { Users = [] } = await administrator.send(findByEmail(pool.userPoolId, user(number % sample)))
      if (Users.length !== 1) throw new Error(`ListUsers found ${Users.length}.`)
    }),
    'sign-up': await costOf(async () => {
      await pool.signUp(`${randomBytes(8).toString('hex')}@example.com`)
    }),
  }
  const floorOf = (name: keyof Floors) => median(measured.map(floors => floors[name]))
  const floors = {
    'SRP sign-in': floorOf('SRP sign-in'),
    'password sign-in': floorOf('password sign-in'),
    'refresh with rotation': floorOf('refresh with rotation'),
  }
  return { costs, floors }
}

/** A server that has run for a while has compiled what it does often: V8 counts calls, not seconds. */
async function warmUp(seconds: number, operation: (number: number) => Promise<void>): Promise<void> {
  let operations = 0
  while (operations < warmOperations) operations += (await rateOf(seconds, operation)).operations
}

/**
 * What a sign-in costs in arithmetic alone: powers of 256-bit exponents, and two RSA signatures of 2048 bits. Another
 * thread is busy meanwhile, as the load's is while the server works: on two threads of one core that makes a difference.
 */
async function measureFloors(): Promise<Floors> {
  const busy = new Worker(new URL('./busy.ts', import.meta.url))
  await once(busy, 'message')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const content = Buffer.alloc(900, 7)
  const power = costOf(number => modularPower(N - 2n ** 300n, 2n ** 255n + BigInt(number)))
  const signature = costOf(() => sign('sha256', content, privateKey))
  await busy.terminate()
  return {
    'SRP sign-in': 3 * power + 2 * signature,
    'password sign-in': power + 2 * signature,
    'refresh with rotation': 2 * signature,
  }
}

function costOf(work: (number: number) => void): number {
  const times = 300
  for (let number = 0; number < 50; number++) work(number)
  const before = process.threadCpuUsage()
  for (let number = 0; number < times; number++) work(number)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000 / times
}

/** The lines of a Markdown table. */
export function scaleLines(rows: readonly ScaleRow[]): string[] {
  const places = rows.map(({ engine, users }) => `${engine}, ${users.toLocaleString('en-US')}`)
  const floorOf = (operation: Operation) => {
    const floors = rows
      .map(({ floors }) => floors[operation] ?? Number.NaN)
      .filter(floor => !Number.isNaN(floor))
    return floors.length > 0 ? Math.min(...floors).toFixed(2) : '–'
  }
  return [
    `| milliseconds of the server’s processor | ${places.join(' | ')} | arithmetic alone |`,
    `| --- |${' ---: |'.repeat(places.length + 1)}`,
    ...operations.map(operation => {
      const cells = rows.map(({ costs, floors }) => {
        const floor = floors[operation]
        const cost = costs[operation]
        return floor === undefined ? cost.toFixed(2) : `${cost.toFixed(2)} (${(cost / floor).toFixed(2)}×)`
      })
      return `| ${operation} | ${cells.join(' | ')} | ${floorOf(operation)} |`
    }),
  ]
}
