import type { CreateUserPoolRequest, SchemaAttributeType } from '@latchkey/protocol/user-pools'
import { errors } from '../errors.ts'
import { standardAttributes } from './standard-attributes.ts'
import { checkTemporaryPasswordDays } from './temporary-password.ts'
import type { UserPoolConfiguration } from './user-pool.ts'

/** @throws ServiceError `InvalidParameterException` */
export function checkPoolConfiguration(request: CreateUserPoolRequest): void {
  if (request.AliasAttributes?.length && request.UsernameAttributes?.length) {
    throw errors.invalidParameter(
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
    )
  }
  checkTemporaryPasswordDays(request)
  checkAttributeUpdates(request)
  const names = (request.Schema ?? []).map(attribute => attribute.Name)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw errors.invalidParameter(`Schema: the attribute ${repeated} is there more than once.`)
  }
  const standard = new Map(standardAttributes.map(attribute => [attribute.Name, attribute]))
  for (const attribute of request.Schema ?? []) {
    const known = standard.get(attribute.Name)
    if (known) checkStandardAttribute(attribute, known)
    else checkCustomAttribute(attribute)
  }
}

/**
 * Addresses that are verified before they change must be verified by the pool itself.
 *
 * @throws ServiceError `InvalidParameterException`
 */
export function checkAttributeUpdates({
  UserAttributeUpdateSettings,
  AutoVerifiedAttributes = [],
}: UserPoolConfiguration): void {
  const before = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
  if (before.some(attribute => !AutoVerifiedAttributes.includes(attribute))) {
    throw errors.invalidParameter(
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    )
  }
}

/** A standard attribute keeps its type, and is not for the developer alone. */
function checkStandardAttribute(
  { Name, AttributeDataType, DeveloperOnlyAttribute }: SchemaAttributeType,
  known: SchemaAttributeType,
): void {
  const isOther = AttributeDataType !== undefined && AttributeDataType !== known.AttributeDataType
  if (isOther || DeveloperOnlyAttribute) {
    throw errors.invalidParameter(
      `${Name}: You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${Name}`,
    )
  }
}

/** @throws ServiceError `InvalidParameterException` for an attribute that is required, or of no type */
export function checkCustomAttribute({ AttributeDataType, Required }: SchemaAttributeType): void {
  if (Required) throw errors.requiredCustomAttribute()
  if (AttributeDataType === undefined) {
    throw errors.invalidParameter(
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    )
  }
}
