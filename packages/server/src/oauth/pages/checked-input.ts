import { userPoolsModel } from '@latchkey/protocol/model'
import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import { checkInput } from '../../input/check-input.ts'

/**
 * What a form brings for an operation, held to the service model as a call from outside is: no name is taken here that
 * would be refused there.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkedInput<Name extends keyof UserPoolOperations>(
  name: Name,
  input: UserPoolOperations[Name]['input'],
): UserPoolOperations[Name]['input'] {
  const structure = userPoolsModel.operations[name]?.input
  if (structure === undefined) throw new TypeError(`The service model has no operation ${name}.`)
  checkInput(userPoolsModel, structure, input)
  return input
}
