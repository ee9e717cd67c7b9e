// The peer's arithmetic is not among its exports: it is taken from its files, which have no types.
// @ts-nocheck
import AuthenticationHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js'
import BigInteger from 'amazon-cognito-identity-js/es/BigInteger.js'

window.acij = { AuthenticationHelper, BigInteger }
