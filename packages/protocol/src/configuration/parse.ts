import type {
  AuthenticationFlow,
  Configuration,
  ConfigurationProblem,
  ConfigurationResult,
  IdentityPoolConfiguration,
  UserPoolConfiguration,
} from './configuration.ts'
import { type BlockReader, blockAt, isObject } from './reader.ts'

/** Which block is read where a file has several; AWSMobileClient calls the usual one `Default`. */
export interface ParseOptions {
  readonly block?: string
}

/**
 * Reads `awsconfiguration.json`: the keys are AWSMobileClient's, and unknown ones are tolerated. Nothing is
 * thrown; each problem names its key and what was expected there.
 *
 * @param source the parsed JSON, or its text
 */
export function parseConfiguration(source: unknown, options: ParseOptions = {}): ConfigurationResult {
  const { block = 'Default' } = options
  const problems: ConfigurationProblem[] = []
  const root = typeof source === 'string' ? parseJson(source) : source
  if (!isObject(root)) return refused([{ key: 'configuration', expected: 'a JSON object' }])

  const region = isObject(root[block]) ? blockAt(root, block, problems)?.text('Region') : undefined
  const userPoolBlock = blockAt(root, `CognitoUserPool.${block}`, problems)
  const identityPoolBlock = blockAt(root, `CredentialsProvider.CognitoIdentity.${block}`, problems)
  const auth = blockAt(root, `Auth.${block}`, problems)
  const userPool = userPoolBlock && readUserPool(userPoolBlock, auth, region)
  const identityPool = identityPoolBlock && readIdentityPool(identityPoolBlock, region)
  const persistence = auth?.flag('Persistence') ?? true
  const userAgent = typeof root.UserAgent === 'string' ? root.UserAgent : undefined
  if (!userPool && !identityPool && !blockAt(root, `Auth.${block}.OAuth`, problems) && !problems.length) {
    problems.push({
      key: `CognitoUserPool.${block}`,
      expected: 'a user pool, or an identity pool in CredentialsProvider',
    })
  }
  if (problems.length) return refused(problems)
  const configuration: Configuration = {
    persistence,
    source: root,
    ...(userPool && { userPool }),
    ...(identityPool && { identityPool }),
    ...(userAgent && { userAgent }),
  }
  return { outcome: 'read', configuration }
}

function readUserPool(
  block: BlockReader,
  auth: BlockReader | undefined,
  fallbackRegion: string | undefined,
): UserPoolConfiguration {
  // The names of 2016 are still about in old files.
  const older = block.text('PoolId') === undefined && block.text('CognitoUserPoolId') !== undefined
  const prefix = older ? 'CognitoUserPool' : ''
  const poolId = block.required(older ? 'CognitoUserPoolId' : 'PoolId', /^[\w-]+_[0-9A-Za-z]+$/, 'REGION_ID')
  const clientId = block.required(`${prefix}AppClientId`, /^[\w+]+$/, 'the id of an app client')
  const clientSecret = block.text(`${prefix}AppClientSecret`)
  const pinpointAppId = block.text('PinpointAppId')
  const region = block.text('Region') ?? fallbackRegion ?? poolId.slice(0, poolId.indexOf('_'))
  const flow = auth?.text(
    'authenticationFlowType',
    /^(USER_SRP_AUTH|USER_PASSWORD_AUTH|CUSTOM_AUTH|USER_AUTH)$/,
    'USER_SRP_AUTH, USER_PASSWORD_AUTH, CUSTOM_AUTH or USER_AUTH',
  )
  return {
    poolId,
    region,
    clientId,
    endpoint: block.address('Endpoint') ?? `https://cognito-idp.${region}.amazonaws.com/`,
    authenticationFlow: block.flag('MigrationEnabled')
      ? 'USER_PASSWORD_AUTH'
      : ((flow ?? 'USER_SRP_AUTH') as AuthenticationFlow),
    ...(clientSecret && { clientSecret }),
    ...(pinpointAppId && { pinpointAppId }),
  }
}

function readIdentityPool(block: BlockReader, fallbackRegion: string | undefined): IdentityPoolConfiguration {
  const poolId = block.required('PoolId', /^[\w-]+:[0-9a-f-]+$/i, 'REGION:UUID')
  const region = block.text('Region') ?? fallbackRegion ?? poolId.slice(0, poolId.indexOf(':'))
  const endpoint = block.address('Endpoint') ?? `https://cognito-identity.${region}.amazonaws.com/`
  return { poolId, region, endpoint }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function refused(problems: readonly ConfigurationProblem[]): ConfigurationResult {
  const message = problems.map(({ key, expected }) => `${key}: expected ${expected}`).join('; ')
  return { outcome: 'refused', problems, message }
}
