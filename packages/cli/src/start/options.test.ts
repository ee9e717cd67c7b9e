import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Configuration } from '@latchkey/server'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from './configuration.ts'
import {
  collectAdminKey,
  isLoopback,
  parseDatabase,
  parseIssuer,
  parsePort,
  parseRegion,
  type StartOptions,
  startConfiguration,
} from './options.ts'

const typed: StartOptions = {
  port: 9229,
  host: '127.0.0.1',
  data: '.latchkey/data',
  region: 'us-east-1',
  adminKey: [],
}
/** As if everything in it had been typed. */
const serverOptions = (options: StartOptions, rootKey?: string) =>
  startConfiguration(options, {}, name => options[name] !== typed[name], rootKey)

const key = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret:with:colons' }

describe('what was typed', () => {
  it.each(['0', '9229', '65535'])('takes %s as a port', text => {
    expect(parsePort(text)).toBe(Number(text))
  })

  it.each(['-1', '65536', '1e3', '80.5', '', 'http', ' 80'])('refuses %j as a port', text => {
    expect(() => parsePort(text)).toThrow('Expected 0 to 65535.')
  })

  it.each(['us-east-1', 'eu-central-2', 'us-gov-west-1'])('takes %s as a region', text => {
    expect(parseRegion(text)).toBe(text)
  })

  it.each(['', 'us', 'US-EAST-1', 'us_east_1', 'us-east-1; rm'])('refuses %j as a region', text => {
    expect(() => parseRegion(text)).toThrow('like us-east-1')
  })

  it('drops the slash at the end of an issuer', () => {
    expect(parseIssuer('https://auth.example.com/')).toBe('https://auth.example.com')
  })

  it.each(['auth.example.com', 'ftp://a', 'https://a/?b', 'https://a/#b', 'https://u:p@a'])(
    'refuses %j as an issuer',
    text => {
      expect(() => parseIssuer(text)).toThrow('https://auth.example.com')
    },
  )

  it('cuts an admin key at its first colon and adds it to those before it', () => {
    const other = { accessKeyId: 'B', secretAccessKey: 'c' }
    expect(collectAdminKey('AKIAEXAMPLE:secret:with:colons', [other])).toEqual([other, key])
  })

  it.each(['AKIAEXAMPLE', ':secret', 'AKIAEXAMPLE:'])(
    'refuses the admin key %s without repeating it',
    text => {
      expect(() => collectAdminKey(text, [])).toThrow(/^--admin-key takes the form ID:SECRET\.$/)
    },
  )
})

describe('the database', () => {
  const url = 'postgres://ada:s3cret@db.example.com/latchkey'
  const rootKey = Buffer.alloc(32, 7).toString('base64')

  it('is a PostgreSQL, with the root key that is shared with it', () => {
    expect(serverOptions({ ...typed, database: parseDatabase(url) }, rootKey)).toMatchObject({
      storage: { kind: 'postgres', url },
      rootKey,
    })
  })

  it('is refused without a root key, and the text says how to make one', () => {
    expect(() => serverOptions({ ...typed, database: url })).toThrow('openssl rand -base64 32')
  })

  it.each(['db.example.com', 'mysql://ada:s3cret@db/latchkey', 'ada:s3cret@db'])(
    '%s is refused without being repeated',
    text => {
      expect(() => parseDatabase(text)).toThrow(/^--database takes the form postgres:[A-Z:/@5432]+\.$/)
    },
  )
})

describe('the address', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('%s is loopback', host => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', 'example.com'])('%s is not', host => {
    expect(isLoopback(host)).toBe(false)
  })
})

describe('what the server is told', () => {
  it('is local on loopback without a key', () => {
    expect(serverOptions(typed)).toEqual({
      host: '127.0.0.1',
      port: 9229,
      storage: { kind: 'directory', path: '.latchkey/data' },
      region: 'us-east-1',
      local: true,
      logLevel: 'warn',
    })
  })

  it('is not local once a key is given, even on loopback', () => {
    expect(serverOptions({ ...typed, adminKey: [key] })).toMatchObject({ local: false, adminKeys: [key] })
  })

  it('keeps nothing when asked to', () => {
    expect(serverOptions({ ...typed, inMemory: true }).storage).toEqual({ kind: 'memory' })
  })

  it('is nothing at all for other machines without a key', () => {
    expect(() => serverOptions({ ...typed, host: '0.0.0.0' })).toThrow('Give --admin-key ID:SECRET')
  })
})

describe('a configuration file', () => {
  const file: Configuration = {
    port: 4000,
    region: 'eu-central-1',
    storage: { kind: 'memory' },
    logLevel: 'debug',
    trustedProxies: ['private'],
  }
  const given = (options: Partial<StartOptions>) =>
    startConfiguration({ ...typed, ...options }, file, name => Object.hasOwn(options, name))

  it('comes before the defaults, and after what was typed', () => {
    expect(given({})).toMatchObject(file)
    expect(given({ port: 1, data: 'here', logLevel: 'error' })).toMatchObject({
      port: 1,
      region: 'eu-central-1',
      storage: { kind: 'directory', path: 'here' },
      logLevel: 'error',
    })
  })

  it('cannot make a server local that other machines reach', () => {
    expect(() => startConfiguration(typed, { host: '0.0.0.0', local: true }, () => false)).toThrow(
      '--admin-key',
    )
  })

  it('has both files of a certificate, or none', () => {
    expect(() => given({ tlsKey: 'key.pem' })).toThrow('belong together')
    expect(given({ tlsKey: 'key.pem', tlsCertificate: 'cert.pem' }).tls).toEqual({
      certificateFile: 'cert.pem',
      keyFile: 'key.pem',
    })
  })

  it.each([
    ['{"prot": 1}', /prot is unknown\. Known are accountId, adminKeys, /],
    ['{"port": "9229"}', /port should be a number\.$/],
    ['{"trustedProxies": "private"}', /trustedProxies should be a list\.$/],
    ['[]', /should hold one object\.$/],
    ['{', /is not JSON: /],
  ])('%s is refused with what was expected', async (text, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-config-'))
    writeFileSync(join(folder, 'latchkey.config.json'), text)
    await expect(readConfiguration(undefined, folder)).rejects.toThrow(message)
    rmSync(folder, { recursive: true })
  })

  it('may be a module, and its paths are its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-config-'))
    const text = `export default {
      storage: { kind: 'directory', path: 'data' },
      functions: { greet: './greet.ts' },
    }`
    writeFileSync(join(folder, 'latchkey.config.mjs'), text)
    expect(await readConfiguration(undefined, folder)).toEqual({
      storage: { kind: 'directory', path: join(folder, 'data') },
      functions: { greet: join(folder, 'greet.ts') },
    })
    await expect(readConfiguration('missing.json', folder)).rejects.toThrow('cannot be read')
    rmSync(folder, { recursive: true })
    expect(await readConfiguration(undefined, folder)).toEqual({})
  })
})
