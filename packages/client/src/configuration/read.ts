import type { Configuration, ParseOptions } from '@latchkey/protocol'
import { readDocument } from './read-document.ts'

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
  return readDocument(source, options)
}
