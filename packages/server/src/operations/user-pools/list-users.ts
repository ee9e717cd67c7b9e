import { describeUser, searchableAttributes, searchValue, userOf } from '../../domain/user.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { listUsers as listUsersUnit, type UserFilter } from '../../store/units/user-lists.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

const filterForm = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/

/** Reads `attribute = "value"` or `attribute ^= "value"`. @throws ServiceError `InvalidParameterException` */
export function parseUserFilter(pool: UserPool, filter: string | undefined): UserFilter {
  if (filter === undefined || filter.trim() === '') return { kind: 'all' }
  const parts = filterForm.exec(filter)
  if (!parts) {
    throw errors.invalidParameter('Invalid filter: expected attribute = "value" or attribute ^= "value".')
  }
  const [, attribute = '', operator, quoted = ''] = parts
  const value = quoted.replace(/\\(.)/g, '$1')
  const exact = operator === '='
  if (attribute === 'sub' && exact) return { kind: 'exact', attribute: 'sub', value }
  if (attribute === 'cognito:user_status' && exact) return { kind: 'column', column: 'status', value }
  if (attribute === 'status' && exact) {
    return { kind: 'column', column: 'enabled', value: value.toLowerCase() === 'enabled' ? 1 : 0 }
  }
  if (!searchableAttributes.some(searchable => searchable === attribute)) {
    throw errors.invalidParameter(`Invalid filter: users cannot be found by ${attribute}.`)
  }
  return { kind: exact ? 'exact' : 'prefix', attribute, value: searchValue(pool, attribute, value) }
}

/** ListUsers. */
export const listUsers: UserPoolOperation<'ListUsers'> = async ({ environment }, input) => {
  const pool = await loadPool(environment, input.UserPoolId)
  const limit = input.Limit || 60
  const filter = parseUserFilter(pool, input.Filter)
  const cursor = parsePageToken(input.PaginationToken)
  const listed = await environment.engine.read(() => listUsersUnit(pool.id, filter, cursor, limit + 1))
  const page = listed.slice(0, limit)
  const wanted = input.AttributesToGet
  return {
    Users: page.map(({ row }) => {
      const description = describeUser(userOf(row))
      if (!wanted) return description
      return {
        ...description,
        Attributes: description.Attributes?.filter(({ Name }) => wanted.includes(Name)),
      }
    }),
    ...(listed.length > limit ? { PaginationToken: pageToken(page.at(-1)?.cursor ?? []) } : {}),
  }
}
