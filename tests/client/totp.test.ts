import { createHmac } from 'node:crypto'
import { createServer, type LatchkeyServer, type Listening, listen } from '@latchkey/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { createPerson } from '../harness/people.ts'
import { clientOf, createApp, credentials, emailMFA, kindOf } from './app.ts'

let server: LatchkeyServer
let listening: Listening
let url: string

beforeAll(async () => {
  server = await createServer({ local: true })
  listening = await listen(server, { port: 0 })
  url = listening.url
})

afterAll(async () => {
  await listening.close()
  await server.close()
})

/** RFC 6238: what an authenticator app shows now. */
function totpCode(secret: string, step = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let bits = ''
  for (const letter of secret) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = digest[19]! & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('an authenticator app', () => {
  test('is set up on the way in, where the pool requires one', async () => {
    const pool = await createApp(
      url,
      {},
      { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    )
    const person = await createPerson(url, pool.userPoolId)
    const client = clientOf(url, pool)
    const asked = await client.signIn(credentials(person))
    expect(asked.signInState).toBe('mfaSetup')
    const { secret, uri } = await client.setUpTOTP({ issuer: 'Our shop' })
    expect(uri).toBe(`otpauth://totp/Our%20shop:${person.username}?secret=${secret}&issuer=Our%20shop`)
    const wrong = totpCode(secret) === '000000' ? '111111' : '000000'
    expect(await client.confirmSignIn({ challengeResponse: wrong }).catch(kindOf)).toBe('codeMismatch')
    const set = await client.confirmSignIn({ challengeResponse: totpCode(secret) })
    expect(set.signInState).toBe('signedIn')
    await client.signOut()
    expect((await client.signIn(credentials(person))).signInState).toBe('softwareTokenMFA')
    const done = await client.confirmSignIn({ challengeResponse: totpCode(secret, 1) })
    expect(done.signInState).toBe('signedIn')
  })

  test('is set up by who is signed in, preferred, and then one of two to choose from (aws-sdk-android#1361)', async () => {
    const pool = await createApp(
      url,
      {},
      {
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: emailMFA,
      },
    )
    const person = await createPerson(url, pool.userPoolId)
    const client = clientOf(url, pool)
    await client.signIn(credentials(person))
    expect(await client.getMFAPreference()).toEqual({ enabled: [], preferred: undefined })
    const { secret } = await client.setUpTOTP()
    await client.verifyTOTP({ code: totpCode(secret), friendlyDeviceName: 'phone' })
    await client.setMFAPreference({ totp: 'preferred', email: 'enabled' })
    const preference = await client.getMFAPreference()
    expect(preference.preferred).toBe('totp')
    expect([...preference.enabled].sort()).toEqual(['email', 'totp'])
    await client.setMFAPreference({ totp: 'notPreferred' })
    await client.signOut()
    const asked = await client.signIn(credentials(person))
    expect(asked.signInState).toBe('selectMFAType')
    const chosen = await client.confirmSignIn({ challengeResponse: 'EMAIL_OTP' })
    expect(chosen.signInState).toBe('emailMFA')
    const challengeResponse = await codeSentTo(url, person.email)
    expect((await client.confirmSignIn({ challengeResponse })).signInState).toBe('signedIn')
  })
})
