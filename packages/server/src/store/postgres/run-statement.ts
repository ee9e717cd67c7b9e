import type { Value } from '../statement.ts'
import { type Connection, parserOf } from './connections.ts'
import { type Column, PreparedQuery } from './prepared-query.ts'

/** A statement under the name that connections prepare it by. */
export interface NamedStatement {
  readonly name: string
  readonly text: string
}

/** The columns of what each connection has prepared. */
const prepared = new WeakMap<Connection, Map<string, readonly Column[]>>()

/**
 * Runs a statement: the first time on a connection by the driver's own query, which prepares and describes it, and from
 * then on without asking what is known.
 *
 * @param milliseconds how long it may take
 * @throws the driver's error
 */
export async function runStatement(
  connection: Connection,
  { name, text }: NamedStatement,
  values: Value[],
  milliseconds: number,
): Promise<object[]> {
  const columns = prepared.get(connection)?.get(name)
  return columns
    ? await runPrepared(connection, { name, columns }, values, milliseconds)
    : await prepareAndRun(connection, { name, text }, values, milliseconds)
}

function runPrepared(
  connection: Connection,
  statement: ConstructorParameters<typeof PreparedQuery>[0],
  values: readonly Value[],
  milliseconds: number,
): Promise<object[]> {
  return new Promise((resolve, reject) => {
    connection.query(
      new PreparedQuery(statement, values, milliseconds, (error, rows = []) =>
        error ? reject(error) : resolve(rows),
      ),
    )
  })
}

async function prepareAndRun(
  connection: Connection,
  { name, text }: NamedStatement,
  values: Value[],
  milliseconds: number,
): Promise<object[]> {
  // The driver takes a limit for each query; its types do not know of it.
  const query = { name, text, values, query_timeout: milliseconds }
  const { rows, fields } = await connection.query<Record<string, Value>>(query)
  const known = prepared.get(connection) ?? new Map<string, readonly Column[]>()
  prepared.set(connection, known)
  known.set(
    name,
    fields.map(field => ({ name: field.name, parse: parserOf(field.dataTypeID) })),
  )
  return rows
}
