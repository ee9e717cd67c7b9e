import { pbkdf2Sync, scryptSync } from 'node:crypto'
import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import { argon2id, bcrypt } from 'hash-wasm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findUserByName } from '../../domain/find-user.ts'
import { importUser } from '../../domain/import-users.ts'
import { poolOf } from '../../domain/user-pool.ts'
import { poolRow } from '../../store/conformance/rows.ts'
import { createPool } from '../../store/units/pools.ts'
import { testEnvironment } from '../../testing/environment.ts'
import { signInBySrp } from '../../testing/srp-sign-in.ts'
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
})

describe('an import of hashed passwords', () => {
  type Algorithm = NonNullable<UserPoolOperations['CreateUserImportJob']['input']['PasswordHashingAlgorithm']>
  const salt = Buffer.alloc(16, 3)
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')
  const hashes: [Algorithm, () => Promise<string>][] = [
    ['BCRYPT', () => bcrypt({ password, salt, costFactor: 5, outputType: 'encoded' })],
    [
      'ARGON2ID',
      () =>
        argon2id({
          password,
          salt,
          parallelism: 1,
          iterations: 2,
          memorySize: 512,
          hashLength: 32,
          outputType: 'encoded',
        }),
    ],
    [
      'PBKDF2_SHA256',
      async () =>
        `$pbkdf2-sha256$i=1000$${base64(salt)}$${base64(pbkdf2Sync(password, salt, 1000, 32, 'sha256'))}`,
    ],
    [
      'SCRYPT',
      async () =>
        `$scrypt$ln=10,r=8,p=1$${base64(salt)}$${base64(scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 }))}`,
    ],
  ]

  async function importHash(PasswordHashingAlgorithm: Algorithm, hash: string) {
    const created = await test.userPools('CreateUserImportJob', {
      UserPoolId,
      JobName: 'users',
      CloudWatchLogsRoleArn,
      PasswordHashingAlgorithm,
    })
    const { JobId = '', PreSignedUrl = '' } = created.UserImportJob ?? {}
    const [header, line] = (await csv({ ...person('ada'), email_verified: 'FALSE' })).split('\r\n')
    await put(PreSignedUrl ?? '', `${header},cognito:password_hash\r\n${line},"${hash}"`)
    return await start(JobId ?? '')
  }

  it.each(hashes)(
    '%s: signs in by password with the old password alone, and from then on by SRP',
    async (algorithm, make) => {
      expect(await importHash(algorithm, await make())).toMatchObject({
        Status: 'Succeeded',
        ImportedUsers: 1,
      })
      const found = await test.userPools('AdminGetUser', { UserPoolId, Username: 'ada' })
      expect(found.UserStatus).toBe('CONFIRMED')
      await expect(signInPerson(test, clientId, 'ada', 'Wrong-Horse-7')).rejects.toMatchObject({
        __type: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      })
      await expect(
        signInBySrp(test, { userPoolId: UserPoolId, clientId }, 'ada', password),
      ).rejects.toMatchObject({
        __type: 'NotAuthorizedException',
      })
      expect((await signInPerson(test, clientId, 'ada')).accessToken).not.toBe('')
      const bySrp = await signInBySrp(test, { userPoolId: UserPoolId, clientId }, 'ada', password)
      expect(bySrp.AuthenticationResult?.AccessToken).toBeDefined()
    },
  )

  it.each([
    ['BCRYPT', '$2b$31$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234'],
    ['SCRYPT', '$scrypt$ln=30,r=8,p=1$AAAA$AAAA'],
    ['ARGON2ID', '$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAA$AAAAAAAA'],
    ['PBKDF2_SHA256', '$pbkdf2-sha256$i=9999999$AAAA$AAAA'],
    ['PBKDF2_SHA256', 'password in the clear'],
  ] as const)('%s: %s is no hash that could be checked, and the line fails', async (algorithm, hash) => {
    expect(await importHash(algorithm, hash)).toMatchObject({ Status: 'Failed', FailedUsers: 1 })
  })

  it('stores no hash in the clear', async () => {
    const hash = await hashes[0]![1]()
    const { environment } = await testEnvironment()
    const pool = poolOf({ ...poolRow('us-east-1_aaaaaaaaa') })
    await environment.engine.write(() => createPool(poolRow(pool.id)))
    const line = { username: 'ada', attributes: {}, mfaEnabled: false, passwordHash: hash }
    expect(await importUser(environment, pool, line, 'BCRYPT')).toBe('imported')
    const settings = async () => (await findUserByName(environment, pool, 'ada'))?.settings
    expect(JSON.stringify(await settings())).not.toContain(hash)
    expect((await settings())?.importedPassword?.algorithm).toBe('BCRYPT')
    await environment.engine.close()
  })
})
