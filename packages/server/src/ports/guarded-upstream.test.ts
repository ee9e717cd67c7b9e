import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { guardedUpstream } from './guarded-upstream.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server | undefined
afterEach(() => server?.close())

async function answering(listener: RequestListener): Promise<string> {
  const started = createServer(listener)
  server = started
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(started.address() as AddressInfo).port}`
}

/** A resolver that a stranger controls. */
const resolvesTo =
  (address: string): LookupFunction =>
  (_, { all }, callback) =>
    all ? callback(null, [{ address, family: 4 }]) : callback(null, address, 4)

describe('addresses of providers', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '172.31.255.255',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    'fd00::1',
    'fe80::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('%s is not public', address => expect(isPublicAddress(address)).toBe(false))

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])('%s is public', address =>
    expect(isPublicAddress(address)).toBe(true),
  )

  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://2130706433/',
    'https://0x7f.1/',
  ])('%s is not asked', url =>
    expect(guardedUpstream().fetch(url)).rejects.toMatchObject({ kind: 'forbidden' }),
  )

  it('a name that resolves to a private address is not asked, whatever it resolved to before', async () => {
    const upstream = guardedUpstream({ lookup: resolvesTo('169.254.169.254') })
    await expect(upstream.fetch('https://metadata.example/')).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('is asked by https: alone, but for this machine in local mode', async () => {
    const origin = await answering((_, response) => response.end('{"ok":true}'))
    await expect(guardedUpstream().fetch(origin)).rejects.toMatchObject({ kind: 'forbidden' })
    const local = guardedUpstream({ allowLoopback: true })
    expect(await (await local.fetch(origin)).json()).toEqual({ ok: true })
    await expect(local.fetch('http://10.0.0.1/')).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('answers of providers', () => {
  it('come with status, headers and body, and redirects are not followed', async () => {
    const origin = await answering((request, response) => {
      let body = ''
      request.on('data', chunk => {
        body += chunk
      })
      request.on('end', () => {
        response.writeHead(302, { location: 'http://169.254.169.254/', 'x-method': request.method })
        response.end(body)
      })
    })
    const answer = await guardedUpstream({ allowLoopback: true }).fetch(origin, {
      method: 'POST',
      body: 'a=b',
    })
    expect([answer.status, answer.headers.get('x-method'), await answer.text()]).toEqual([302, 'POST', 'a=b'])
  })

  it('that are too long, too slow or cut off are errors', async () => {
    const origin = await answering((request, response) => {
      if (request.url === '/long') response.end('x'.repeat(2000))
      else if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': '100' })
        response.write('half')
        setTimeout(() => response.destroy(), 20)
      }
    })
    const upstream = guardedUpstream({ allowLoopback: true, limit: 1000, timeout: 300 })
    await expect(upstream.fetch(`${origin}/long`)).rejects.toMatchObject({ kind: 'tooLarge' })
    await expect(upstream.fetch(`${origin}/cut`)).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(upstream.fetch(`${origin}/never`)).rejects.toMatchObject({ kind: 'unreachable' })
  })
})
