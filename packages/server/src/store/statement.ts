import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Database } from './schema.ts'

/** The SQL dialects that a statement can be compiled for. */
export type Dialect = 'sqlite' | 'postgres'

const builders: Record<Dialect, Kysely<Database>> = {
  sqlite: new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: database => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: database => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
}

/** A builder that compiles and never runs: for schema changes. */
export function schemaBuilder(dialect: Dialect): Kysely<Database> {
  return builders[dialect]
}

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
  const compiled: Partial<Record<Dialect, CompiledStatement<P>>> = {}
  const placeholders = new Proxy({} as P, { get: (_, name) => new Placeholder(String(name)) })
  return {
    compile(dialect) {
      const known = compiled[dialect]
      if (known) return known
      const query = build(builders[dialect], placeholders).compile()
      const slots = query.parameters
      return (compiled[dialect] = {
        sql: query.sql,
        bind: parameters =>
          slots.map(slot => {
            if (!(slot instanceof Placeholder)) return slot as Value
            const value = parameters[slot.name]
            if (value === undefined) throw new TypeError(`The statement's parameter ${slot.name} is missing.`)
            return value
          }),
      })
    },
  }
}
