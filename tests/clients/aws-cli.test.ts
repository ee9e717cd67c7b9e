import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pinnedNode, root } from '../../scripts/installation.js'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { somebody } from '../harness/people.ts'
import { region } from '../harness/pools.ts'

const run = promisify(execFile)
const command = process.env['LATCHKEY_AWS_CLI'] ?? '/usr/bin/aws'
let latchkey: LatchkeyProcess

beforeAll(async () => {
  latchkey = await startLatchkey()
})

afterAll(() => latchkey.stop())

const administrator = { AWS_ACCESS_KEY_ID: 'AKIALATCHKEYTESTS000', AWS_SECRET_ACCESS_KEY: 'only-for-tests' }

/** Nothing of this machine's own AWS configuration. */
const quiet = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
}

/** Runs `aws WORDS` against our server and reads its JSON. */
async function aws(words: readonly string[], keys: Record<string, string> = administrator) {
  const { stdout } = await run(
    command,
    [...words, '--endpoint-url', latchkey.url, '--region', region, '--output', 'json'],
    {
      env: { ...quiet, ...keys },
    },
  )
  return stdout.trim() === '' ? {} : JSON.parse(stdout)
}

describe('the AWS CLI', () => {
  it('makes pools, signs a person up, confirms, signs in, gets credentials and asks STS who it is', async () => {
    const person = somebody()
    const { UserPool } = await aws([
      'cognito-idp',
      'create-user-pool',
      '--pool-name',
      'from the terminal',
      '--auto-verified-attributes',
      'email',
    ])
    const pool = ['--user-pool-id', UserPool.Id]
    const { UserPoolClient } = await aws([
      'cognito-idp',
      'create-user-pool-client',
      ...pool,
      '--client-name',
      'terminal',
      '--explicit-auth-flows',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ])
    const client = ['--client-id', UserPoolClient.ClientId]
    const named = [...client, '--username', person.username]

    const signedUp = await aws([
      'cognito-idp',
      'sign-up',
      ...named,
      '--password',
      person.password,
      '--user-attributes',
      `Name=email,Value=${person.email}`,
    ])
    expect(signedUp.UserConfirmed).toBe(false)
    const code = await codeSentTo(latchkey.url, person.email)
    await aws(['cognito-idp', 'confirm-sign-up', ...named, '--confirmation-code', code])

    const { AuthenticationResult } = await aws([
      'cognito-idp',
      'initiate-auth',
      ...client,
      '--auth-flow',
      'USER_PASSWORD_AUTH',
      '--auth-parameters',
      `USERNAME=${person.username},PASSWORD=${person.password}`,
    ])
    const user = await aws(['cognito-idp', 'get-user', '--access-token', AuthenticationResult.AccessToken])
    expect(user.Username).toBe(person.username)

    const provider = `cognito-idp.${region}.amazonaws.com/${UserPool.Id}`
    const { IdentityPoolId } = await aws([
      'cognito-identity',
      'create-identity-pool',
      '--identity-pool-name',
      'terminal',
      '--no-allow-unauthenticated-identities',
      '--cognito-identity-providers',
      `ProviderName=${provider},ClientId=${UserPoolClient.ClientId}`,
    ])
    await aws([
      'cognito-identity',
      'set-identity-pool-roles',
      '--identity-pool-id',
      IdentityPoolId,
      '--roles',
      'authenticated=arn:aws:iam::123456789012:role/member',
    ])
    const logins = ['--logins', `${provider}=${AuthenticationResult.IdToken}`]
    const { IdentityId } = await aws([
      'cognito-identity',
      'get-id',
      '--identity-pool-id',
      IdentityPoolId,
      ...logins,
    ])
    const { Credentials } = await aws([
      'cognito-identity',
      'get-credentials-for-identity',
      '--identity-id',
      IdentityId,
      ...logins,
    ])
    const caller = await aws(['sts', 'get-caller-identity'], {
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
    })
    expect(caller.Arn).toBe('arn:aws:sts::123456789012:assumed-role/member/CognitoIdentityCredentials')

    const described = await aws(['cognito-idp', 'admin-get-user', ...pool, '--username', person.username])
    expect(described).toMatchObject({ UserStatus: 'CONFIRMED', Enabled: true })
    const { Users } = await aws(['cognito-idp', 'list-users', ...pool])
    expect(Users).toHaveLength(1)
  })

  it('runs the command that a server prints for the person who started it', async () => {
    const server = spawn(pinnedNode, [
      join(root, 'packages/cli/dist/latchkey.mjs'),
      'start',
      '--in-memory',
      '--port',
      '0',
    ])
    try {
      let output = ''
      server.stdout.setEncoding('utf8').on('data', text => (output += text))
      await expect.poll(() => output, { timeout: 20_000 }).toContain('latchkey inbox')
      const [, url] = /ready at (\S+)/.exec(output) as unknown as [string, string]
      const [printed] = /aws cognito-idp sign-up[\s\S]+?@example\.com/.exec(output) as unknown as [string]
      const { stdout } = await run('sh', ['-c', printed.replace(/^aws/, command)], { env: { ...quiet } })
      expect(JSON.parse(stdout)).toMatchObject({ UserConfirmed: false })
      expect(await codeSentTo(url, 'ada@example.com')).toMatch(/^\d{6}$/)
    } finally {
      server.kill('SIGTERM')
    }
  })

  it('prints the error of the service by its name', async () => {
    await expect(
      aws(['cognito-idp', 'describe-user-pool', '--user-pool-id', `${region}_Nowhere00`]),
    ).rejects.toMatchObject({ stderr: expect.stringContaining('(ResourceNotFoundException)') })
  })
})
