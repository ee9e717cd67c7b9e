import { afterEach, describe, expect, test, vi } from 'vitest'
import { getAWSCredentials } from '../credentials/get-credentials.ts'
import { createClient, type FunctionsOptions } from '../entries/functions.node.ts'
import { allFeatures } from '../features.ts'
import { hostedUI, readHostedUI, showHostedUI } from '../hosted-ui/index.ts'
import { AWSMobileClient } from '../index.node.ts'
import type { HostedUIPage } from '../platform/platform.ts'
import type { Client } from '../session/client.ts'
import { initialize } from '../session/initialize.ts'
import { signIn } from '../sign-in/sign-in.ts'
import { memoryStorage } from '../storage/memory.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { fakeConfiguration, fakeService } from '../testing/fake-service.ts'
import { readConfiguration } from './read.ts'
import { readAmplifyConfiguration } from './read-amplify.ts'

afterEach(() => vi.unstubAllGlobals())

const userPool = { poolId: 'us-east-1_abcDEF123', clientId: 'client1' }
const identityPool = { poolId: 'eu-west-1:11111111-2222-4333-8444-555555555555' }

/** A program of functions alone. */
function program(options: FunctionsOptions) {
  const clock = fakeClock()
  const service = fakeService(clock)
  const client = createClient({ storage: memoryStorage(), clock, fetch: service.fetch, ...options })
  const credentials = { username: 'ada', password: 'Passw0rd!' }
  return { client, service, urls: () => service.requests.map(({ url }) => url), credentials }
}

const refusalOf = (client: Client, configuration?: unknown) =>
  initialize(client, configuration).then(
    () => 'none',
    ({ kind, message }) => `${kind}: ${message}`,
  )

describe('a client of functions takes a configuration', () => {
  test('of the pools’ ids alone: the rest follows from them', async () => {
    const { client, credentials, urls } = program({ configuration: { userPool, identityPool } })
    expect((await signIn(client, credentials)).signInState).toBe('signedIn')
    await getAWSCredentials(client)
    expect(new Set(urls())).toEqual(
      new Set([
        'https://cognito-idp.us-east-1.amazonaws.com/',
        'https://cognito-identity.eu-west-1.amazonaws.com/',
      ]),
    )
    expect(client.details.provider).toBe('cognito-idp.us-east-1.amazonaws.com/us-east-1_abcDEF123')
  })

  test('with a region, endpoints and a flow of its own', async () => {
    const configuration = {
      userPool: {
        ...userPool,
        endpoint: 'http://localhost:9229/',
        authenticationFlow: 'USER_PASSWORD_AUTH',
      },
      identityPool: { ...identityPool, region: 'us-west-2' },
    } as const
    const { client, credentials, service, urls } = program({ configuration })
    await signIn(client, credentials)
    await getAWSCredentials(client)
    expect(service.requests[0]?.input).toMatchObject({ AuthFlow: 'USER_PASSWORD_AUTH' })
    expect([urls()[0], urls().at(-1)]).toEqual([
      'http://localhost:9229/',
      'https://cognito-identity.us-west-2.amazonaws.com/',
    ])
  })

  test('and treats members that are undefined as absent', async () => {
    const pool = { ...userPool, region: undefined, endpoint: undefined, authenticationFlow: undefined }
    const { client, credentials, urls } = program({ configuration: { userPool: pool } })
    await signIn(client, credentials)
    expect(urls()[0]).toBe('https://cognito-idp.us-east-1.amazonaws.com/')
  })

  test('and with persistence: false leaves nothing in the storage', async () => {
    const storage = memoryStorage()
    const { client, credentials } = program({ storage, configuration: { userPool, persistence: false } })
    await signIn(client, credentials)
    expect(await storage.list('')).toEqual([])
  })

  test('from initialize as well', async () => {
    const { client, credentials } = program({})
    await initialize(client, { userPool })
    expect((await signIn(client, credentials)).signInState).toBe('signedIn')
  })

  test.each([
    ['nothing', undefined],
    ['awsconfiguration.json', fakeConfiguration],
    ['the text of a document', JSON.stringify(fakeConfiguration)],
    ['a pool without id', { userPool: { clientId: 'client1' } }],
    ['a pool without id, in a region', { userPool: { clientId: 'client1', region: 'us-east-1' } }],
    ['a pool that is a text', { userPool: 'us-east-1_abcDEF123' }],
    ['a user pool’s id without region', { userPool: { poolId: 'abcDEF123', clientId: 'client1' } }],
    ['an identity pool’s id without region', { identityPool: { poolId: '11111111-2222' } }],
    ['an endpoint that is no URL', { userPool: { ...userPool, endpoint: 'localhost:9229' } }],
    ['an endpoint in the clear', { userPool: { ...userPool, endpoint: 'http://auth.example.com/' } }],
    [
      'an endpoint that only begins as loopback',
      { userPool: { ...userPool, endpoint: 'http://localhost.example.com/' } },
    ],
  ])('and refuses %s, saying what was expected and what reads documents', async (_, configuration) => {
    const { client } = program({})
    expect(await refusalOf(client, configuration)).toMatch(
      /^invalidConfiguration: .*userPool.*REGION_ID.*identityPool.*REGION:UUID.*readConfiguration/,
    )
  })

  test.each([
    'http://127.0.0.1:9229/',
    'http://[::1]:9229',
    'http://pool.localhost/',
    'https://auth.example.com/p/',
  ])('and lets endpoints be of this machine or by https: %s', async endpoint => {
    const { client } = program({ configuration: { userPool: { ...userPool, endpoint } } })
    expect(await refusalOf(client)).toBe('none')
  })
})

