import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestPool, startTestServer, type TestServer } from '../testing/test-server.ts'

interface Mail {
  readonly recipients: string[]
  readonly text: string
}

let mails: Mail[]
let smtp: SMTPServer
let refuses: boolean
let test: TestServer

beforeEach(async () => {
  mails = []
  refuses = false
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(refuses ? new Error('No such mailbox') : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        })
        done()
      })
    },
  })
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve))
  const { port } = smtp.server.address() as AddressInfo
  test = await startTestServer({
    smtp: { url: `smtp://127.0.0.1:${port}`, from: 'Latchkey <no-reply@example.com>' },
  })
})
afterEach(async () => {
  await test.close()
  await new Promise<void>(resolve => smtp.close(() => resolve()))
})

const signUp = async (email: string, Username = 'ada') => {
  const { clientId } = await createTestPool(test)
  return await test.userPools('SignUp', {
    ClientId: clientId,
    Username,
    Password: 'Correct-Horse-7',
    UserAttributes: [{ Name: 'email', Value: email }],
  })
}

describe('mail by SMTP', () => {
  it('brings the code to the address, from the sender, beside the inbox of local mode', async () => {
    await signUp('ada@example.com')
    const { code } = await test.newestMessage('ada@example.com')
    expect(mails).toHaveLength(1)
    expect(mails[0]?.recipients).toEqual(['ada@example.com'])
    expect(mails[0]?.text).toContain('From: Latchkey <no-reply@example.com>')
    expect(mails[0]?.text).toContain(`Your confirmation code is ${code}`)
  })

  it('that confirms by link is markup, with the bare link for who reads text', async () => {
    const { userPoolId, clientId } = await createTestPool(test, {
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    })
    await test.userPools('CreateUserPoolDomain', { UserPoolId: userPoolId, Domain: 'people' })
    await test.userPools('SignUp', {
      ClientId: clientId,
      Username: 'ada',
      Password: 'Correct-Horse-7',
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    })
    const { link } = await test.newestMessage('ada@example.com')
    const text = (mails[0]?.text ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
    expect(text).toMatch(/Content-Type: multipart\/alternative/)
    expect(text).toContain(`\r\n${link}\r\n`)
    expect(text).toContain(`<a href="${link}">Verify Email</a>`)
  })

  it('that is refused says so, and the user can ask again', async () => {
    refuses = true
    await expect(signUp('ada@example.com')).rejects.toEqual({
      __type: 'CodeDeliveryFailureException',
      message: 'The code could not be delivered.',
    })
  })

  it.each([
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com,eve@example.com',
    '<eve@example.com>',
  ])('never goes to an address that hides another: %j', async address => {
    await expect(signUp(address)).rejects.toMatchObject({ __type: 'InvalidParameterException' })
    expect(mails).toEqual([])
  })
})
