import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestPool,
  signInPerson,
  signUpPerson,
  startTestServer,
  type TestServer,
} from '../../testing/test-server.ts'

const roles = {
  authenticated: 'arn:aws:iam::123456789012:role/app/member',
  unauthenticated: 'arn:aws:iam::123456789012:role/guest',
}

let test: TestServer
let userPoolId: string
let clientId: string
let identityPoolId: string
let provider: string

beforeEach(async () => {
  test = await startTestServer()
  ;({ userPoolId, clientId } = await createTestPool(test))
  provider = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`
  identityPoolId = await createIdentityPool({})
})

afterEach(() => test.close())

async function createIdentityPool(configuration: {
  guests?: boolean
  check?: boolean
  client?: string
}): Promise<string> {
  const { IdentityPoolId } = await test.identityPools('CreateIdentityPool', {
    IdentityPoolName: 'tests',
    AllowUnauthenticatedIdentities: configuration.guests ?? true,
    AllowClassicFlow: true,
    CognitoIdentityProviders: [
      {
        ProviderName: provider,
        ClientId: configuration.client ?? clientId,
        ServerSideTokenCheck: configuration.check ?? false,
      },
    ],
  })
  await test.identityPools('SetIdentityPoolRoles', { IdentityPoolId, Roles: roles })
  return IdentityPoolId
}

async function getId(Logins?: Record<string, string>): Promise<string> {
  const { IdentityId = '' } = await test.identityPools('GetId', {
    IdentityPoolId: identityPoolId,
    Logins,
  })
  return IdentityId
}

const getCredentials = (IdentityId: string, Logins?: Record<string, string>) =>
  test.identityPools('GetCredentialsForIdentity', { IdentityId, Logins })

async function loginOf(username: string): Promise<Record<string, string>> {
  await signUpPerson(test, clientId, username)
  return { [provider]: (await signInPerson(test, clientId, username)).idToken }
}

const refused = (message: string, type = 'NotAuthorizedException') => ({ __type: type, message })

describe('guests', () => {
  it('are a new identity each time', async () => {
    const [first, second] = [await getId(), await getId()]
    expect(first).toMatch(/^us-east-1:[0-9a-f-]{36}$/)
    expect(second).not.toBe(first)
  })

  it('get credentials for an hour, with a key, a secret and a token', async () => {
    const id = await getId()
    const { IdentityId, Credentials } = await getCredentials(id)
    expect(IdentityId).toBe(id)
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretKey: expect.stringMatching(/^[\w+/]{40}$/),
      SessionToken: expect.any(String),
      Expiration: test.clock.now / 1000 + 3600,
    })
  })

  it('are refused where the pool has no guests', async () => {
    identityPoolId = await createIdentityPool({ guests: false })
    await expect(getId()).rejects.toEqual(
      refused('Unauthenticated access is not supported for this identity pool.'),
    )
  })

  it('lose access to their identity when the pool closes itself to guests', async () => {
    const id = await getId()
    await test.identityPools('UpdateIdentityPool', {
      IdentityPoolId: identityPoolId,
      IdentityPoolName: 'tests',
      AllowUnauthenticatedIdentities: false,
    })
    await expect(getCredentials(id)).rejects.toEqual(
      refused('Unauthenticated access is not supported for this identity pool.'),
    )
  })
})

describe('a user-pool login', () => {
  it('leads to the same identity every time, under both names of the provider', async () => {
    const login = await loginOf('ada')
    const id = await getId(login)
    expect(await getId(login)).toBe(id)
    expect(await getId({ [`latchkey.test/${userPoolId}`]: login[provider] ?? '' })).toBe(id)
  })

  it('gives one identity to twenty parallel calls', async () => {
    const login = await loginOf('ada')
    const ids = await Promise.all(Array.from({ length: 20 }, () => getId(login)))
    expect(new Set(ids).size).toBe(1)
    const { Identities } = await test.identityPools('ListIdentities', {
      IdentityPoolId: identityPoolId,
      MaxResults: 60,
    })
    expect(Identities).toHaveLength(1)
  })

  it('makes a guest a member who keeps the id, and whom no guest can then be', async () => {
    const id = await getId()
    const login = await loginOf('ada')
    expect((await getCredentials(id, login)).IdentityId).toBe(id)
    expect(await getId(login)).toBe(id)
    await expect(getCredentials(id)).rejects.toEqual(refused(`Access to Identity '${id}' is forbidden.`))
  })

  it('merges a guest into the identity that it belongs to already', async () => {
    const login = await loginOf('ada')
    const owner = await getId(login)
    const guest = await getId()
    expect((await getCredentials(guest, login)).IdentityId).toBe(owner)
    expect((await getCredentials(guest, login)).IdentityId).toBe(owner)
    await expect(getCredentials(guest)).rejects.toMatchObject({ __type: 'NotAuthorizedException' })
  })

  it('merges once when twenty guests of one person sign in at the same time', async () => {
    const login = await loginOf('ada')
    const guests = await Promise.all(Array.from({ length: 20 }, () => getId()))
    const answers = await Promise.all(guests.map(guest => getCredentials(guest, login)))
    expect(new Set(answers.map(answer => answer.IdentityId)).size).toBe(1)
    expect(await getId(login)).toBe(answers[0]?.IdentityId)
  })

  it('does not open the identity of somebody else', async () => {
    const id = await getId(await loginOf('ada'))
    await expect(getCredentials(id, await loginOf('bob'))).rejects.toEqual(
      refused(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      ),
    )
  })

  it('is refused with the times when it has expired', async () => {
    const login = await loginOf('ada')
    const expiresAt = test.clock.now / 1000 + 3600
    test.clock.now += 3_600_000
    await expect(getId(login)).rejects.toEqual(
      refused(`Invalid login token. Token expired: ${expiresAt} >= ${expiresAt}`),
    )
  })

  it('is refused for a client that the identity pool does not name', async () => {
    identityPoolId = await createIdentityPool({ client: 'another' })
    await expect(getId(await loginOf('ada'))).rejects.toEqual(
      refused('Invalid login token. Incorrect token audience.'),
    )
  })

  it('is refused when anything in it was changed, for what it is', async () => {
    const token = (await loginOf('ada'))[provider] ?? ''
    const [header = '', payload = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const with_ = (changes: object) =>
      [header, Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url'), signature].join(
        '.',
      )
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const attempts: [string, string][] = [
      ['garbage', 'Not a valid OpenId Connect identity token.'],
      [with_({ sub: 'somebody-else' }), "Couldn't verify signed token."],
      [`${unsigned}.${payload}.`, "Couldn't verify signed token."],
      [with_({ iss: 'https://elsewhere.example' }), 'Not a Cognito token.'],
      [with_({ iss: 'http://latchkey.test/us-east-1_other' }), "Issuer doesn't match providerName"],
      [with_({ token_use: 'access' }), 'Not a valid OpenId Connect identity token.'],
    ]
    for (const [changed, text] of attempts) {
      await expect(getId({ [provider]: changed })).rejects.toEqual(refused(`Invalid login token. ${text}`))
    }
  })

  it('is refused when it is an access token', async () => {
    await signUpPerson(test, clientId, 'ada')
    const { accessToken } = await signInPerson(test, clientId, 'ada')
    await expect(getId({ [provider]: accessToken })).rejects.toMatchObject({
      __type: 'NotAuthorizedException',
    })
  })

  it('is refused under a provider that the pool does not trust', async () => {
    const token = (await loginOf('ada'))[provider] ?? ''
    const untrusted = [
      'accounts.google.com',
      'cognito-idp.us-east-1.amazonaws.com/us-east-1_other',
      `elsewhere.example/${userPoolId}`,
      `cognito-idp.us-east-1.amazonaws.com.elsewhere.example/${userPoolId}`,
      userPoolId,
    ]
    for (const key of untrusted) {
      await expect(getId({ [key]: token })).rejects.toEqual(
        refused('Token is not from a supported provider of this identity pool.'),
      )
    }
  })

  it('is refused after sign-out or disabling where the pool checks at the server, and only there', async () => {
    const checked = await createIdentityPool({ check: true })
    const unchecked = identityPoolId
    await signUpPerson(test, clientId, 'ada')
    const { idToken, accessToken } = await signInPerson(test, clientId, 'ada')
    const login = { [provider]: idToken }
    identityPoolId = checked
    await getId(login)
    await test.userPools('GlobalSignOut', { AccessToken: accessToken })
    await expect(getId(login)).rejects.toEqual(refused('Invalid login token.'))

    const again = { [provider]: (await signInPerson(test, clientId, 'ada')).idToken }
    await getId(again)
    await test.userPools('AdminDisableUser', { UserPoolId: userPoolId, Username: 'ada' })
    await expect(getId(again)).rejects.toEqual(refused('Invalid login token.'))
    identityPoolId = unchecked
    await getId(again)
  })
})

describe('what is not there', () => {
  it('is said by name', async () => {
    await expect(getCredentials('us-east-1:00000000-0000-4000-8000-000000000000')).rejects.toEqual(
      refused(
        "Identity 'us-east-1:00000000-0000-4000-8000-000000000000' not found.",
        'ResourceNotFoundException',
      ),
    )
    identityPoolId = 'us-east-1:11111111-0000-4000-8000-000000000000'
    await expect(getId()).rejects.toEqual(
      refused(`IdentityPool '${identityPoolId}' not found.`, 'ResourceNotFoundException'),
    )
  })

  it('is a role: then the configuration is to blame', async () => {
    const id = await getId()
    await test.identityPools('SetIdentityPoolRoles', { IdentityPoolId: identityPoolId, Roles: {} })
    await expect(getCredentials(id)).rejects.toEqual(
      refused(
        'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
        'InvalidIdentityPoolConfigurationException',
      ),
    )
  })
})
