/** The ids of what the demo finds ready: fixed, so that any tool can be pointed at them. */
export const region = 'us-east-1'
export const userPoolId = `${region}_Latchkey1`
export const clientId = 'latchkeydemoclient00000001'
export const identityPoolId = `${region}:4c617463-686b-4579-8000-000000000001`

/** What the page's client is configured with: the format that mobile apps have carried for years. */
export function awsConfiguration(endpoint: string) {
  return {
    Version: '1.0',
    CredentialsProvider: {
      CognitoIdentity: { Default: { PoolId: identityPoolId, Region: region, Endpoint: endpoint } },
    },
    CognitoUserPool: {
      Default: { PoolId: userPoolId, AppClientId: clientId, Region: region, Endpoint: endpoint },
    },
  }
}