describe('documents', () => {
  test('are read by a function, and the client works with what it gives', async () => {
    const { client, credentials } = program({ configuration: readConfiguration(fakeConfiguration) })
    expect((await signIn(client, credentials)).signInState).toBe('signedIn')
  })

  test('are refused there by the names of their keys', () => {
    expect(() => readConfiguration({ CognitoUserPool: { Default: { PoolId: 'x' } } })).toThrow(
      expect.objectContaining({
        kind: 'invalidConfiguration',
        message: expect.stringContaining('CognitoUserPool.Default.PoolId: expected REGION_ID'),
      }),
    )
    expect(() => readAmplifyConfiguration({ aws_user_pools_id: 'x' })).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('aws_user_pools_id: expected REGION_ID'),
      }),
    )
  })

  test('of Amplify are read as well, and another block where it is named', () => {
    const outputs = { auth: { user_pool_id: userPool.poolId, user_pool_client_id: 'client1' } }
    expect(readAmplifyConfiguration(outputs).userPool).toMatchObject(userPool)
    const document = { CognitoUserPool: { Staging: { PoolId: userPool.poolId, AppClientId: 'client2' } } }
    expect(readConfiguration(document, { block: 'Staging' }).userPool?.clientId).toBe('client2')
  })

  test('are read by a client that has the feature, which takes a configuration as before', async () => {
    const features = { readConfiguration: readAmplifyConfiguration }
    const outputs = { auth: { user_pool_id: userPool.poolId, user_pool_client_id: 'client1' } }
    for (const given of [outputs, fakeConfiguration, { userPool }]) {
      const { client } = program({ features })
      expect(await refusalOf(client, given)).toBe('none')
      expect(client.configuration?.userPool).toMatchObject(userPool)
    }
    expect(await refusalOf(program({ features }).client, { CognitoUserPool: 7 })).toBe(
      'invalidConfiguration: CognitoUserPool: expected an object',
    )
  })

  test('are read by the class even if some of its features are replaced', async () => {
    const outputs = { auth: { user_pool_id: userPool.poolId, user_pool_client_id: 'client1' } }
    const client = new AWSMobileClient({ configuration: outputs, features: { tabs: () => undefined } })
    expect((await client.initialize()).userState).toBe('signedOut')
  })

  test('are read by the class and by all features, which take a configuration too', async () => {
    const features = allFeatures(memoryStorage(), undefined)
    for (const configuration of [fakeConfiguration, { userPool }]) {
      for (const options of [{ configuration }, { configuration, features }]) {
        expect((await new AWSMobileClient(options).initialize()).userState).toBe('signedOut')
      }
    }
  })
})

