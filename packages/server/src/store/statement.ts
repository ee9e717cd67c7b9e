import type { CompiledQuery, Kysely } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { Database } from './schema.ts'

export type Value = string | number | bigint | null

/** SQL that is compiled once per dialect, with a binder from named parameters to positions. */
export interface CompiledStatement<P> {
  readonly sql: string
  bind(parameters: P): Value[]
}

/** A statement as data: built with Kysely at first use, then only prepared and bound. */
export interface Statement<P, R> {
  compile(dialect: Dialect): CompiledStatement<P>
  /** Never set: carries the row's type. */
  readonly row?: R
}

class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * Defines a statement. `parameters` stands for the values to come: use its properties wherever Kysely takes a
 * value.
 */
export function statement<P extends Record<string, Value>, R>(
  build: (database: Kysely<Database>, parameters: P) => { compile(): CompiledQuery<R> },
): Statement<P, R> {
  const compiled = new Map<Dialect, CompiledStatement<P>>()
  const placeholders = new Proxy({} as P, { get: (_, name) => new Placeholder(String(name)) })
  return {
    compile(dialect) {
      const known = compiled.get(dialect)
      if (known) return known
      const query = build(dialect.builder, placeholders).compile()
      const slots = query.parameters
      const statement: CompiledStatement<P> = {
        sql: query.sql,
        bind: parameters =>
          slots.map(slot => {
            if (!(slot instanceof Placeholder)) return slot as Value
            const value = parameters[slot.name]
            if (value === undefined) throw new TypeError(`The statement's parameter ${slot.name} is missing.`)
            return value
          }),
      }
      compiled.set(dialect, statement)
      return statement
    },
  }
}
