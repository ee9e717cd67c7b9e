import type { Connection, Submittable } from 'pg'
import { serialize } from 'pg-protocol'
import type { Value } from '../statement.ts'

/** A column of what a statement gives back. */
export interface Column {
  readonly name: string
  /** Reads a value as PostgreSQL writes it. */
  readonly parse: (text: string) => Value
}

/** What the connection knows already: the name of a statement, and the columns that it was described with. */
export interface PreparedStatement {
  readonly name: string
  readonly columns: readonly Column[]
}

const executeAndSync = Buffer.concat([serialize.execute(), serialize.sync()])
const textOf = (value: Value) => (value === null ? null : String(value))

type Callback = (error: Error | null, rows?: object[]) => void

/**
 * A further run of a statement that the connection has prepared. The driver's own query asks for the columns with every
 * run, and reads them anew. PostgreSQL refuses to run what is prepared once its columns have changed (`0A000`).
 *
 * The driver calls these methods as its protocol goes on, as it does with those of `pg-cursor`.
 */
export class PreparedQuery implements Submittable {
  /** The driver ends the query with an error after so many milliseconds, by a function that it puts around `callback`. */
  readonly query_timeout: number
  callback: Callback
  readonly #statement: PreparedStatement
  readonly #values: readonly Value[]
  readonly #rows: object[] = []

  constructor(
    statement: PreparedStatement,
    values: readonly Value[],
    milliseconds: number,
    callback: Callback,
  ) {
    this.#statement = statement
    this.#values = values
    this.query_timeout = milliseconds
    this.callback = callback
  }

  submit(connection: Connection): void {
    // In one piece: several, even corked, cost more than what is in them.
    const bind = serialize.bind({ statement: this.#statement.name, values: this.#values.map(textOf) })
    connection.stream.write(Buffer.concat([bind, executeAndSync]))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, Value> = {}
    const { columns } = this.#statement
    for (let index = 0; index < columns.length; index += 1) {
      const { name, parse } = columns[index]!
      const text = fields[index]!
      row[name] = text === null ? null : parse(text)
    }
    this.#rows.push(row)
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.callback(null, this.#rows)
  }

  handleError(error: Error): void {
    this.callback(error)
  }
}
