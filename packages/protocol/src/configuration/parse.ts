import { isObject, parseObject } from '../encoding/json.ts'
import type {
  AuthenticationFlow,
  ConfigurationResult,
  IdentityPoolConfiguration,
  UserPoolConfiguration,
} from './configuration.ts'
import { type Reader, reader, refused } from './reader.ts'

/** Which block is read where a file has several; AWSMobileClient calls the usual one `Default`. */
export interface ParseOptions {
  readonly block?: string | undefined
}

/**
 * Reads `awsconfiguration.json`: the keys are AWSMobileClient's, and unknown ones are tolerated. Nothing is
 * thrown; each problem names its key and what was expected there.
 *
 * @param source the parsed JSON, or its text
 */
export function parseConfiguration(source: unknown, options: ParseOptions = {}): ConfigurationResult {
  const { block = 'Default' } = options
  const root = typeof source === 'string' ? parseObject(source) : source
  if (!isObject(root)) return refused(new Map([['configuration', 'a JSON object']]))
  const read = reader(root)
  const auth = `Auth.${block}`
  const userPool = readUserPool(read, `CognitoUserPool.${block}`, auth, block)
  const identityPool = readIdentityPool(read, `CredentialsProvider.CognitoIdentity.${block}`, block)
  const persistence = read.flag(`${auth}.Persistence`) ?? true
  const userAgent = typeof root.UserAgent === 'string' ? root.UserAgent : undefined
  if (!userPool && !identityPool && !read.at(`${auth}.OAuth`)) {
    read.note(`CognitoUserPool.${block}`, 'a user pool, or an identity pool in CredentialsProvider', true)
  }
  if (read.problems.size) return refused(read.problems)
  return {
    outcome: 'read',
    configuration: {
      persistence,
      source: root,
      userPool,
      identityPool,
      userAgent,
    },
  }
}

function readUserPool(
  { at, text, flag, address }: Reader,
  path: string,
  auth: string,
  block: string,
): UserPoolConfiguration | undefined {
  if (!at(path)) return undefined
  // The names of 2016 are still about in old files.
  const prefix = at(`${path}.CognitoUserPoolId`) ? 'CognitoUserPool' : ''
  const poolId = text(
    `${path}.${prefix ? 'CognitoUserPoolId' : 'PoolId'}`,
    /^[\w-]+_[0-9A-Za-z]+$/,
    'REGION_ID',
    true,
  )
  const clientId = text(`${path}.${prefix}AppClientId`, /^[\w+]+$/, 'the id of an app client', true)
  const clientSecret = text(`${path}.${prefix}AppClientSecret`)
  const pinpointAppId = text(`${path}.PinpointAppId`)
  const region = text(`${path}.Region`) ?? text(`${block}.Region`) ?? poolId?.split('_')[0]
  const flow = text(
    `${auth}.authenticationFlowType`,
    /^(USER_SRP|USER_PASSWORD|CUSTOM|USER)_AUTH$/,
    'USER_SRP_AUTH, USER_PASSWORD_AUTH, CUSTOM_AUTH or USER_AUTH',
  )
  const migration = flag(`${path}.MigrationEnabled`)
  const endpoint = address(`${path}.Endpoint`) ?? `https://cognito-idp.${region}.amazonaws.com/`
  if (!poolId || !clientId || !region) return undefined
  return {
    poolId,
    region,
    clientId,
    endpoint,
    authenticationFlow: migration ? 'USER_PASSWORD_AUTH' : ((flow ?? 'USER_SRP_AUTH') as AuthenticationFlow),
    clientSecret,
    pinpointAppId,
  }
}

function readIdentityPool(
  { at, text, address }: Reader,
  path: string,
  block: string,
): IdentityPoolConfiguration | undefined {
  if (!at(path)) return undefined
  const poolId = text(`${path}.PoolId`, /^[\w-]+:[0-9a-f-]+$/i, 'REGION:UUID', true)
  const region = text(`${path}.Region`) ?? text(`${block}.Region`) ?? poolId?.split(':')[0]
  const endpoint = address(`${path}.Endpoint`) ?? `https://cognito-identity.${region}.amazonaws.com/`
  return poolId && region ? { poolId, region, endpoint } : undefined
}
