/** Signing in to the identity pool with other people's tokens, at the built server; its simulator plays the providers. */
import {
  CreateIdentityPoolCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { AWSMobileClient, IdentityProvider, memoryStorage } from '@latchkey/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LatchkeyProcess, startLatchkey } from '../harness/latchkey-process.ts'
import { administrateIdentities, region } from '../harness/pools.ts'
import { kindOf } from './app.ts'

let latchkey: LatchkeyProcess
let identityPoolId: string

const clientIds = {
  google: 'google.example',
  apple: 'com.example.app',
  facebook: '1234567890',
  amazon: 'amzn1.application.abc',
  twitter: 'consumer-key;secret',
} as const

/** The SAML provider that the simulator plays. */
const corporation = 'arn:aws:iam::123456789012:saml-provider/simulator'

beforeAll(async () => {
  latchkey = await startLatchkey()
  const identities = administrateIdentities(latchkey.url)
  const { IdentityPoolId } = await identities.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'federated',
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: 'login.shop.example',
      SamlProviderARNs: [corporation],
      SupportedLoginProviders: Object.fromEntries(
        Object.entries(clientIds).map(([name, id]) => [IdentityProvider[name as keyof typeof clientIds], id]),
      ),
    }),
  )
  identityPoolId = IdentityPoolId!
  await identities.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: identityPoolId,
      Roles: {
        authenticated: 'arn:aws:iam::123456789012:role/member',
        unauthenticated: 'arn:aws:iam::123456789012:role/guest',
      },
    }),
  )
})
afterAll(() => latchkey.stop())

/** A client, and the states that it tells of. */
function app() {
  const options = {
    configuration: {
      CredentialsProvider: {
        CognitoIdentity: { Default: { PoolId: identityPoolId, Endpoint: latchkey.url } },
      },
    },
    storage: memoryStorage(),
  }
  const client = new AWSMobileClient(options)
  const states: string[] = []
  client.addUserStateListener(state => states.push(state))
  return { client, states, relaunch: () => new AWSMobileClient(options) }
}

async function tokenOf(provider: keyof typeof clientIds, more: object = {}): Promise<string> {
  const response = await fetch(`${latchkey.url}/_latchkey/simulator/tokens`, {
    method: 'POST',
    body: JSON.stringify({
      provider,
      clientId: clientIds[provider].split(';')[0],
      email: 'ada@example.com',
      ...more,
    }),
  })
  return ((await response.json()) as { token: string }).token
}

async function roleOf(client: AWSMobileClient): Promise<string | undefined> {
  const sts = new STSClient({ endpoint: latchkey.url, region, credentials: client.credentialsProvider() })
  return (await sts.send(new GetCallerIdentityCommand({}))).Arn
}

describe.each(Object.keys(clientIds) as (keyof typeof clientIds)[])('a token of %s', provider => {
  test('takes the guest’s identity over, opens AWS, and outlives a relaunch', async () => {
    const { client, states, relaunch } = app()
    const guest = await client.getIdentityId()
    const email = `${provider}@example.com`
    const login = { providerName: IdentityProvider[provider], token: await tokenOf(provider, { email }) }
    await client.federatedSignIn(login)
    expect(await roleOf(client)).toMatch(/assumed-role\/member/)
    expect(client.identityId).toBe(guest)
    expect(states.at(-1)).toBe('signedIn')
    const again = relaunch()
    expect((await again.initialize()).userState).toBe('signedIn')
    expect((await again.getAWSCredentials()).identityId).toBe(guest)
  })
})

test('a token that the service refuses parks calls until one comes that it takes', async () => {
  const { client, states } = app()
  await client.federatedSignIn({ providerName: IdentityProvider.google, token: await tokenOf('google') })
  const { identityId } = await client.getAWSCredentials()
  await client.federatedSignIn({
    providerName: IdentityProvider.google,
    token: await tokenOf('google', { clientId: 'somebody-else' }),
  })
  const parked = Promise.all(Array.from({ length: 10 }, () => client.getAWSCredentials()))
  await expect.poll(() => client.currentUserState).toBe('signedOutFederatedTokensInvalid')
  const bad = { providerName: IdentityProvider.google, token: 'nonsense' }
  const before = states.length
  expect(await client.federatedSignIn({ ...bad, verify: true }).catch(kindOf)).toBe('notAuthorized')
  expect(states.length).toBe(before)
  await client.federatedSignIn({ providerName: IdentityProvider.google, token: await tokenOf('google') })
  expect(new Set((await parked).map(found => found.identityId))).toEqual(new Set([identityId]))
  expect(states.filter(state => state.endsWith('Invalid'))).toHaveLength(1)
})

test('a developer’s identity is who the back end says', async () => {
  const { IdentityId, Token } = await administrateIdentities(latchkey.url).send(
    new GetOpenIdTokenForDeveloperIdentityCommand({
      IdentityPoolId: identityPoolId,
      Logins: { 'login.shop.example': 'customer-7' },
    }),
  )
  const { client } = app()
  await client.federatedSignIn({
    providerName: IdentityProvider.developer,
    token: Token!,
    cognitoIdentityId: IdentityId!,
  })
  expect((await client.getAWSCredentials()).identityId).toBe(IdentityId)
  expect(await roleOf(client)).toMatch(/assumed-role\/member/)
})

test('a SAML assertion with several roles opens the one that customRoleARN names', async () => {
  const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
  const response = await fetch(`${latchkey.url}/_latchkey/simulator/tokens`, {
    method: 'POST',
    body: JSON.stringify({
      provider: 'saml',
      clientId: 'any',
      email: 'grace@example.com',
      roles: ['editor', 'reader'].map(name => `${role(name)},${corporation}`),
    }),
  })
  const { token } = (await response.json()) as { token: string }
  const { client } = app()
  await client.federatedSignIn({ providerName: corporation, token, customRoleARN: role('reader') })
  expect(await roleOf(client)).toMatch(/assumed-role\/reader/)
  await client.signOut()
  // Which of the two is meant cannot be known.
  await client.federatedSignIn({ providerName: corporation, token })
  await expect(client.getAWSCredentials({ whenSignedOut: 'reject' })).rejects.toMatchObject({
    kind: 'invalidParameter',
  })
})
