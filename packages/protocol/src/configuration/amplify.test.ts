import { describe, expect, test } from 'vitest'
import { translateConfiguration } from './amplify.ts'
import { parseConfiguration } from './parse.ts'

const identityPoolId = 'us-east-1:11111111-2222-4333-8444-555555555555'

const formats = {
  'amplify_outputs.json': {
    version: '1.4',
    auth: {
      aws_region: 'us-east-1',
      user_pool_id: 'us-east-1_abcDEF123',
      user_pool_client_id: 'client1',
      identity_pool_id: identityPoolId,
      oauth: { domain: 'shop.auth.us-east-1.amazoncognito.com', scopes: ['openid'] },
    },
  },
  'aws-exports.js': {
    aws_project_region: 'us-east-1',
    aws_cognito_region: 'us-east-1',
    aws_user_pools_id: 'us-east-1_abcDEF123',
    aws_user_pools_web_client_id: 'client1',
    aws_cognito_identity_pool_id: identityPoolId,
    oauth: { domain: 'shop.auth.us-east-1.amazoncognito.com', scope: ['openid'] },
  },
  'Amplify 6': {
    Auth: {
      Cognito: {
        userPoolId: 'us-east-1_abcDEF123',
        userPoolClientId: 'client1',
        identityPoolId,
        loginWith: { oauth: { domain: 'shop.auth.us-east-1.amazoncognito.com', scopes: ['openid'] } },
      },
    },
  },
  'amplifyconfiguration.json': {
    auth: {
      plugins: {
        awsCognitoAuthPlugin: {
          CognitoUserPool: { Default: { PoolId: 'us-east-1_abcDEF123', AppClientId: 'client1' } },
          CredentialsProvider: { CognitoIdentity: { Default: { PoolId: identityPoolId } } },
          Auth: {
            Default: { OAuth: { WebDomain: 'shop.auth.us-east-1.amazoncognito.com', Scopes: ['openid'] } },
          },
        },
      },
    },
  },
}

describe('a configuration of Amplify', () => {
  test.each(Object.entries(formats))('%s is read, parsed or as text', (_, content) => {
    for (const given of [content, JSON.stringify(content)]) {
      const { source } = translateConfiguration(given)
      expect(parseConfiguration(source)).toMatchObject({
        outcome: 'read',
        configuration: {
          userPool: { poolId: 'us-east-1_abcDEF123', clientId: 'client1', region: 'us-east-1' },
          identityPool: { poolId: identityPoolId },
          source: {
            Auth: {
              Default: { OAuth: { WebDomain: 'shop.auth.us-east-1.amazoncognito.com', Scopes: ['openid'] } },
            },
          },
        },
      })
    }
  })

  test('without an identity pool has none', () => {
    const { identity_pool_id: _, ...auth } = formats['amplify_outputs.json'].auth
    const result = parseConfiguration(translateConfiguration({ auth }).source)
    expect(result).toMatchObject({ outcome: 'read', configuration: { identityPool: undefined } })
  })

  test('is complained of by the names that it has itself', () => {
    const { source, explain } = translateConfiguration({ aws_user_pools_id: 'abc' })
    const result = parseConfiguration(source)
    expect(result.outcome === 'refused' && explain(result.message)).toBe(
      'aws_user_pools_id: expected REGION_ID; aws_user_pools_web_client_id: expected the id of an app client',
    )
  })

  test('is nothing else: that comes back as it was', () => {
    for (const source of [undefined, 'not json', 7, { CognitoUserPool: {} }]) {
      expect(translateConfiguration(source).source).toBe(source)
    }
  })
})
