import { type Configuration, type ParseOptions, translateConfiguration } from '@latchkey/protocol'
import { readDocument } from './read-document.ts'

/**
 * Reads what Amplify's tools write as well: `amplify_outputs.json`, `aws-exports.js`, `amplifyconfiguration.json`, and
 * what `Amplify.configure` takes.
 *
 * @param source its content, parsed or as text
 * @param options.block which block of `awsconfiguration.json` is read; `Default` when absent
 * @throws AWSMobileClientError `invalidConfiguration`, naming each key as it is written there
 */
export function readAmplifyConfiguration(source: unknown, options: ParseOptions = {}): Configuration {
  const { source: translated, explain } = translateConfiguration(source)
  return readDocument(translated, options, explain)
}
