// The peers' arithmetic is not among their exports: it is taken from their files. Its types are beside it.
// @ts-nocheck
export { default as AuthenticationHelper } from 'amazon-cognito-identity-js/es/AuthenticationHelper.js'
export { default as BigInteger } from 'amazon-cognito-identity-js/es/BigInteger.js'
export { default as AmplifyBigInteger } from '../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/BigInteger/BigInteger.mjs'
export { getAuthenticationHelper } from '../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/getAuthenticationHelper.mjs'
