// The peers' arithmetic is not among their exports: it is taken from their files, which have no types.
// @ts-nocheck
import AuthenticationHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js'
import BigInteger from 'amazon-cognito-identity-js/es/BigInteger.js'
import AmplifyBigInteger from '../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/BigInteger/BigInteger.mjs'
import { getAuthenticationHelper } from '../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/getAuthenticationHelper.mjs'

window.acij = { AuthenticationHelper, BigInteger }
window.amplify = { getAuthenticationHelper, BigInteger: AmplifyBigInteger }
