import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { Secret, TOTP } from 'otpauth'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { administrate, type UserPool } from '../harness/pools.ts'

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`

/** The triggers of a custom challenge that asks for the answer 42, and of a directory that knows one person. */
export const triggers = {
  DefineAuthChallenge: arn('define'),
  CreateAuthChallenge: arn('create'),
  VerifyAuthChallengeResponse: arn('verify'),
}
export const migration = { UserMigration: arn('migrate') }

const modules: Readonly<Record<string, string>> = {
  define: `export const handler = async event => {
    const last = event.request.session.at(-1)
    const answered = last?.challengeName === 'CUSTOM_CHALLENGE'
    if (last?.challengeName === 'SRP_A') event.response = { challengeName: 'PASSWORD_VERIFIER', issueTokens: false, failAuthentication: false }
    else if (answered && last.challengeResult) event.response = { issueTokens: true, failAuthentication: false }
    else if (event.request.session.filter(entry => entry.challengeName === 'CUSTOM_CHALLENGE').length >= 3) event.response = { issueTokens: false, failAuthentication: true }
    else event.response = { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false }
    return event
  }`,
  create: `export const handler = async event => {
    event.response = { publicChallengeParameters: { question: '6 × 7' }, privateChallengeParameters: { answer: '42' }, challengeMetadata: 'ARITHMETIC' }
    return event
  }`,
  verify: `export const handler = async event => {
    event.response = { answerCorrect: event.request.challengeAnswer === event.request.privateChallengeParameters.answer }
    return event
  }`,
  migrate: `export const handler = async event => {
    if (!event.userName.startsWith('old-') || event.request.password !== 'Correct-Horse-7') throw new Error('unknown')
    event.response = { userAttributes: { email: event.userName + '@example.com', email_verified: 'true' }, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' }
    return event
  }`,
}

/** The command with its triggers in a configuration file, as a project has them. */
export async function startWithTriggers(): Promise<LatchkeyProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-triggers-'))
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, `${name}.mjs`), text)
  const functions = Object.fromEntries(Object.keys(modules).map(name => [name, `./${name}.mjs`]))
  const file = join(folder, 'latchkey.config.json')
  writeFileSync(file, JSON.stringify({ storage: { kind: 'memory' }, functions }))
  const latchkey = await startLatchkey(['--config', file])
  return {
    ...latchkey,
    stop: async () => {
      await latchkey.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A pool as a flow needs it, with one client for every flow. */
export async function createFlowPool(
  url: string,
  pool: Partial<CreateUserPoolCommandInput> = {},
  mfa?: Omit<SetUserPoolMfaConfigCommandInput, 'UserPoolId'>,
  client: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<UserPool & { readonly clientSecret: string | undefined }> {
  const administrator = administrate(url)
  const { UserPool } = await administrator.send(
    new CreateUserPoolCommand({ PoolName: 'flows', AutoVerifiedAttributes: ['email'], ...pool }),
  )
  const userPoolId = UserPool!.Id!
  if (mfa) await administrator.send(new SetUserPoolMfaConfigCommand({ UserPoolId: userPoolId, ...mfa }))
  const { UserPoolClient } = await administrator.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'flows',
      ExplicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      PreventUserExistenceErrors: 'ENABLED',
      ...client,
    }),
  )
  return {
    userPoolId,
    clientId: UserPoolClient!.ClientId!,
    clientSecret: UserPoolClient!.ClientSecret,
  }
}

export const smsMfa = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
}
export const totpMfa = { SoftwareTokenMfaConfiguration: { Enabled: true } }
export const emailMfa = { EmailMfaConfiguration: { Message: 'Your code is {####}', Subject: 'Your code' } }

/** The present code of an authenticator app; with a step, the code of so many half-minutes later. */
export function codeOf(secret: string, step = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
  return totp.generate({ timestamp: Date.now() + step * 30_000 })
}

/** A phone number that no other test has. */
export const newPhone = () => `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
