import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import type { LatchkeyProcess } from '../harness/latchkey-process.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrate, createUserPool, type UserPool } from '../harness/pools.ts'
import { type PostgresServer, startPostgres } from '../harness/postgres-server.ts'
import { begin, initiate, prove, respond, signInBySrp } from '../harness/srp-exchange.ts'
import { type Answer, send } from '../harness/wire.ts'
import { makeRootKey, startNode } from './nodes.ts'

let folder: string
let postgres: PostgresServer
let one: LatchkeyProcess
let two: LatchkeyProcess
let pool: UserPool
let rotating: UserPool

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-cluster-'))
  postgres = await startPostgres()
  const database = await postgres.createDatabase()
  const rootKey = makeRootKey(folder)
  // Both at once, on an empty database.
  ;[one, two] = await Promise.all([startNode(database, rootKey), startNode(database, rootKey)])
  pool = await createUserPool(one.url)
  rotating = await createUserPool(two.url, {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
  })
})

afterAll(async () => {
  await Promise.all([one, two].map(node => node?.stop()))
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Tokens {
  readonly AccessToken: string
  readonly RefreshToken: string
}

const tokensOf = (answer: Answer): Tokens => {
  expect(answer.status).toBe(200)
  return answer.body['AuthenticationResult'] as Tokens
}

const signInAt = async (node: LatchkeyProcess, { username, password }: Person, at: UserPool = pool) =>
  tokensOf(await signInBySrp({ url: node.url, ...at }, username, password))

const refreshAt = (node: LatchkeyProcess, RefreshToken: string, ClientId: string) =>
  send(node.url, 'GetTokensFromRefreshToken', { ClientId, RefreshToken })

describe('two nodes on one database', () => {
  it('finish what the other began: sign up on one, confirm on the other, sign in on both', async () => {
    const person = somebody()
    const named = { ClientId: pool.clientId, Username: person.username }
    const signedUp = await send(one.url, 'SignUp', {
      ...named,
      Password: person.password,
      UserAttributes: [{ Name: 'email', Value: person.email }],
    })
    expect(signedUp.status).toBe(200)
    const ConfirmationCode = await codeSentTo(one.url, person.email)
    expect((await send(two.url, 'ConfirmSignUp', { ...named, ConfirmationCode })).status).toBe(200)
    await signInAt(one, person)
    await signInAt(two, person)
  })

  it('finish an SRP sign-in that the other began, and take its answer once', async () => {
    const person = await createPerson(one.url, pool.userPoolId)
    const begun = await begin({ url: one.url, ...pool }, person.username)
    const answers = await prove({ url: two.url, ...pool }, begun, person.password)
    const outcomes = await Promise.all(
      [two, one, two, one].map(node => respond({ url: node.url, ...pool }, begun, answers)),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
  })

  it('do not go by a user whom the other has disabled since the first step', async () => {
    const person = await createPerson(one.url, pool.userPoolId)
    const place = { url: one.url, ...pool }
    const begun = await begin(place, person.username)
    const answers = await prove(place, begun, person.password)
    const named = { UserPoolId: pool.userPoolId, Username: person.username }
    await administrate(two.url).send(new AdminDisableUserCommand(named))
    expect(await respond(place, begun, answers)).toMatchObject({
      status: 400,
      body: { __type: 'NotAuthorizedException', message: 'User is disabled.' },
    })
    await administrate(two.url).send(new AdminEnableUserCommand(named))
    // The refusal has spent nothing.
    tokensOf(await respond(place, begun, answers))
  })

  it('hold to what the other one configures a second later at most, and to their own changes at once', async () => {
    const person = await createPerson(one.url, pool.userPoolId)
    const changing = await createUserPool(one.url)
    const guest = await createPerson(one.url, changing.userPoolId)
    await signInAt(two, guest, changing)
    await administrate(one.url).send(
      new UpdateUserPoolClientCommand({
        UserPoolId: changing.userPoolId,
        ClientId: changing.clientId,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      }),
    )
    const srpAt = async (node: LatchkeyProcess) =>
      (await initiate({ url: node.url, ...changing }, guest.username, 'abcdef')).body.message
    expect(await srpAt(one)).toBe('USER_SRP_AUTH is not enabled for the client.')
    await expect
      .poll(() => srpAt(two), { timeout: 1500, interval: 100 })
      .toBe('USER_SRP_AUTH is not enabled for the client.')
    await signInAt(two, person)
  })

  it('give one successor to a refresh token that is raced over both', async () => {
    const person = await createPerson(two.url, rotating.userPoolId)
    const { RefreshToken } = await signInAt(one, person, rotating)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        refreshAt(index % 2 === 0 ? one : two, RefreshToken, rotating.clientId),
      ),
    )
    const successors = new Set(answers.map(answer => tokensOf(answer).RefreshToken))
    expect(successors.size).toBe(1)
    const [successor] = successors
    expect(successor).not.toBe(RefreshToken)
    expect((await refreshAt(two, successor ?? '', rotating.clientId)).status).toBe(200)
  })

  it('see a revocation on the other at once', async () => {
    const person = await createPerson(one.url, pool.userPoolId)
    const { AccessToken, RefreshToken } = await signInAt(one, person)
    expect((await send(two.url, 'GetUser', { AccessToken })).status).toBe(200)
    const ClientId = pool.clientId
    expect((await send(one.url, 'RevokeToken', { ClientId, Token: RefreshToken })).status).toBe(200)
    expect((await send(two.url, 'GetUser', { AccessToken })).body.message).toBe(
      'Access Token has been revoked',
    )
    expect((await refreshAt(two, RefreshToken, ClientId)).status).toBe(400)
  })

  it('sign a person out everywhere from either', async () => {
    const person = await createPerson(two.url, pool.userPoolId)
    const [first, second] = [await signInAt(one, person), await signInAt(two, person)]
    const { AccessToken } = first
    expect((await send(two.url, 'GlobalSignOut', { AccessToken })).status).toBe(200)
    for (const token of [first.AccessToken, second.AccessToken]) {
      expect((await send(one.url, 'GetUser', { AccessToken: token })).status).toBe(400)
    }
  })

  it('create a user name once, whoever asks at once', async () => {
    const { username, password, email } = somebody()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        send((index % 2 === 0 ? one : two).url, 'SignUp', {
          ClientId: pool.clientId,
          Username: username,
          Password: password,
          UserAttributes: [{ Name: 'email', Value: email }],
        }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ body }) => body.__type))).toEqual(new Set(['UsernameExistsException']))
  })

  it('publish the same keys', async () => {
    const keys = await Promise.all(
      [one, two].map(async ({ url }) =>
        (await fetch(`${url}/${pool.userPoolId}/.well-known/jwks.json`)).json(),
      ),
    )
    expect(keys[0]).toEqual(keys[1])
    expect(keys[0].keys).toHaveLength(2)
  })
})
