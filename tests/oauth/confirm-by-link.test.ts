import { createHmac } from 'node:crypto'
import type { InboxMessage } from '@latchkey/server'
import { describe, expect, it } from 'vitest'
import { password } from './authorization-server.ts'
import { hostedPages, told } from './hosted-pages.ts'
import { ScriptlessBrowser } from './scriptless-browser.ts'

const pages = hostedPages()

let serial = 0
const byLink = { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } } as const

/** A pool that confirms by link, at a domain, and somebody who has signed up. */
async function signedUp(template: object = {}, client: object = {}) {
  const { server } = pages
  const prefix = `people-${++serial}`
  const to = `ada@${prefix}.example.com`
  const poolId = await server.createPool({
    VerificationMessageTemplate: { ...byLink.VerificationMessageTemplate, ...template },
  })
  await server.userPools('CreateUserPoolDomain', { UserPoolId: poolId, Domain: prefix })
  const { id: clientId, secret } = await server.createClient(poolId, client)
  const secretHash = secret && createHmac('sha256', secret).update(`ada${clientId}`).digest('base64')
  await server.userPools('SignUp', {
    ClientId: clientId,
    Username: 'ada',
    Password: password,
    UserAttributes: [{ Name: 'email', Value: to }],
    ...(secretHash ? { SecretHash: secretHash } : {}),
  })
  const mail = async () => {
    const response = await fetch(`${server.url}/_latchkey/inbox?to=${encodeURIComponent(to)}`)
    const newest = ((await response.json()) as InboxMessage[]).at(-1)
    if (newest?.link === undefined) throw new Error('No mail with a link came.')
    return { ...newest, link: newest.link }
  }
  const describeAda = () => server.userPools('AdminGetUser', { UserPoolId: poolId, Username: 'ada' })
  return { poolId, prefix, clientId, mail, describeAda }
}

describe('a pool that confirms by link', () => {
  it('sends a mail that leads to /confirmUser of its domain, which confirms and says so', async () => {
    const { mail, prefix, clientId, describeAda } = await signedUp()
    const { subject, body, link, code } = await mail()
    expect(link).toBe(
      `${pages.server.url}/${prefix}/confirmUser?client_id=${clientId}&user_name=ada&confirmation_code=${code}`,
    )
    expect([subject, body]).toEqual([
      'Your verification link',
      `Please click the link below to verify your email address. <a href="${link}">Verify Email</a>`,
    ])

    const browser = new ScriptlessBrowser(pages.server.url)
    await browser.open(link)
    expect([browser.status, browser.screen, browser.forms()]).toEqual([200, 'signed-up', []])
    expect(browser.html).toContain('Your account is ready.')
    const { UserStatus, UserAttributes } = await describeAda()
    expect(UserStatus).toBe('CONFIRMED')
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
  })

  it('has its own words around the link, and sends another on demand', async () => {
    const { mail, clientId } = await signedUp({
      EmailMessageByLink: '<p>Welcome! {##Press here##}</p>',
      EmailSubjectByLink: 'Welcome',
    })
    await pages.server.userPools('ResendConfirmationCode', { ClientId: clientId, Username: 'ada' })
    const { subject, body, link } = await mail()
    expect([subject, body]).toEqual(['Welcome', `<p>Welcome! <a href="${link}">Press here</a></p>`])
  })

  it('takes the link of a client with a secret, and with the slash that documents write', async () => {
    const { mail, describeAda } = await signedUp({}, { GenerateSecret: true })
    const { link } = await mail()
    const browser = new ScriptlessBrowser(pages.server.url)
    await browser.open(link.replace('/confirmUser?', '/confirmUser/?'))
    expect(browser.screen).toBe('signed-up')
    expect((await describeAda()).UserStatus).toBe('CONFIRMED')
  })

  it('says so when the code is wrong, or the link was used before, and tells nobody who is here', async () => {
    const { mail, describeAda } = await signedUp()
    const { link, code } = await mail()
    const browser = new ScriptlessBrowser(pages.server.url)
    const wrong = code === '000000' ? '111111' : '000000'
    await browser.open(link.replace(code, wrong))
    expect([browser.status, browser.screen]).toEqual([400, 'error'])
    expect(told(browser)).toBe('This code is not right. Check it and try again.')
    expect((await describeAda()).UserStatus).toBe('UNCONFIRMED')

    await browser.open(link)
    expect(browser.screen).toBe('signed-up')
    const usedUp = 'This code is no longer valid. Ask for a new one.'
    for (const address of [link, link.replace('user_name=ada', 'user_name=nobody')]) {
      await browser.open(address)
      expect([browser.status, browser.screen, told(browser)]).toEqual([400, 'error', usedUp])
    }
  })

  it('refuses a sign-up while it has no domain, and keeps nobody', async () => {
    const { server } = pages
    const UserPoolId = await server.createPool(byLink)
    const { id: ClientId } = await server.createClient(UserPoolId)
    const UserAttributes = [{ Name: 'email', Value: 'ada@example.com' }]
    await expect(
      server.userPools('SignUp', { ClientId, Username: 'ada', Password: password, UserAttributes }),
    ).rejects.toEqual({
      __type: 'InvalidParameterException',
      message:
        'Cannot perform specific action because there does not exist a valid use pool domain associated with the user pool',
    })
    expect((await server.userPools('ListUsers', { UserPoolId })).Users).toEqual([])
  })
})
