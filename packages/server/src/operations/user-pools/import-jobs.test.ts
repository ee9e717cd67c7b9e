import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  password,
  signInPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

let test: TestServer
let UserPoolId: string
let clientId: string

beforeEach(async () => {
  test = await startTestServer()
  const ids = await createTestPool(test, {}, { PreventUserExistenceErrors: 'LEGACY' })
  UserPoolId = ids.userPoolId
  clientId = ids.clientId
})
afterEach(() => test.close())

const CloudWatchLogsRoleArn = 'arn:aws:iam::000000000000:role/logs'
const createJob = async () => {
  const created = await test.userPools('CreateUserImportJob', {
    UserPoolId,
    JobName: 'users',
    CloudWatchLogsRoleArn,
  })
  const { JobId = '', PreSignedUrl = '' } = created.UserImportJob ?? {}
  return { JobId, PreSignedUrl }
}
const put = (url: string, body: string) => test.server.fetch(new Request(url, { method: 'PUT', body }))
const start = async (JobId: string) =>
  (await test.userPools('StartUserImportJob', { UserPoolId, JobId })).UserImportJob
async function csv(...users: Record<string, string>[]) {
  const { CSVHeader = [] } = await test.userPools('GetCSVHeader', { UserPoolId })
  const lines = users.map(user => (CSVHeader ?? []).map(column => user[column] ?? '').join(','))
  return [(CSVHeader ?? []).join(','), ...lines].join('\r\n')
}
const person = (name: string) => ({
  'cognito:username': name,
  email: `${name}@example.com`,
  email_verified: 'TRUE',
  name: `"${name}, the first"`,
  'cognito:mfa_enabled': 'false',
})

describe('an import job', () => {
  it('makes users of the lines of the file, who set a password first', async () => {
    const { JobId, PreSignedUrl } = await createJob()
    expect((await put(PreSignedUrl, await csv(person('ada'), person('bob')))).status).toBe(200)
    expect(await start(JobId)).toMatchObject({
      Status: 'Succeeded',
      ImportedUsers: 2,
      SkippedUsers: 0,
      FailedUsers: 0,
      StartDate: test.clock.now / 1000,
    })
    const ada = await test.userPools('AdminGetUser', { UserPoolId, Username: 'ada' })
    expect(ada.UserStatus).toBe('RESET_REQUIRED')
    expect(ada.UserAttributes).toContainEqual({ Name: 'name', Value: 'ada, the first' })
    await expect(signInPerson(test, clientId, 'ada')).rejects.toMatchObject({
      __type: 'PasswordResetRequiredException',
    })
    await test.userPools('ForgotPassword', { ClientId: clientId, Username: 'ada' })
    const { code } = await test.newestMessage('ada@example.com')
    await test.userPools('ConfirmForgotPassword', {
      ClientId: clientId,
      Username: 'ada',
      ConfirmationCode: code,
      Password: password,
    })
    expect((await signInPerson(test, clientId, 'ada')).accessToken).not.toBe('')
  })

  it('skips who is there already, and fails who could never set a password', async () => {
    await test.userPools('AdminCreateUser', { UserPoolId, Username: 'ada', MessageAction: 'SUPPRESS' })
    const { JobId, PreSignedUrl } = await createJob()
    const unreachable = { ...person('eve'), email_verified: 'FALSE' }
    await put(PreSignedUrl, await csv(person('ada'), person('bob'), unreachable))
    const counts = { ImportedUsers: 1, SkippedUsers: 1, FailedUsers: 1 }
    expect(await start(JobId)).toMatchObject({ Status: 'Succeeded', ...counts })
    const described = await test.userPools('DescribeUserImportJob', { UserPoolId, JobId })
    expect(described.UserImportJob).toMatchObject({ JobName: 'users', CloudWatchLogsRoleArn, ...counts })
    await expect(test.userPools('AdminGetUser', { UserPoolId, Username: 'eve' })).rejects.toMatchObject({
      __type: 'UserNotFoundException',
    })
  })

  it('takes the file at its own address alone, for a quarter of an hour', async () => {
    const { JobId, PreSignedUrl } = await createJob()
    const other = await createJob()
    const file = await csv(person('ada'))
    expect((await put(PreSignedUrl.replace(JobId, other.JobId), file)).status).toBe(403)
    expect((await put(PreSignedUrl.replace(/before=\d/, 'before=9'), file)).status).toBe(403)
    test.clock.now += 15 * 60_000
    expect((await put(PreSignedUrl, file)).status).toBe(403)
    await expect(start(JobId)).rejects.toMatchObject({ __type: 'PreconditionNotMetException' })
  })

  it('does not start with another header, nor twice', async () => {
    const { JobId, PreSignedUrl } = await createJob()
    await put(PreSignedUrl, 'name,password\nada,secret')
    await expect(start(JobId)).rejects.toMatchObject({ __type: 'PreconditionNotMetException' })
    await put(PreSignedUrl, await csv(person('ada')))
    await start(JobId)
    await expect(start(JobId)).rejects.toMatchObject({ __type: 'PreconditionNotMetException' })
    expect((await put(PreSignedUrl, await csv(person('bob')))).status).toBe(409)
  })

  it('that is stopped or expired starts no more', async () => {
    const first = await createJob()
    await put(first.PreSignedUrl, await csv(person('ada')))
    const stopped = await test.userPools('StopUserImportJob', { UserPoolId, JobId: first.JobId })
    expect(stopped.UserImportJob?.Status).toBe('Stopped')
    await expect(start(first.JobId)).rejects.toMatchObject({ __type: 'PreconditionNotMetException' })
    const second = await createJob()
    test.clock.now += 25 * 3_600_000
    const described = await test.userPools('DescribeUserImportJob', { UserPoolId, JobId: second.JobId })
    expect(described.UserImportJob?.Status).toBe('Expired')
  })

  it('is listed, page by page', async () => {
    await createJob()
    await createJob()
    const first = await test.userPools('ListUserImportJobs', { UserPoolId, MaxResults: 1 })
    const { PaginationToken } = first
    const second = await test.userPools('ListUserImportJobs', { UserPoolId, MaxResults: 1, PaginationToken })
    expect(second.PaginationToken).toBeUndefined()
    expect(first.UserImportJobs?.[0]?.JobId).not.toBe(second.UserImportJobs?.[0]?.JobId)
  })

  it('takes no hashed passwords', async () => {
    await expect(
      test.userPools('CreateUserImportJob', {
        UserPoolId,
        JobName: 'users',
        CloudWatchLogsRoleArn,
        PasswordHashingAlgorithm: 'BCRYPT',
      }),
    ).rejects.toMatchObject({ __type: 'InvalidParameterException' })
  })
})
