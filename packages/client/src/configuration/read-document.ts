import { type Configuration, type ParseOptions, parseConfiguration } from '@latchkey/protocol'
import { failure } from '../errors/failure.ts'

/**
 * Reads `awsconfiguration.json`, or what another document was translated to.
 *
 * @param explain says what is wrong in the words of the document that it was translated from
 * @throws AWSMobileClientError `invalidConfiguration`
 */
export function readDocument(
  source: unknown,
  options: ParseOptions,
  explain = (message: string) => message,
): Configuration {
  const result = parseConfiguration(source, options)
  if (result.outcome === 'refused') throw failure('invalidConfiguration', explain(result.message))
  return result.configuration
}
