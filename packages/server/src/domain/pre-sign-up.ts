import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import type { Sender } from './send-message.ts'
import { runTrigger } from './triggers.ts'

type PreSignUpSource = 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser' | 'PreSignUp_ExternalProvider'

export interface PreSignUpOutcome {
  /** Whether the user needs no confirmation. */
  readonly confirmed: boolean
  /** The addresses that count as verified. */
  readonly verified: readonly string[]
}

interface Applicant {
  readonly username: string
  readonly attributes: Readonly<Record<string, string>>
  readonly validationData?: Readonly<Record<string, string>>
}

/**
 * Asks the PreSignUp trigger, which may refuse by throwing, confirm the user, or call an address verified.
 *
 * @throws ServiceError `UserLambdaValidationException` and other trigger errors
 */
export async function runPreSignUp(
  environment: Environment,
  { pool, clientId, clientMetadata }: Sender,
  source: PreSignUpSource,
  { username, attributes, validationData = {} }: Applicant,
): Promise<PreSignUpOutcome> {
  const response = await runTrigger(
    environment,
    'PreSignUp',
    { pool, clientId, username, attributes },
    {
      source,
      request: { validationData, clientMetadata: clientMetadata ?? {} },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
  )
  if (!response) return { confirmed: false, verified: [] }
  const isOn = (member: string) => {
    const value = response[member] ?? false
    if (typeof value !== 'boolean') throw errors.invalidLambdaResponse()
    return value
  }
  const verified = [
    ...(isOn('autoVerifyEmail') ? ['email'] : []),
    ...(isOn('autoVerifyPhone') ? ['phone_number'] : []),
  ]
  for (const attribute of verified) {
    if (!attributes[attribute]) {
      throw errors.invalidParameter(`PreSignUp verified ${attribute}, which the user does not have.`)
    }
  }
  return { confirmed: isOn('autoConfirmUser'), verified }
}
