import type { LambdaConfigType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors, ServiceError } from '../errors.ts'
import { FunctionError } from '../ports/functions.ts'
import { regionOf } from './region.ts'
import type { User } from './user.ts'
import type { UserPool } from './user-pool.ts'

/** The triggers that are named by one ARN. */
export type TriggerName = Exclude<
  keyof LambdaConfigType,
  'CustomEmailSender' | 'CustomSMSSender' | 'KMSKeyID' | 'PreTokenGenerationConfig' | 'InboundFederation'
>

/** Who a trigger is told about. */
export interface TriggerSubject {
  readonly pool: UserPool
  readonly clientId: string
  readonly username: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface TriggerCall {
  /** Such as `PreSignUp_SignUp`. */
  readonly source: string
  readonly request: Readonly<Record<string, unknown>>
  readonly response: Readonly<Record<string, unknown>>
  /** The event's `version`; default `1`. */
  readonly version?: string
}

/** A user as triggers see one: all attributes, with `sub` and the status. */
export function triggerAttributes(user: User): Record<string, string> {
  return { sub: user.sub, 'cognito:user_status': user.status, ...user.attributes }
}

/** The ARN of a trigger, where the pool has it. */
export function triggerArn({ configuration }: UserPool, name: TriggerName): string | undefined {
  return configuration.LambdaConfig?.[name]
}

/**
 * Runs a trigger and gives back its response; `undefined` when the pool does not have it.
 *
 * @throws ServiceError `UserLambdaValidationException` when it threw, `UnexpectedLambdaException` when it could
 *   not run or took too long, `InvalidLambdaResponseException` when its answer is no event
 */
export async function runTrigger(
  environment: Environment,
  name: TriggerName,
  subject: TriggerSubject,
  call: TriggerCall,
): Promise<Record<string, unknown> | undefined> {
  const arn = triggerArn(subject.pool, name)
  return arn ? await invokeTrigger(environment, name, arn, subject, call) : undefined
}

/** What stands for the client in the event of an administrator's call. */
const noClient = 'CLIENT_ID_NOT_APPLICABLE'

/** Runs the function behind an ARN as a trigger. */
export async function invokeTrigger(
  environment: Environment,
  name: string,
  arn: string,
  { pool, clientId, username, attributes }: TriggerSubject,
  { source, request, response, version = '1' }: TriggerCall,
): Promise<Record<string, unknown>> {
  const event = {
    version,
    triggerSource: source,
    region: regionOf(pool.id),
    userPoolId: pool.id,
    userName: username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: clientId || noClient },
    request: { userAttributes: attributes, ...request },
    response,
  }
  const answer = await environment.functions.invoke(arn, event).catch((error: unknown) => {
    throw refusalOf(name, error)
  })
  const given = isRecord(answer) ? answer['response'] : undefined
  if (!isRecord(given)) throw errors.invalidLambdaResponse()
  return given
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refusalOf(name: string, error: unknown): unknown {
  if (!(error instanceof FunctionError)) return error
  return error.kind === 'threw'
    ? new ServiceError('UserLambdaValidationException', `${name} failed with error ${error.message}.`, {
        cause: error,
      })
    : new ServiceError('UnexpectedLambdaException', `${name} invocation failed: ${error.message}`, {
        cause: error,
      })
}
