import type { CreateUserPoolRequest } from '@latchkey/protocol/user-pools'
import { describeUserPool } from '../../domain/describe-user-pool.ts'
import { poolOf } from '../../domain/user-pool.ts'
import { type Environment, randomText } from '../../environment.ts'
import { errors } from '../../errors.ts'
import { createPool } from '../../store/units/pools.ts'
import type { UserPoolOperation } from './load.ts'

/** The tag that fixes a new pool's id, so that a project can commit its configuration. */
export const fixedIdTag = 'latchkey:id'

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function newPoolId({ region, random }: Environment, tags: Record<string, string> | undefined): string {
  const fixed = tags?.[fixedIdTag]
  if (fixed === undefined) return `${region}_${randomText(random, alphanumerics, 9)}`
  if (!/^[\w-]+_[0-9a-zA-Z]+$/.test(fixed) || fixed.length > 55) {
    throw errors.invalidParameter(`The tag ${fixedIdTag} must be a pool id, such as ${region}_local1234.`)
  }
  return fixed
}

function checkConfiguration(input: CreateUserPoolRequest): void {
  if (input.AliasAttributes?.length && input.UsernameAttributes?.length) {
    throw errors.invalidParameter(
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
    )
  }
  const names = (input.Schema ?? []).map(attribute => attribute.Name)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw errors.invalidParameter(`Schema: the attribute ${repeated} is there more than once.`)
  }
}

/** CreateUserPool. */
export const createUserPool: UserPoolOperation<'CreateUserPool'> = async ({ environment }, input) => {
  checkConfiguration(input)
  const { PoolName, ...configuration } = input
  const now = environment.now()
  const row = {
    pool_id: newPoolId(environment, input.UserPoolTags),
    name: PoolName,
    configuration: JSON.stringify(configuration),
    created_at: now,
    modified_at: now,
  }
  const created = await environment.engine.write(() => createPool(row))
  if (!created) throw errors.invalidParameter(`The pool id ${row.pool_id} is taken.`)
  return { UserPool: describeUserPool(environment, poolOf(row), 0) }
}
