import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity'
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  paginateListUsers,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSentTo } from '../harness/inbox.ts'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { createPerson, type Person, somebody } from '../harness/people.ts'
import { administrate, createPools, type Pools, region } from '../harness/pools.ts'

let latchkey: LatchkeyProcess
let pools: Pools
let userPools: CognitoIdentityProviderClient
let identityPools: CognitoIdentityClient

beforeAll(async () => {
  latchkey = await startLatchkey()
  pools = await createPools(latchkey.url)
  const unsigned = { endpoint: latchkey.url, region }
  userPools = new CognitoIdentityProviderClient(unsigned)
  identityPools = new CognitoIdentityClient(unsigned)
})

afterAll(() => latchkey.stop())

async function tokensOf({ username, password }: Person) {
  const { AuthenticationResult } = await userPools.send(
    new InitiateAuthCommand({
      ClientId: pools.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  )
  return AuthenticationResult!
}

describe('@aws-sdk/client-cognito-identity-provider', () => {
  it('signs a person up, confirms and signs in by password without any AWS credentials', async () => {
    const person = somebody()
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await userPools.send(
      new SignUpCommand({
        ClientId: pools.clientId,
        Username: person.username,
        Password: person.password,
        UserAttributes: [{ Name: 'email', Value: person.email }],
      }),
    )
    expect(UserConfirmed).toBe(false)
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' })

    await userPools.send(
      new ConfirmSignUpCommand({
        ClientId: pools.clientId,
        Username: person.username,
        ConfirmationCode: await codeSentTo(latchkey.url, person.email),
      }),
    )
    const { AccessToken, ExpiresIn, TokenType } = await tokensOf(person)
    expect({ ExpiresIn, TokenType }).toEqual({ ExpiresIn: 3600, TokenType: 'Bearer' })

    const { Username, UserAttributes } = await userPools.send(new GetUserCommand({ AccessToken }))
    expect(Username).toBe(person.username)
    expect(UserAttributes).toContainEqual({ Name: 'sub', Value: UserSub })
  })

  it('sees typed errors with the messages of the service', async () => {
    const person = await createPerson(latchkey.url, pools.userPoolId)
    await expect(tokensOf({ ...person, password: 'Wrong-Horse-7' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    })
  })

  it('administers users and reads lists page by page, with dates as dates', async () => {
    const admin = administrate(latchkey.url)
    const people = await Promise.all(
      Array.from({ length: 5 }, () => createPerson(latchkey.url, pools.userPoolId)),
    )
    const named = { UserPoolId: pools.userPoolId, Username: people[0]!.username }
    const user = await admin.send(new AdminGetUserCommand(named))
    expect(user).toMatchObject({ UserStatus: 'CONFIRMED', Enabled: true })
    expect(Math.abs(user.UserCreateDate!.getTime() - Date.now())).toBeLessThan(60_000)

    const listed: string[] = []
    const pages = paginateListUsers({ client: admin, pageSize: 2 }, { UserPoolId: pools.userPoolId })
    for await (const page of pages) {
      expect(page.Users!.length).toBeLessThanOrEqual(2)
      listed.push(...page.Users!.map(({ Username }) => Username!))
    }
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed).toEqual(expect.arrayContaining(people.map(({ username }) => username)))

    const { Users } = await admin.send(
      new ListUsersCommand({ UserPoolId: pools.userPoolId, Filter: `email = "${people[1]!.email}"` }),
    )
    expect(Users!.map(({ Username }) => Username)).toEqual([people[1]!.username])
  })
})

describe('@aws-sdk/client-cognito-identity', () => {
  it('gives a guest an identity, credentials and a token, and keeps the id when the guest signs in', async () => {
    const { IdentityId } = await identityPools.send(
      new GetIdCommand({ IdentityPoolId: pools.identityPoolId }),
    )
    const guest = await identityPools.send(new GetCredentialsForIdentityCommand({ IdentityId }))
    expect(guest.IdentityId).toBe(IdentityId)
    expect(guest.Credentials!.AccessKeyId).toMatch(/^ASIA/)
    expect(guest.Credentials!.Expiration!.getTime()).toBeGreaterThan(Date.now())
    const { Token } = await identityPools.send(new GetOpenIdTokenCommand({ IdentityId }))
    expect(Token!.split('.')).toHaveLength(3)

    const { IdToken } = await tokensOf(await createPerson(latchkey.url, pools.userPoolId))
    const Logins = { [pools.provider]: IdToken! }
    const member = await identityPools.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))
    expect(member.IdentityId).toBe(IdentityId)
    const found = await identityPools.send(new GetIdCommand({ IdentityPoolId: pools.identityPoolId, Logins }))
    expect(found.IdentityId).toBe(IdentityId)
    await expect(
      identityPools.send(new GetCredentialsForIdentityCommand({ IdentityId })),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })
})

describe('@aws-sdk/credential-providers with @aws-sdk/client-sts', () => {
  it('signs as the role that the identity pool gives to its members', async () => {
    const { IdToken } = await tokensOf(await createPerson(latchkey.url, pools.userPoolId))
    const credentials = fromCognitoIdentityPool({
      identityPoolId: pools.identityPoolId,
      logins: { [pools.provider]: IdToken! },
      clientConfig: { endpoint: latchkey.url, region },
    })
    const sts = new STSClient({ endpoint: latchkey.url, region, credentials })
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}))
    expect(Account).toBe('123456789012')
    expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/member/CognitoIdentityCredentials')
    expect(UserId).toMatch(/:CognitoIdentityCredentials$/)
  })

  it('is refused with made-up credentials, and with real ones whose secret was guessed', async () => {
    const madeUp = { accessKeyId: 'ASIAMADEUPMADEUPMADE', secretAccessKey: 'x', sessionToken: 'y' }
    const refused = new STSClient({ endpoint: latchkey.url, region, credentials: madeUp })
    await expect(refused.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    })

    const real = await fromCognitoIdentityPool({
      identityPoolId: pools.identityPoolId,
      clientConfig: { endpoint: latchkey.url, region },
    })()
    const guessed = new STSClient({
      endpoint: latchkey.url,
      region,
      credentials: { ...real, secretAccessKey: 'guessed' },
    })
    await expect(guessed.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
  })
})