describe('the hosted UI’s settings', () => {
  const settings = {
    addresses: { kind: 'userPool', domain: 'https://shop.auth.us-east-1.amazoncognito.com' },
    signInRedirectURIs: ['https://shop.example/'],
  } as const
  const OAuth = {
    WebDomain: 'shop.auth.us-east-1.amazoncognito.com',
    SignInRedirectURI: 'https://shop.example/',
  }
  const document = { ...fakeConfiguration, Auth: { Default: { OAuth } } }

  /** The parameters of the page that is shown. */
  async function shown(options: FunctionsOptions) {
    const pages: HostedUIPage[] = []
    const show = async (page: HostedUIPage) => {
      pages.push(page)
      return undefined
    }
    const { client } = program({ browser: () => ({ show, close: () => undefined }), ...options })
    const error = await showHostedUI(client).catch((error: { kind: string; message: string }) => error)
    const url = new URL(pages[0]?.url ?? 'about:blank')
    return { error, url, parameters: Object.fromEntries(url.searchParams) }
  }

  test('stand in the configuration, and the user pool’s client is theirs', async () => {
    const { url, parameters } = await shown({
      configuration: { userPool, hostedUI: settings },
      features: { hostedUI },
    })
    expect(url.origin + url.pathname).toBe(`${settings.addresses.domain}/oauth2/authorize`)
    expect(parameters).toMatchObject({
      client_id: 'client1',
      scope: 'openid',
      redirect_uri: 'https://shop.example/',
    })
  })

  test('may stand alone, where the provider has nothing to do with a pool', async () => {
    const { parameters } = await shown({
      configuration: { hostedUI: { ...settings, clientId: 'other' } },
      features: { hostedUI },
    })
    expect(parameters.client_id).toBe('other')
  })

  test('are read out of documents by a function, or by a feature when they are needed', async () => {
    const configuration = readConfiguration(document)
    const alone = { ...configuration, hostedUI: readHostedUI(configuration) }
    for (const options of [
      { configuration: alone, features: { hostedUI } },
      { configuration, features: { hostedUI, readHostedUI } },
      { configuration, features: { ...allFeatures(memoryStorage(), undefined), hostedUI } },
    ]) {
      expect((await shown(options)).parameters).toMatchObject({ client_id: 'client1', scope: 'openid' })
    }
  })

  test('are missed by name', async () => {
    const configuration = readConfiguration(document)
    expect((await shown({ configuration, features: { hostedUI } })).error).toMatchObject({
      kind: 'invalidConfiguration',
      message: expect.stringContaining('readHostedUI'),
    })
    const broken = readConfiguration({ ...document, Auth: { Default: { OAuth: {} } } })
    expect(
      (await shown({ configuration: broken, features: { hostedUI, readHostedUI } })).error,
    ).toMatchObject({
      kind: 'invalidConfiguration',
      message: expect.stringContaining('Auth.Default.OAuth.SignInRedirectURI'),
    })
  })

  test('let no provider but one of this machine be asked in the clear', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('nobody is asked')))
    const discovered = (issuer: string) =>
      shown({
        configuration: {
          hostedUI: { ...settings, clientId: 'c', addresses: { kind: 'discovered', issuer } },
        },
        features: { hostedUI },
        fetch: () => Promise.reject(new Error('asked')),
      })
    expect((await discovered('http://login.example')).error).not.toMatchObject({ kind: 'network' })
    expect((await discovered('http://localhost:9229')).error).toMatchObject({ kind: 'network' })
  })
})
