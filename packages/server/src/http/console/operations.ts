import type { IdentityPoolOperations } from '@latchkey/protocol/identity-pools'
import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import type { Call } from '../../operations/operation.ts'
import { findTarget } from '../json-service.ts'

/** The services' operations, called in this process with every check of their input. */
export interface Operations {
  /** @throws ServiceError what the operation refuses with */
  userPools<Name extends keyof UserPoolOperations>(
    name: Name,
    input: UserPoolOperations[Name]['input'],
  ): Promise<UserPoolOperations[Name]['output']>
  /** @throws ServiceError what the operation refuses with */
  identityPools<Name extends keyof IdentityPoolOperations>(
    name: Name,
    input: IdentityPoolOperations[Name]['input'],
  ): Promise<IdentityPoolOperations[Name]['output']>
}

/** Calls go the way of a request's body, so that none is admitted here that would be refused there. */
export function operationsOf(call: Call): Operations {
  const run = async (target: string, input: unknown) =>
    (await findTarget(target).run(call, Buffer.from(JSON.stringify(input)))) ?? {}
  return {
    userPools: async (name, input) =>
      (await run(
        `AWSCognitoIdentityProviderService.${name}`,
        input,
      )) as UserPoolOperations[typeof name]['output'],
    identityPools: async (name, input) =>
      (await run(
        `AWSCognitoIdentityService.${name}`,
        input,
      )) as IdentityPoolOperations[typeof name]['output'],
  }
}
