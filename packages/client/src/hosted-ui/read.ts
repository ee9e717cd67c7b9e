import {
  type Configuration,
  type HostedUIConfiguration,
  type ParseOptions,
  parseHostedUI,
} from '@latchkey/protocol'
import { failure } from '../errors/failure.ts'

/**
 * Reads the hosted UI's settings (`Auth.Default.OAuth`) out of what `readConfiguration` has read. As a feature beside
 * `hostedUI` it does so when they are first needed.
 *
 * @throws AWSMobileClientError `invalidConfiguration`, naming each key and what was expected there
 */
export function readHostedUI(
  { source, userPool }: Configuration,
  { block }: ParseOptions = {},
): HostedUIConfiguration {
  const result = parseHostedUI(source, userPool?.clientId, block)
  if (result.outcome === 'refused') throw failure('invalidConfiguration', result.message)
  return result.hostedUI
}
