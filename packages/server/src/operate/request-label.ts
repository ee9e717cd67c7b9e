/** How a request is called in logs and metrics: few names, and none that a caller makes up. */
export interface RequestLabel {
  /** `cognito-idp`, `cognito-identity`, `sts`, `oauth`, `pages` or `documents`. */
  readonly service: string
  /** An operation of the service's model, or a path without ids; `unknown` for everything else. */
  readonly operation: string
}

const services: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSCognitoIdentityService: 'cognito-identity',
}

const documents = /\/(\.well-known\/(?:jwks\.json|jwks_uri|openid-configuration))$/
const oauth = /\/oauth2\/(authorize|token|userInfo|revoke|idpresponse)$/i
const pages =
  /\/(login|logout|signup|confirmUser|confirm|forgotPassword|confirmforgotPassword|challenge|selectAccount|error|saml2\/(?:idpresponse|logout))\/?$/i

/** What of a request names it. */
export interface LabelledRequest {
  /** Absolute. */
  readonly url: string
  readonly headers: { get(name: string): string | null }
}

/** @param isOperation whether a service's model has an operation */
export function labelOf(request: LabelledRequest, isOperation: (target: string) => boolean): RequestLabel {
  const target = request.headers.get('x-amz-target')
  if (target !== null) return operationLabel(target, isOperation)
  const { pathname } = new URL(request.url)
  if (pathname === '/') return { service: 'sts', operation: 'query' }
  const named = (service: string, pattern: RegExp) => {
    const operation = pattern.exec(pathname)?.[1]
    return operation === undefined ? undefined : { service, operation }
  }
  if (pathname.startsWith('/_latchkey/')) {
    const known = /^\/_latchkey\/(health|ready|metrics|inbox|console|reset|simulator)(?:\/|$)/.exec(
      pathname,
    )?.[1]
    return { service: 'latchkey', operation: known ?? 'unknown' }
  }
  return (
    named('documents', documents) ??
    named('oauth', oauth) ??
    named('pages', pages) ?? { service: 'unknown', operation: 'unknown' }
  )
}

/** The label of a call by its `X-Amz-Target`. */
export function operationLabel(target: string, isOperation: (target: string) => boolean): RequestLabel {
  const dot = target.indexOf('.')
  const service = services[target.slice(0, dot)]
  if (service === undefined) return { service: 'unknown', operation: 'unknown' }
  return { service, operation: isOperation(target) ? target.slice(dot + 1) : 'unknown' }
}
