import { identityPoolsModel, type ServiceModel, userPoolsModel } from '@latchkey/protocol/model'
import { ServiceError } from '../errors.ts'
import { checkInput, type ViolationName } from '../input/check-input.ts'
import { identityPoolOperations } from '../operations/identity-pools/index.ts'
import type { Call } from '../operations/operation.ts'
import { userPoolOperations } from '../operations/user-pools/index.ts'

type AnyOperation = (call: Call, input: never) => Promise<unknown>

interface Service {
  readonly model: ServiceModel
  readonly operations: Readonly<Record<string, AnyOperation | undefined>>
  readonly violationName: ViolationName
}

const services: Readonly<Record<string, Service>> = {
  AWSCognitoIdentityProviderService: {
    model: userPoolsModel,
    operations: userPoolOperations,
    violationName: 'InvalidParameterException',
  },
  AWSCognitoIdentityService: {
    model: identityPoolsModel,
    operations: identityPoolOperations,
    violationName: 'ValidationException',
  },
}

/** Whether an `X-Amz-Target` names an operation of a service's model. */
export function isOperation(target: string): boolean {
  const dot = target.indexOf('.')
  const service = Object.hasOwn(services, target.slice(0, dot)) ? services[target.slice(0, dot)] : undefined
  return service !== undefined && Object.hasOwn(service.model.operations, target.slice(dot + 1))
}

/** Whether the caller of an operation must sign. */
export function isSigned(target: string): boolean {
  const dot = target.indexOf('.')
  return services[target.slice(0, dot)]?.model.operations[target.slice(dot + 1)]?.signed ?? false
}

/** An operation that a request names, ready to be called. */
export interface Target {
  /** Whether the caller must sign (SigV4). */
  readonly signed: boolean
  /** Checks the input and runs the operation. */
  run(call: Call, body: Uint8Array): Promise<unknown>
}

/**
 * Finds the operation of an `X-Amz-Target`.
 *
 * @throws ServiceError `UnknownOperationException`, with no message, as Amazon's framework answers
 */
export function findTarget(header: string): Target {
  const dot = header.indexOf('.')
  const service = Object.hasOwn(services, header.slice(0, dot)) ? services[header.slice(0, dot)] : undefined
  const name = header.slice(dot + 1)
  const known = service && Object.hasOwn(service.model.operations, name)
  const model = known ? service.model.operations[name] : undefined
  const operation = service && Object.hasOwn(service.operations, name) ? service.operations[name] : undefined
  if (!service || !model || !operation) throw new ServiceError('UnknownOperationException', '')
  return {
    signed: model.signed,
    run: async (call, body) => {
      const input = checkInput(service.model, model.input, parseBody(body), service.violationName)
      if (!call.environment.categoryLimits.admits(name)) throw rateExceeded()
      if (!model.signed && call.environment.admitsUser?.(input as object) === false) {
        throw rateExceeded()
      }
      return await operation(call, input as never)
    },
  }
}

const rateExceeded = () => new ServiceError('TooManyRequestsException', 'Rate exceeded')

const decoder = new TextDecoder('utf-8', { fatal: true })

/** @throws ServiceError `SerializationException` for what is not UTF-8 or not JSON */
function parseBody(body: Uint8Array): unknown {
  if (body.length === 0) return {}
  try {
    return JSON.parse(decoder.decode(body))
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request is not JSON in UTF-8.', { cause })
  }
}
