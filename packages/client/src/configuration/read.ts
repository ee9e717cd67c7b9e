import {
  type Configuration,
  type ParseOptions,
  parseConfiguration,
  translateConfiguration,
} from '@latchkey/protocol'
import { failure } from '../errors/failure.ts'

/**
 * Reads `awsconfiguration.json`. Unknown keys are tolerated.
 *
 * @param source its content, parsed or as text
 * @param options.block which block is read; `Default` when absent
 * @throws AWSMobileClientError `invalidConfiguration`, naming each key and what was expected there
 * @example
 * functions.createClient({ configuration: functions.readConfiguration({ CognitoUserPool: { Default: { PoolId: 'us-east-1_abcDEF123', AppClientId: 'client1' } } }) })
 */
export function readConfiguration(source: unknown, options: ParseOptions = {}): Configuration {
  return read(source, options)
}

/**
 * Reads what Amplify's tools write as well: `amplify_outputs.json`, `aws-exports.js`, `amplifyconfiguration.json`, and
 * what `Amplify.configure` takes.
 *
 * @param source its content, parsed or as text
 * @param options.block which block of `awsconfiguration.json` is read; `Default` when absent
 * @throws AWSMobileClientError `invalidConfiguration`, naming each key as it is written there
 */
export function readAmplifyConfiguration(source: unknown, options: ParseOptions = {}): Configuration {
  const translated = translateConfiguration(source)
  return read(translated.source, options, translated.explain)
}

function read(source: unknown, options: ParseOptions, explain = (message: string) => message): Configuration {
  const result = parseConfiguration(source, options)
  if (result.outcome === 'refused') throw failure('invalidConfiguration', explain(result.message))
  return result.configuration
}
