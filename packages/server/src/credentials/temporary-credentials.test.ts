import { expect, it } from 'vitest'
import { testEnvironment } from '../testing/environment.ts'
import { parseRole } from './role.ts'
import { issueTemporaryCredentials, resolveTemporaryCredentials, roleId } from './temporary-credentials.ts'

const session = {
  roleArn: 'arn:aws:iam::123456789012:role/member',
  sessionName: 'CognitoIdentityCredentials',
  identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
  identityId: 'us-east-1:11111111-0000-4000-8000-000000000000',
}

it('gives back the secret and whom the credentials stand for, with nothing stored', async () => {
  const { environment } = await testEnvironment()
  const issued = issueTemporaryCredentials(environment, session)
  expect(resolveTemporaryCredentials(environment, issued.accessKeyId, issued.sessionToken)).toEqual({
    kind: 'known',
    secret: issued.secretAccessKey,
    principal: session,
  })
})

it('says that they have expired after an hour, to the second', async () => {
  const { environment, clock } = await testEnvironment()
  const { accessKeyId, sessionToken, expiresAt } = issueTemporaryCredentials(environment, session)
  expect(expiresAt).toBe(clock.now + 3_600_000)
  clock.now = expiresAt - 1
  expect(resolveTemporaryCredentials(environment, accessKeyId, sessionToken).kind).toBe('known')
  clock.now = expiresAt
  expect(resolveTemporaryCredentials(environment, accessKeyId, sessionToken)).toEqual({ kind: 'expired' })
})

it('knows no key without its own session token, nor a token of another server, nor a changed one', async () => {
  const { environment } = await testEnvironment()
  const [first, second] = [
    issueTemporaryCredentials(environment, session),
    issueTemporaryCredentials(environment, session),
  ]
  const other = { ...environment, serverSecret: environment.random(32) }
  const foreign = issueTemporaryCredentials(other, session)
  const changed = Buffer.from(first.sessionToken, 'base64')
  changed.writeUInt8(changed.readUInt8(20) ^ 1, 20)
  const attempts = [
    undefined,
    '',
    second.sessionToken,
    foreign.sessionToken,
    changed.toString('base64'),
    first.sessionToken.slice(0, -8),
  ]
  for (const token of attempts) {
    expect(resolveTemporaryCredentials(environment, first.accessKeyId, token)).toEqual({ kind: 'unknown' })
  }
  expect(first.secretAccessKey).not.toBe(second.secretAccessKey)
})

it('tells nothing about its session to who holds the token', async () => {
  const { environment } = await testEnvironment()
  const { sessionToken } = issueTemporaryCredentials(environment, session)
  const text = Buffer.from(sessionToken, 'base64').toString('latin1')
  expect(text).not.toContain('role')
  expect(text).not.toContain(session.identityId)
})

it('gives a role the same unique id every time, and another role another', async () => {
  const { environment } = await testEnvironment()
  const id = roleId(environment, session.roleArn)
  expect(id).toMatch(/^AROA[A-Z2-7]{17}$/)
  expect(roleId(environment, session.roleArn)).toBe(id)
  expect(roleId(environment, `${session.roleArn}2`)).not.toBe(id)
})

it('reads a role from its ARN, without its path, and nothing that is no role', () => {
  expect(parseRole('arn:aws-cn:iam::123456789012:role/a/b/member')).toEqual({
    arn: 'arn:aws-cn:iam::123456789012:role/a/b/member',
    partition: 'aws-cn',
    accountId: '123456789012',
    name: 'member',
  })
  for (const arn of ['', 'arn:aws:iam::1:role/member', 'arn:aws:iam::123456789012:user/member', 'member']) {
    expect(parseRole(arn)).toBeUndefined()
  }
})
