import { expect, test } from 'vitest'
import { parseConfiguration } from './parse.ts'

const userPool = {
  PoolId: 'us-east-1_abcDEF123',
  AppClientId: '3n4b5urk1ft4fl3mg5e62d9ado',
  Region: 'us-east-1',
}
const identityPool = { PoolId: 'eu-west-1:11111111-2222-4333-8444-555555555555', Region: 'eu-west-1' }
const both = {
  IdentityManager: { Default: {} },
  CredentialsProvider: { CognitoIdentity: { Default: identityPool } },
  CognitoUserPool: { Default: userPool },
}

function read(source: unknown) {
  const result = parseConfiguration(source)
  if (result.outcome === 'refused') throw new Error(result.message)
  return result.configuration
}

const problemsOf = (source: unknown) => {
  const result = parseConfiguration(source)
  return result.outcome === 'refused' ? result.problems.map(({ key }) => key) : []
}

test('a file as the guides show it is read, with Amazon’s endpoints', () => {
  expect(read(both)).toMatchObject({
    persistence: true,
    userPool: {
      poolId: userPool.PoolId,
      clientId: userPool.AppClientId,
      region: 'us-east-1',
      endpoint: 'https://cognito-idp.us-east-1.amazonaws.com/',
      authenticationFlow: 'USER_SRP_AUTH',
    },
    identityPool: {
      poolId: identityPool.PoolId,
      endpoint: 'https://cognito-identity.eu-west-1.amazonaws.com/',
    },
  })
})

test('the text of a file is read as its content', () => {
  expect(read(JSON.stringify(both)).userPool).toEqual(read(both).userPool)
})

test('keys that belong to others are tolerated and kept', () => {
  const source = { ...both, S3TransferUtility: { Default: { Bucket: 'b' } }, Version: '1.0', Future: [1] }
  expect(read(source).source).toBe(source)
})

test('the older names of the user pool’s keys are accepted', () => {
  const old = {
    CognitoUserPoolId: userPool.PoolId,
    CognitoUserPoolAppClientId: 'client',
    CognitoUserPoolAppClientSecret: 'secret',
  }
  expect(read({ CognitoUserPool: { Default: old } }).userPool).toMatchObject({
    poolId: userPool.PoolId,
    clientId: 'client',
    clientSecret: 'secret',
  })
})

test.each([
  ['its own Region', { Region: 'eu-north-1' }, 'ap-south-1', 'eu-north-1'],
  ['the Default Region', {}, 'ap-south-1', 'ap-south-1'],
  ['the pool’s id', {}, undefined, 'us-east-1'],
])('the region comes from %s', (_, own, fallback, region) => {
  const { Region: _region, ...pool } = userPool
  const source = {
    ...(fallback && { Default: { Region: fallback } }),
    CognitoUserPool: { Default: { ...pool, ...own } },
  }
  expect(read(source).userPool?.region).toBe(region)
})

test.each([
  ['auth.example.com', 'https://auth.example.com/'],
  ['auth.example.com:8443', 'https://auth.example.com:8443/'],
  ['https://auth.example.com/pools', 'https://auth.example.com/pools'],
  ['http://localhost:9229', 'http://localhost:9229/'],
  ['http://127.0.0.1:9229/', 'http://127.0.0.1:9229/'],
  ['http://[::1]:9229', 'http://[::1]:9229/'],
])('the endpoint %s means %s', (Endpoint, endpoint) => {
  const source = {
    CognitoUserPool: { Default: { ...userPool, Endpoint } },
    CredentialsProvider: { CognitoIdentity: { Default: { ...identityPool, Endpoint } } },
  }
  expect(read(source)).toMatchObject({ userPool: { endpoint }, identityPool: { endpoint } })
})

test.each([
  'http://auth.example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'ftp://localhost',
  'https://',
  'https://user@example.com',
  'https://example.com?a=b',
])('the endpoint %s is refused', Endpoint => {
  expect(problemsOf({ CognitoUserPool: { Default: { ...userPool, Endpoint } } })).toEqual([
    'CognitoUserPool.Default.Endpoint',
  ])
})

test.each([
  [{ Auth: { Default: { authenticationFlowType: 'CUSTOM_AUTH' } } }, {}, 'CUSTOM_AUTH'],
  [{ Auth: { Default: { authenticationFlowType: 'USER_PASSWORD_AUTH' } } }, {}, 'USER_PASSWORD_AUTH'],
  [
    { Auth: { Default: { authenticationFlowType: 'CUSTOM_AUTH' } } },
    { MigrationEnabled: true },
    'USER_PASSWORD_AUTH',
  ],
  [{ Auth: { Default: {} } }, {}, 'USER_SRP_AUTH'],
])('%j with %j starts sign-in by %s', (auth, pool, flow) => {
  const source = { ...auth, CognitoUserPool: { Default: { ...userPool, ...pool } } }
  expect(read(source).userPool?.authenticationFlow).toBe(flow)
})

test('another block than Default is read by name', () => {
  const result = parseConfiguration({ CognitoUserPool: { Staging: userPool } }, { block: 'Staging' })
  expect(result).toMatchObject({ outcome: 'read', configuration: { userPool: { poolId: userPool.PoolId } } })
})

test.each([
  ['nothing at all', undefined, ['configuration']],
  ['a text that is not JSON', '{', ['configuration']],
  ['a list', [], ['configuration']],
  ['no pool', { Version: '1.0' }, ['CognitoUserPool.Default']],
  ['a user pool that is a text', { CognitoUserPool: 'x' }, ['CognitoUserPool']],
  [
    'an empty user pool',
    { CognitoUserPool: { Default: {} } },
    ['CognitoUserPool.Default.PoolId', 'CognitoUserPool.Default.AppClientId'],
  ],
  [
    'a pool id without region',
    { CognitoUserPool: { Default: { ...userPool, PoolId: 'abc' } } },
    ['CognitoUserPool.Default.PoolId'],
  ],
  [
    'a client id that is a number',
    { CognitoUserPool: { Default: { ...userPool, AppClientId: 7 } } },
    ['CognitoUserPool.Default.AppClientId'],
  ],
  [
    'an identity pool without id',
    { CredentialsProvider: { CognitoIdentity: { Default: {} } } },
    ['CredentialsProvider.CognitoIdentity.Default.PoolId'],
  ],
  [
    'a flow that does not exist',
    { ...both, Auth: { Default: { authenticationFlowType: 'MAGIC' } } },
    ['Auth.Default.authenticationFlowType'],
  ],
  ['a flag in words', { ...both, Auth: { Default: { Persistence: 'no' } } }, ['Auth.Default.Persistence']],
])('%s is refused by the key’s name', (_, source, keys) => {
  expect(problemsOf(source)).toEqual(keys)
})

test('the message says for each key what was expected', () => {
  expect(parseConfiguration({ CognitoUserPool: { Default: { PoolId: 'abc' } } })).toMatchObject({
    message:
      'CognitoUserPool.Default.PoolId: expected REGION_ID; CognitoUserPool.Default.AppClientId: expected the id of an app client',
  })
})
