import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { selfSignedCertificate } from '../keys/self-signed-certificate.ts'
import { listen } from '../listen.ts'
import type { ServerOptions } from '../options.ts'
import {
  createTestPool,
  password,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'
import { clientAddress, parseTrustedProxies } from './client-address.ts'
import type { Log } from './log.ts'

let test: TestServer | undefined
afterEach(async () => {
  await test?.close()
  test = undefined
})

async function start(options: ServerOptions = {}) {
  const lines: Record<string, unknown>[] = []
  const write = (fields: object) => lines.push(fields as Record<string, unknown>)
  const log: Log = { debug: write, info: write, warn: write, error: write }
  test = await startTestServer({ log, ...options })
  return { test, lines }
}

/** A call over HTTP that names its connection. */
function callFrom(
  server: TestServer['server'],
  remoteAddress: string,
  target: string,
  input: object,
  headers = {},
) {
  return server.fetch(
    new Request('http://localhost/', {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${target}`, ...headers },
      body: JSON.stringify(input),
    }),
    { remoteAddress },
  )
}

describe('the log', () => {
  it('has one line for each request: operation, outcome, time, and nothing that a caller made up', async () => {
    const { test, lines } = await start()
    const { clientId } = await createTestPool(test)
    lines.length = 0
    await callFrom(test.server, '192.0.2.1', 'InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'nobody', PASSWORD: 'Hunter-2-secret' },
    })
    await callFrom(test.server, '192.0.2.1', 'Made\u0007Up', {})
    expect(lines).toMatchObject([
      {
        event: 'request',
        service: 'cognito-idp',
        operation: 'InitiateAuth',
        outcome: 'NotAuthorizedException',
        status: 400,
        milliseconds: expect.any(Number),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        address: '192.0.2.1',
      },
      { operation: 'unknown', outcome: 'UnknownOperationException' },
    ])
    expect(JSON.stringify(lines)).not.toContain('Hunter-2')
    expect(JSON.stringify(lines)).not.toContain('nobody')
  })

  it('is JSON on standard error, without secrets even where an error carries some', () => {
    const program = `
      import { createLog } from './packages/server/src/operate/log.ts'
      const log = await createLog('info')
      log.debug({ event: 'hidden' })
      log.info({ event: 'shown', password: 'p1', input: { AuthParameters: { PASSWORD: 'p2', REFRESH: 1 }, Session: 's' } })`
    const { stderr, status } = spawnSync(
      process.execPath,
      ['--conditions=latchkey-source', '--input-type=module-typescript', '--eval', program],
      { encoding: 'utf8' },
    )
    expect(status).toBe(0)
    const lines = stderr.split('\n').filter(line => line.startsWith('{'))
    expect(lines.map(line => JSON.parse(line))).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        event: 'shown',
        password: '[secret]',
        input: { AuthParameters: { PASSWORD: '[secret]', REFRESH: 1 }, Session: '[secret]' },
      },
    ])
  })
})

describe('metrics', () => {
  it('count requests by operation and outcome, and tell nothing of who asked', async () => {
    const { test } = await start({ metrics: {} })
    const { clientId } = await createTestPool(test)
    await signUpPerson(test, clientId, 'ada')
    const page = await test.server.fetch(new Request('http://localhost/metrics'))
    expect(page.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    const text = await page.text()
    expect(text).toContain('latchkey_requests_total{service="cognito-idp",operation="SignUp",outcome="ok"} 1')
    expect(text).toContain(
      'latchkey_request_duration_seconds_count{service="cognito-idp",operation="SignUp"} 1',
    )
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m)
    expect(text).not.toContain('ada')
  })

  it('are shown to who brings the token, and a public server has no metrics without one', async () => {
    const adminKeys = [{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }]
    await expect(start({ local: false, adminKeys, metrics: {} })).rejects.toThrow(/metrics\.token/)
    const { test } = await start({ local: false, adminKeys, metrics: { token: 'scraper' } })
    const status = async (headers: Record<string, string>) =>
      (await test.server.fetch(new Request('http://localhost/metrics', { headers }))).status
    expect(await status({})).toBe(401)
    expect(await status({ authorization: 'Bearer guessed' })).toBe(401)
    expect(await status({ authorization: 'Bearer scraper' })).toBe(200)
  })

  it('are not there unless asked for', async () => {
    const { test } = await start()
    expect((await test.server.fetch(new Request('http://localhost/metrics'))).status).toBe(404)
  })
})

describe('readiness', () => {
  it('says whether the database answers', async () => {
    const { test, lines } = await start()
    const ready = async () =>
      (await test.server.fetch(new Request('http://localhost/_latchkey/ready'))).status
    expect(await ready()).toBe(200)
    await test.close()
    test.close = async () => {}
    lines.length = 0
    expect(await ready()).toBe(503)
    expect(lines).toContainEqual(expect.objectContaining({ event: 'notReady' }))
  })
})

describe('rate limits', () => {
  const rateLimits = {
    requestsPerAddress: { count: 20, seconds: 10 },
    failuresPerAddress: { count: 3, seconds: 900 },
    requestsPerUser: { count: 2, seconds: 20 },
  }
  const signIn = (ClientId: string, USERNAME: string, PASSWORD = 'Wrong-Horse-7') => ({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  })
  const nameOf = async (response: Response) => ((await response.json()) as { __type?: string }).__type ?? 'ok'

  it('stop an address that guesses one password for many users, and nobody else', async () => {
    const { requestsPerUser: _, ...perAddress } = rateLimits
    const { test } = await start({ rateLimits: perAddress })
    const { clientId } = await createTestPool(test)
    await signUpPerson(test, clientId, 'ada')
    const names: string[] = []
    for (let count = 0; count < 5; count++) {
      const response = await callFrom(
        test.server,
        '192.0.2.1',
        'InitiateAuth',
        signIn(clientId, `user${count}`),
      )
      names.push(await nameOf(response))
    }
    expect(names).toEqual([
      'NotAuthorizedException',
      'NotAuthorizedException',
      'NotAuthorizedException',
      'TooManyRequestsException',
      'TooManyRequestsException',
    ])
    const elsewhere = await callFrom(
      test.server,
      '192.0.2.2',
      'InitiateAuth',
      signIn(clientId, 'ada', password),
    )
    expect(await nameOf(elsewhere)).toBe('ok')
    test.clock.now += 300_000
    const later = await callFrom(test.server, '192.0.2.1', 'InitiateAuth', signIn(clientId, 'ada', password))
    expect(await nameOf(later)).toBe('ok')
  })

  it('count a network of IPv6 as one address', async () => {
    const { test } = await start({ rateLimits })
    const { clientId } = await createTestPool(test)
    for (let count = 1; count <= 3; count++) {
      await callFrom(test.server, `2001:db8:1:2::${count}`, 'InitiateAuth', signIn(clientId, `user${count}`))
    }
    const next = await callFrom(test.server, '2001:db8:1:2:3::4', 'InitiateAuth', signIn(clientId, 'a'))
    expect(await nameOf(next)).toBe('TooManyRequestsException')
    const other = await callFrom(test.server, '2001:db8:1:3::1', 'InitiateAuth', signIn(clientId, 'b'))
    expect(await nameOf(other)).toBe('NotAuthorizedException')
  })

  it('hold for one user whatever address asks, and not for administrators', async () => {
    const { test } = await start({ rateLimits })
    const { userPoolId, clientId } = await createTestPool(test)
    const ask = async (address: string, name: string) =>
      nameOf(await callFrom(test.server, address, 'ForgotPassword', { ClientId: clientId, Username: name }))
    expect([await ask('192.0.2.1', 'ada'), await ask('192.0.2.2', 'ADA')]).toEqual(['ok', 'ok'])
    expect(await ask('192.0.2.3', 'Ada')).toBe('TooManyRequestsException')
    expect(await ask('192.0.2.3', 'grace')).toBe('ok')
    for (let count = 0; count < 4; count++) {
      await expect(
        test.userPools('AdminGetUser', { UserPoolId: userPoolId, Username: 'ada' }),
      ).rejects.toMatchObject({ __type: 'UserNotFoundException' })
    }
  })

  it('answer pages and tokens with 429', async () => {
    const { test } = await start({ rateLimits: { requestsPerAddress: { count: 1, seconds: 10 } } })
    const get = () =>
      test.server.fetch(new Request('http://localhost/_latchkey/health'), { remoteAddress: '192.0.2.1' })
    expect((await get()).status).toBe(200)
    const refused = await get()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
  })
})

describe('the client’s address behind proxies', () => {
  const trusted = parseTrustedProxies(['loopback', '10.0.0.0/8'])
  it.each([
    ['no proxy is trusted by itself', '192.0.2.1', '203.0.113.9', '192.0.2.1'],
    ['a trusted proxy says who asked', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    [
      'what the client wrote before it is not believed',
      '10.0.0.1',
      '198.51.100.7, 203.0.113.9',
      '203.0.113.9',
    ],
    ['a chain of trusted proxies is followed', '127.0.0.1', '203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['ports and brackets are no part of it', '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['nonsense ends the search', '10.0.0.1', '203.0.113.9, <script>', '10.0.0.1'],
    ['no header, no other address', '10.0.0.1', null, '10.0.0.1'],
  ])('%s', (_, connection, header, expected) => {
    expect(clientAddress(connection, header, trusted)).toBe(expected)
  })

  it.each(['example.com', '10.0.0.0/33', '10.0.0.0/8/8', '', '10.0.0.0/x'])('%j is no network', network =>
    expect(() => parseTrustedProxies([network])).toThrow(/trustedProxies takes addresses/),
  )
})

describe('TLS by files', () => {
  it('answers by https:, and takes up a renewed certificate', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'latchkey-tls-'))
    const files = { certificateFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') }
    const renew = (name: string) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const day = 86_400_000
      const der = selfSignedCertificate(
        privateKey,
        name,
        Buffer.alloc(8, 1),
        Date.now() - day,
        Date.now() + day,
      )
      const base64 = der.toString('base64').replace(/.{64}/g, '$&\n')
      writeFileSync(
        files.certificateFile,
        `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
      )
      writeFileSync(files.keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    }
    renew('first.example')
    const { test } = await start()
    const listening = await listen(test.server, { port: 0, tls: files, tlsFilesEvery: 20 })
    expect(listening.url).toMatch(/^https:/)
    const nameAt = () =>
      new Promise<string>((resolve, reject) =>
        get(`${listening.url}/_latchkey/health`, { rejectUnauthorized: false, agent: false }, response => {
          const { subject } = (response.socket as import('node:tls').TLSSocket).getPeerCertificate()
          response.resume()
          resolve(String(subject.CN))
        }).on('error', reject),
      )
    expect(await nameAt()).toBe('first.example')
    renew('second.example')
    await expect.poll(nameAt, { timeout: 5000 }).toBe('second.example')
    await listening.close()
    rmSync(directory, { recursive: true })
  })
})
