import { createPoolWithId } from '../../domain/create-pool.ts'
import { describeUserPool } from '../../domain/describe-user-pool.ts'
import { fixedIdTag } from '../../domain/fixed-id.ts'
import { type Environment, randomText } from '../../environment.ts'
import { errors } from '../../errors.ts'
import type { UserPoolOperation } from './load.ts'

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function newPoolId(
  { random }: Environment,
  region: string,
  tags: Record<string, string> | undefined,
): string {
  const fixed = tags?.[fixedIdTag]
  if (fixed === undefined) return `${region}_${randomText(random, alphanumerics, 9)}`
  if (!/^[\w-]+_[0-9a-zA-Z]+$/.test(fixed) || fixed.length > 55) {
    throw errors.invalidParameter(`The tag ${fixedIdTag} must be a pool id, such as ${region}_local1234.`)
  }
  return fixed
}

/** CreateUserPool. */
export const createUserPool: UserPoolOperation<'CreateUserPool'> = async (
  { environment, region = environment.region },
  input,
) => {
  if ((input.MfaConfiguration ?? 'OFF') !== 'OFF' && !input.SmsConfiguration) {
    // No other factor can be told to this operation: SetUserPoolMfaConfig takes them.
    throw errors.invalidParameter(
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    )
  }
  const id = newPoolId(environment, region, input.UserPoolTags)
  const pool = await createPoolWithId(environment, id, input)
  return { UserPool: describeUserPool(environment, pool, 0) }
}
