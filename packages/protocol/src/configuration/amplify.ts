import { parseObject } from '../encoding/json.ts'
import type { ConfigurationSource } from './configuration.ts'

/** Another format's content in the words of `awsconfiguration.json`. */
export interface TranslatedConfiguration {
  readonly source: unknown
  /** Puts the names of the format that was given into a text that speaks of ours. */
  readonly explain: (message: string) => string
}

/** Where each of our keys comes from: the first one that is there counts. */
type Keys = Readonly<Record<string, readonly string[]>>

const pool = 'CognitoUserPool.Default'
const identity = 'CredentialsProvider.CognitoIdentity.Default'
const oauth = 'Auth.Default.OAuth'

/** A function, so that nothing of it is carried by who does not call it. */
const formats = (): readonly { readonly mark: RegExp; readonly keys: Keys }[] => [
  {
    // `amplify_outputs.json` of Amplify Gen 2.
    mark: /^auth\.(user_pool_id|user_pool_client_id|identity_pool_id)$/,
    keys: {
      [`${pool}.PoolId`]: ['auth.user_pool_id'],
      [`${pool}.AppClientId`]: ['auth.user_pool_client_id'],
      [`${pool}.Region`]: ['auth.aws_region'],
      [`${identity}.PoolId`]: ['auth.identity_pool_id'],
      [`${identity}.Region`]: ['auth.aws_region'],
      [`${oauth}.WebDomain`]: ['auth.oauth.domain'],
      [`${oauth}.Scopes`]: ['auth.oauth.scopes'],
      [`${oauth}.SignInRedirectURI`]: ['auth.oauth.redirect_sign_in_uri'],
      [`${oauth}.SignOutRedirectURI`]: ['auth.oauth.redirect_sign_out_uri'],
    },
  },
  {
    // `aws-exports.js`, and `amplifyconfiguration.json` for the web.
    mark: /^aws_(user_pools_id|user_pools_web_client_id|cognito_identity_pool_id)$/,
    keys: {
      [`${pool}.PoolId`]: ['aws_user_pools_id'],
      [`${pool}.AppClientId`]: ['aws_user_pools_web_client_id'],
      [`${pool}.Region`]: ['aws_cognito_region', 'aws_project_region'],
      [`${identity}.PoolId`]: ['aws_cognito_identity_pool_id'],
      [`${identity}.Region`]: ['aws_cognito_region', 'aws_project_region'],
      'Auth.Default.authenticationFlowType': ['authenticationFlowType'],
      [`${oauth}.WebDomain`]: ['oauth.domain'],
      [`${oauth}.Scopes`]: ['oauth.scope'],
      [`${oauth}.SignInRedirectURI`]: ['oauth.redirectSignIn'],
      [`${oauth}.SignOutRedirectURI`]: ['oauth.redirectSignOut'],
    },
  },
  {
    // What `Amplify.configure` of version 6 takes.
    mark: /^Auth\.Cognito\.(userPoolId|userPoolClientId|identityPoolId)$/,
    keys: {
      [`${pool}.PoolId`]: ['Auth.Cognito.userPoolId'],
      [`${pool}.AppClientId`]: ['Auth.Cognito.userPoolClientId'],
      [`${pool}.Endpoint`]: ['Auth.Cognito.userPoolEndpoint'],
      [`${identity}.PoolId`]: ['Auth.Cognito.identityPoolId'],
      [`${identity}.Endpoint`]: ['Auth.Cognito.identityPoolEndpoint'],
      [`${oauth}.WebDomain`]: ['Auth.Cognito.loginWith.oauth.domain'],
      [`${oauth}.Scopes`]: ['Auth.Cognito.loginWith.oauth.scopes'],
      [`${oauth}.SignInRedirectURI`]: ['Auth.Cognito.loginWith.oauth.redirectSignIn'],
      [`${oauth}.SignOutRedirectURI`]: ['Auth.Cognito.loginWith.oauth.redirectSignOut'],
    },
  },
]

/** In Amplify's files for phones, the whole of `awsconfiguration.json` lies in here. */
const embedded = 'auth.plugins.awsCognitoAuthPlugin'

/**
 * Reads `amplify_outputs.json`, `aws-exports.js`, `amplifyconfiguration.json` and Amplify 6's configuration as
 * `awsconfiguration.json`. Anything else comes back as it is.
 *
 * @param source the parsed JSON, or its text
 */
export function translateConfiguration(source: unknown): TranslatedConfiguration {
  const root = typeof source === 'string' ? parseObject(source) : source
  const inner = at(root, embedded)
  if (isObject(inner)) return { source: inner, explain: message => message }
  const leaves = isObject(root) ? namesOf(root) : []
  const format = formats().find(({ mark }) => leaves.some(name => mark.test(name)))
  if (!format) return { source, explain: message => message }
  const target: Record<string, unknown> = {}
  for (const [ours, theirs] of Object.entries(format.keys)) {
    const value = theirs.map(name => at(root, name)).find(found => found !== undefined && found !== '')
    if (value !== undefined) put(target, ours, value)
  }
  // A region alone is no pool.
  prune(target, pool, ['PoolId', 'AppClientId'])
  prune(target, identity, ['PoolId'])
  return {
    source: target,
    explain: message =>
      Object.entries(format.keys).reduce(
        (text, [ours, [name = ours]]) => text.replaceAll(ours, name),
        message,
      ),
  }
}

function isObject(value: unknown): value is ConfigurationSource {
  return typeof value === 'object' && value !== null
}

function at(root: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), root)
}

/** The dotted names of all values, three objects deep. */
function namesOf(root: ConfigurationSource, before = '', depth = 3): string[] {
  return Object.entries(root).flatMap(([name, value]) =>
    isObject(value) && depth > 1 ? namesOf(value, `${before}${name}.`, depth - 1) : `${before}${name}`,
  )
}

function put(target: Record<string, unknown>, name: string, value: unknown): void {
  const steps = name.split('.')
  const last = steps.pop() ?? name
  let place = target
  for (const step of steps) {
    const next: Record<string, unknown> = { ...(place[step] as object | undefined) }
    place[step] = next
    place = next
  }
  place[last] = value
}

function prune(target: Record<string, unknown>, name: string, needed: readonly string[]): void {
  const found = at(target, name)
  if (isObject(found) && !needed.some(key => key in found)) put(target, name, undefined)
}
