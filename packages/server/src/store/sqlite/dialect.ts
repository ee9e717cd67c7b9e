import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { type Dialect, offlineBuilder } from '../dialect.ts'

/** SQLite compares text by bytes unless told otherwise. */
export const sqliteDialect: Dialect = {
  builder: offlineBuilder({
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: database => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }),
  textType: 'text',
  numberType: 'integer',
  clustersByKey: true,
}
