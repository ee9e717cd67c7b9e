import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { password, signInPerson, startTestServer, type TestServer } from '../../testing/test-server.ts'

let test: TestServer

beforeEach(async () => {
  test = await startTestServer()
})
afterEach(() => test.close())

/** Calls an operation as somebody does whose SDK is set to a region. */
async function call(region: string, target: string, input: object) {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20261107/${region}/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`
  const { body } = await test.send(target, JSON.stringify(input), { authorization })
  return body
}
const userPools = (region: string, operation: string, input: object) =>
  call(region, `AWSCognitoIdentityProviderService.${operation}`, input)
const identityPools = (region: string, operation: string, input: object) =>
  call(region, `AWSCognitoIdentityService.${operation}`, input)

describe('a local server', () => {
  it('makes pools in the region that the call was signed for', async () => {
    const { UserPool } = await userPools('eu-west-1', 'CreateUserPool', { PoolName: 'people' })
    expect(UserPool.Id).toMatch(/^eu-west-1_[0-9a-zA-Z]{9}$/)
    expect(UserPool.Arn).toBe(`arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${UserPool.Id}`)
    await userPools('eu-west-1', 'TagResource', { ResourceArn: UserPool.Arn, Tags: { team: 'a' } })
    const tags = await userPools('us-east-1', 'ListTagsForResource', { ResourceArn: UserPool.Arn })
    expect(tags).toEqual({ Tags: { team: 'a' } })
  })

  it('knows such a pool among the logins of an identity pool of the same region', async () => {
    const region = 'eu-central-1'
    const { UserPool } = await userPools(region, 'CreateUserPool', { PoolName: 'people' })
    const UserPoolId = UserPool.Id
    const { UserPoolClient } = await userPools(region, 'CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    })
    await userPools(region, 'AdminCreateUser', { UserPoolId, Username: 'ada' })
    const secret = { Username: 'ada', Password: password, Permanent: true }
    await userPools(region, 'AdminSetUserPassword', { UserPoolId, ...secret })
    const { idToken } = await signInPerson(test, UserPoolClient.ClientId, 'ada')
    const ProviderName = `cognito-idp.${region}.amazonaws.com/${UserPoolId}`
    const { IdentityPoolId } = await identityPools(region, 'CreateIdentityPool', {
      IdentityPoolName: 'people',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName, ClientId: UserPoolClient.ClientId }],
    })
    expect(IdentityPoolId).toMatch(/^eu-central-1:[0-9a-f-]{36}$/)
    const { IdentityId } = await test.identityPools('GetId', {
      IdentityPoolId,
      Logins: { [ProviderName]: idToken },
    })
    expect(IdentityId).toMatch(/^eu-central-1:[0-9a-f-]{36}$/)
  })

  it('keeps to its own region where the name of one could be no part of an id', async () => {
    const { UserPool } = await userPools('Nowhere_at all', 'CreateUserPool', { PoolName: 'people' })
    expect(UserPool.Id).toMatch(/^us-east-1_/)
  })
})
