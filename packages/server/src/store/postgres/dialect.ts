import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { type Dialect, offlineBuilder } from '../dialect.ts'

/** The collation is named, since a database's own may order text by language. */
export const postgresDialect: Dialect = {
  builder: offlineBuilder({
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: database => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }),
  textType: 'text COLLATE "C"',
  numberType: 'bigint',
  clustersByKey: false,
}
