/**
 * The same as `latchkey-everything-functions.ts` with `amazon-cognito-identity-js`, whose one class has all of it but
 * the hosted UI, which it lacks, and the credentials, which it leaves to the AWS SDK.
 */
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity'
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
} from 'amazon-cognito-identity-js'

export const walk = {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  CognitoIdentityClient,
  GetIdCommand,
  GetCredentialsForIdentityCommand,
}
