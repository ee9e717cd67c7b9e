/**
 * SRP sign-in, tokens, AWS credentials and sign-out with `amazon-cognito-identity-js`, which leaves the credentials
 * to the AWS SDK.
 */
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'

interface Configuration {
  readonly region: string
  readonly UserPoolId: string
  readonly ClientId: string
  readonly IdentityPoolId: string
}

export async function walk(
  { region, UserPoolId, ClientId, IdentityPoolId }: Configuration,
  Username: string,
  Password: string,
) {
  const user = new CognitoUser({ Username, Pool: new CognitoUserPool({ UserPoolId, ClientId }) })
  const tokens = await new Promise<CognitoUserSession>((onSuccess, onFailure) =>
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), { onSuccess, onFailure }),
  )
  const identities = new CognitoIdentityClient({ region })
  const Logins = { [`cognito-idp.${region}.amazonaws.com/${UserPoolId}`]: tokens.getIdToken().getJwtToken() }
  const { IdentityId } = await identities.send(new GetIdCommand({ IdentityPoolId, Logins }))
  const { Credentials } = await identities.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))
  user.signOut()
  return { tokens, credentials: Credentials }
}
