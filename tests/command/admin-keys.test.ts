import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { region } from '../harness/pools.ts'

const key = { accessKeyId: 'AKIAADMINISTRATOR000', secretAccessKey: 'a:secret:with:colons' }
let latchkey: LatchkeyProcess
let url: string

beforeAll(async () => {
  const adminKey = `${key.accessKeyId}:${key.secretAccessKey}`
  latchkey = await startLatchkey(['--in-memory', '--host', '0.0.0.0', '--admin-key', adminKey])
  url = latchkey.url.replace('0.0.0.0', '127.0.0.1')
})

afterAll(() => latchkey.stop())

function administrate(credentials: typeof key): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ endpoint: url, region, credentials })
}

const list = (credentials: typeof key) =>
  administrate(credentials).send(new ListUserPoolsCommand({ MaxResults: 1 }))

describe('a server with an admin key, on an address that others can reach', () => {
  it('lets the holder of the key administer', async () => {
    const { UserPool } = await administrate(key).send(new CreateUserPoolCommand({ PoolName: 'ours' }))
    const { UserPools } = await list(key)
    expect(UserPools!.map(({ Id }) => Id)).toEqual([UserPool!.Id])
  })

  it('refuses an unknown key, a wrong secret, and a call that is not signed', async () => {
    await expect(list({ ...key, accessKeyId: 'AKIASOMEBODYELSE0000' })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    })
    await expect(list({ ...key, secretAccessKey: 'guessed' })).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    const unsigned = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
      },
      body: '{"MaxResults":1}',
    })
    expect(unsigned.status).toBe(400)
    expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' })
  })

  it('says at its start which issuer its tokens name, since clients may see another address', () => {
    const [first] = latchkey.errors().split('\n')
    expect(first).toBe(
      `latchkey: tokens name ${latchkey.url} as their issuer. Give --issuer if clients see another.`,
    )
  })

  it('logs one line of JSON for each request, and no key that was guessed', () => {
    const [, ...lines] = latchkey.errors().trim().split('\n')
    const events = lines.map(line => JSON.parse(line))
    expect(events.length).toBeGreaterThan(2)
    for (const event of events)
      expect(event).toMatchObject({ level: 'info', event: 'request', address: '127.0.0.1' })
    expect(events.map(({ outcome }) => outcome)).toContain('InvalidSignatureException')
    expect(latchkey.errors()).not.toContain('guessed')
  })

  it('tells that it is well, and has neither an inbox nor a reset', async () => {
    expect((await fetch(`${url}/_latchkey/health`)).status).toBe(200)
    expect((await fetch(`${url}/_latchkey/inbox`)).status).toBe(404)
    expect((await fetch(`${url}/_latchkey/reset`, { method: 'POST' })).status).toBe(404)
  })
})
