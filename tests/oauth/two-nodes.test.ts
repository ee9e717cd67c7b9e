import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../harness/postgres-server.ts'
import { type AuthorizationServer, password, startAuthorizationServer } from './authorization-server.ts'
import { RelyingParty } from './relying-party.ts'

/** Two nodes on one PostgreSQL, before which a balancer sends each request where it likes. */

let postgres: PostgresServer
let one: AuthorizationServer
let two: AuthorizationServer
let poolId: string
let atOne: RelyingParty
let atTwo: RelyingParty
beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.createDatabase()
  const rootKey = randomBytes(32).toString('base64')
  const options = { storage: { kind: 'postgres', url }, rootKey, issuer: 'http://latchkey.test' } as const
  ;[one, two] = await Promise.all([startAuthorizationServer(options), startAuthorizationServer(options)])
  poolId = await one.createPool()
  await one.createPerson(poolId)
  const client = await two.createClient(poolId)
  atOne = new RelyingParty(one, poolId, client)
  atTwo = new RelyingParty(two, poolId, client)
})
afterAll(async () => {
  await one?.close()
  await two?.close()
  await postgres?.stop()
})

/** A code that was asked for with the challenge of `atOne`. */
async function codeOf(): Promise<string> {
  const browser = atOne.browser()
  await browser.open(atOne.address())
  const back = await browser.submit({ username: 'ada', password })
  return back?.searchParams.get('code') ?? ''
}
const redeemAtTwo = (code: string) => atTwo.redeem(code, { code_verifier: atOne.verifier })

describe('two nodes', () => {
  it('show a page on one, take its form on the other, and redeem the code on the first', async () => {
    const first = atOne.browser()
    await first.open(atOne.address())
    const second = first.at(two.url)
    const back = await second.submit({ username: 'ada', password })
    const { status } = await atOne.redeem(back?.searchParams.get('code') ?? '')
    expect(status).toBe(200)
    const known = await second.at(one.url).open(atOne.address({ prompt: 'none' }))
    expect(known?.searchParams.has('code')).toBe(true)
  })

  it('redeem a code once between them, however many try at once', async () => {
    const code = await codeOf()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? redeemAtTwo(code) : atOne.redeem(code))),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body['error'] === 'invalid_grant')).toHaveLength(19)
  })

  it('revoke on one what a second use of a code shows to be stolen on the other', async () => {
    const code = await codeOf()
    const { body } = await atOne.redeem(code)
    expect((await redeemAtTwo(code)).body['error']).toBe('invalid_grant')
    expect((await atOne.userInfo(body['access_token'] ?? '')).status).toBe(401)
  })

  it('know of a sign-out at once', async () => {
    const browser = atOne.browser()
    await atOne.authorize({}, browser)
    await browser.at(two.url).open(`${atTwo.issuer}/logout`)
    const back = await browser.open(atOne.address({ prompt: 'none' }))
    expect(back?.searchParams.get('error')).toBe('login_required')
  })
})
