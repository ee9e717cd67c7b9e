import {
  describeUser,
  searchableAttributes,
  searchValue,
  type UserStatus,
  userOf,
} from '../../domain/user.ts'
import { schemaOf, type UserPool } from '../../domain/user-pool.ts'
import { errors } from '../../errors.ts'
import { listUsers as listUsersUnit, type UserFilter } from '../../store/units/user-lists.ts'
import { loadPool, type UserPoolOperation } from './load.ts'
import { pageToken, parsePageToken } from './page-token.ts'

const filterForm = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/

const statuses: readonly UserStatus[] = [
  'CONFIRMED',
  'EXTERNAL_PROVIDER',
  'FORCE_CHANGE_PASSWORD',
  'RESET_REQUIRED',
  'UNCONFIRMED',
]

/** No `sub` is empty. */
const nobody: UserFilter = { kind: 'exact', attribute: 'sub', value: '' }

/** A filter by one of a few values, no two of which begin alike: a prefix means one of them, or all when empty. */
function among<Value extends string>(
  values: readonly Value[],
  value: string,
  exact: boolean,
  filterOf: (value: Value) => UserFilter,
): UserFilter {
  if (!exact && value === '') return { kind: 'all' }
  const found = values.find(known => (exact ? known === value : known.startsWith(value)))
  return found === undefined ? nobody : filterOf(found)
}

/** Reads `attribute = "value"` or `attribute ^= "value"`. @throws ServiceError `InvalidParameterException` */
export function parseUserFilter(pool: UserPool, filter: string | undefined): UserFilter {
  if (filter === undefined || filter.trim() === '') return { kind: 'all' }
  const parts = filterForm.exec(filter)
  if (!parts) {
    throw errors.invalidParameter('Error while parsing filter.')
  }
  const [, attribute = '', operator, quoted = ''] = parts
  const value = quoted.replace(/\\(.)/g, '$1')
  const exact = operator === '='
  if (attribute === 'sub') return { kind: exact ? 'exact' : 'prefix', attribute, value }
  if (attribute === 'cognito:user_status') {
    const named = value.toUpperCase()
    return among(statuses, named, exact, status => ({ kind: 'column', column: 'status', value: status }))
  }
  if (attribute === 'status') {
    const enabled = value.charAt(0).toUpperCase() + value.slice(1).toLowerCase()
    return among(['Disabled', 'Enabled'], enabled, exact, text => ({
      kind: 'column',
      column: 'enabled',
      value: text === 'Enabled' ? 1 : 0,
    }))
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
  const wanted = input.AttributesToGet
  if (wanted?.some(name => !schemaOf(pool).has(name))) {
    throw errors.invalidParameter('One or more requested attributes do not exist.')
  }
  const filter = parseUserFilter(pool, input.Filter)
  const cursor = parsePageToken(input.PaginationToken)
  const listed = await environment.engine.read(() => listUsersUnit(pool.id, filter, cursor, limit + 1))
  const page = listed.slice(0, limit)
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
