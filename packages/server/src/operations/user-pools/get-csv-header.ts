import { importColumns } from '../../domain/import-columns.ts'
import { loadPool, type UserPoolOperation } from './load.ts'

/** GetCSVHeader. */
export const getCsvHeader: UserPoolOperation<'GetCSVHeader'> = async ({ environment }, { UserPoolId }) => {
  const pool = await loadPool(environment, UserPoolId)
  return { UserPoolId: pool.id, CSVHeader: importColumns(pool) }
}
