import type { LimitDefinitionType, LimitType } from '@latchkey/protocol/user-pools'
import type { Environment } from '../environment.ts'
import { errors } from '../errors.ts'
import type { PoolResourceRow } from '../store/schema.ts'
import { listResources } from '../store/units/pool-resources.ts'
import { type Resource, resourceNotFound, resourceOf } from './resource.ts'

/** Limits belong to the account, not to a pool: they are kept under this in place of a pool's id. */
export const accountScope = 'account'

/** Cognito's free rates by category of operation, in requests a second. */
const freeLimits: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  ClientAuthentication: 150,
}

/** The category of a limit. @throws ServiceError `ResourceNotFoundException` for one that there is none of */
export function limitCategory({ Attributes }: LimitDefinitionType): string {
  const category = Attributes['Category']
  if (category === undefined) throw errors.invalidParameter('Attributes must name a Category.')
  if (!Object.hasOwn(freeLimits, category)) throw resourceNotFound(`There is no limit of ${category}.`)
  return category
}

/** A limit as the operations describe one. */
export function describeLimit(
  definition: LimitDefinitionType,
  category: string,
  row: PoolResourceRow | undefined,
): LimitType {
  const FreeLimitValue = freeLimits[category] ?? 0
  const stored: Resource<{ readonly value: number }> | undefined = row && resourceOf(row)
  return {
    LimitDefinition: definition,
    ProvisionedLimitValue: stored?.body.value ?? FreeLimitValue,
    FreeLimitValue,
  }
}

/** @throws ServiceError `InvalidParameterException` for less than is free */
export function checkLimit(category: string, value: number): void {
  if (value < (freeLimits[category] ?? 0)) {
    throw errors.invalidParameter(`The limit of ${category} cannot be less than ${freeLimits[category]}.`)
  }
}

/** Puts the limits that were set into force: at the start, and now and then, since other nodes may set some. */
export async function loadProvisionedLimits({
  engine,
  categoryLimits,
}: Pick<Environment, 'engine' | 'categoryLimits'>): Promise<void> {
  const page = { after: '', limit: Object.keys(freeLimits).length }
  const rows = await engine.read(() => listResources(accountScope, 'provisioned-limit', page))
  for (const row of rows) {
    const { id, body }: Resource<{ readonly value: number }> = resourceOf(row)
    categoryLimits.set(id, body.value)
  }
}
