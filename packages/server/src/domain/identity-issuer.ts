/** The issuer of identity pools' OpenID tokens, wherever the server runs. */
export const identityIssuer = 'https://cognito-identity.amazonaws.com'
