import type { CreateUserPoolRequest } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'
import { standardAttributes } from './standard-attributes.ts'
import { checkTemporaryPasswordDays } from './temporary-password.ts'

/** @throws ServiceError `InvalidParameterException` */
export function checkPoolConfiguration(request: CreateUserPoolRequest): void {
  if (request.AliasAttributes?.length && request.UsernameAttributes?.length) {
    throw errors.invalidParameter(
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
    )
  }
  checkTemporaryPasswordDays(request)
  const names = (request.Schema ?? []).map(attribute => attribute.Name)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw errors.invalidParameter(`Schema: the attribute ${repeated} is there more than once.`)
  }
  const standard = new Set(standardAttributes.map(attribute => attribute.Name))
  if (request.Schema?.some(({ Name, Required }) => Required && !standard.has(Name))) {
    throw errors.requiredCustomAttribute()
  }
}
