import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { identityPoolsModel, userPoolsModel } from '@latchkey/protocol/model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson } from '../harness/people.ts'
import { administrate, createPools, type Pools } from '../harness/pools.ts'
import { signInBySrp } from '../harness/srp-exchange.ts'
import { Fuzzer, type HostileRequest, repeatable } from './fuzzer.ts'

/** Ten seconds in each run of the tests; ten minutes with LATCHKEY_FUZZ_SECONDS=600. */
const seconds = Number(process.env['LATCHKEY_FUZZ_SECONDS'] ?? 10)
const seed = Number(process.env['LATCHKEY_FUZZ_SEED'] ?? Date.now() % 1e9)
const callers = 8

let latchkey: LatchkeyProcess
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-fuzz-'))
  // A heap that grows with what is sent would end the process.
  latchkey = await startLatchkey(['--data', folder], ['--max-old-space-size=128'])
})
afterAll(async () => {
  await latchkey.stop()
  await rm(folder, { recursive: true })
})

const agent = new Agent({ keepAlive: true, maxSockets: callers })

interface Answer {
  readonly status: number
  readonly name: string | undefined
}

/** Sends the bytes as they are; the answer is JSON or empty, or this throws. */
function send({ target, body }: HostileRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      latchkey.url,
      {
        method: 'POST',
        agent,
        timeout: 10_000,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': target,
          authorization:
            'AWS4-HMAC-SHA256 Credential=test/20261107/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=00',
          'x-amz-date': '20261107T080905Z',
        },
      },
      response => {
        let text = ''
        response.setEncoding('utf8').on('data', chunk => {
          text += chunk
        })
        response.on('end', () => {
          const answer = text === '' ? {} : (JSON.parse(text) as { __type?: string })
          resolve({ status: response.statusCode ?? 0, name: answer.__type })
        })
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`${target} did not answer`)))
    sent.on('error', reject)
    sent.end(body)
  })
}

const residentMegabytes = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${latchkey.pid}/status`, 'utf8'))?.[1]) / 1024

/** All that an administrator sees of a pool. */
async function describe({ userPoolId, clientId }: Pools) {
  const administrator = administrate(latchkey.url)
  const ids = { UserPoolId: userPoolId, ClientId: clientId }
  const [pool, client, users] = [
    await administrator.send(new DescribeUserPoolCommand(ids)),
    await administrator.send(new DescribeUserPoolClientCommand(ids)),
    await administrator.send(new ListUsersCommand(ids)),
  ]
  return { pool: pool.UserPool, client: client.UserPoolClient, users: users.Users }
}

it(
  `hostile input to every operation for ${seconds} s (seed ${seed}): typed refusals alone, no growth, nothing changed`,
  async () => {
    const random = repeatable(seed)
    const witness = await createPools(latchkey.url)
    const person = await createPerson(latchkey.url, witness.userPoolId)
    const before = await describe(witness)
    const errorNames = new Set([
      ...Object.keys(userPoolsModel.errors),
      ...Object.keys(identityPoolsModel.errors),
      'SerializationException',
      'UnknownOperationException',
      'ValidationException',
      'RequestEntityTooLargeException',
    ])

    const fuzzers = async () => {
      // What is fuzzed may be deleted or changed on the way; the witness is named by nobody.
      const target = await createPools(latchkey.url)
      const user = await createPerson(latchkey.url, target.userPoolId)
      const known = {
        UserPoolId: target.userPoolId,
        ClientId: target.clientId,
        Username: user.username,
        IdentityPoolId: target.identityPoolId,
      }
      return [
        new Fuzzer('AWSCognitoIdentityProviderService', userPoolsModel, random, known),
        new Fuzzer('AWSCognitoIdentityService', identityPoolsModel, random, known),
      ]
    }

    const answers = new Map<string, number>()
    const troubles: string[] = []
    const reached = new Set<string>()
    let warm = 0
    const began = Date.now()
    const isOver = () => Date.now() - began > seconds * 1000
    while (!isOver()) {
      const requests = (await fuzzers()).flatMap(fuzzer =>
        fuzzer.operations.flatMap(operation => Array.from({ length: 4 }, () => fuzzer.next(operation))),
      )
      const call = async () => {
        for (let hostile = requests.pop(); hostile && !isOver(); hostile = requests.pop()) {
          const { status, name } = await send(hostile)
          const isTyped = status === 200 ? name === undefined : status === 400 && errorNames.has(name ?? '')
          if (!isTyped)
            troubles.push(`${hostile.target}: ${status} ${name}: ${String(hostile.body).slice(0, 2000)}`)
          reached.add(hostile.target)
          answers.set(name ?? 'ok', (answers.get(name ?? 'ok') ?? 0) + 1)
        }
      }
      await Promise.all(Array.from({ length: callers }, call))
      if (warm === 0 && Date.now() - began > seconds * 200) warm = residentMegabytes()
    }
    const sent = [...answers.values()].reduce((sum, count) => sum + count, 0)
    console.log(
      `${sent} requests, ${reached.size} operations, memory ${warm.toFixed(0)} → ${residentMegabytes().toFixed(0)} MB:`,
      Object.fromEntries([...answers].sort(([, a], [, b]) => b - a).slice(0, 8)),
    )
    expect(troubles).toEqual([])
    expect(reached.size).toBe(
      Object.keys(userPoolsModel.operations).length + Object.keys(identityPoolsModel.operations).length,
    )
    expect(latchkey.errors()).toBe('')
    expect(residentMegabytes() - warm).toBeLessThan(150)
    expect(await describe(witness)).toEqual(before)
    const signedIn = await signInBySrp(
      { url: latchkey.url, userPoolId: witness.userPoolId, clientId: witness.clientId },
      person.username,
      person.password,
    )
    expect(signedIn.status).toBe(200)
  },
  (seconds + 60) * 1000,
)
