import pg from 'pg'
import type { Value } from '../statement.ts'

/** PostgreSQL's type `bigint`, which `pg` would give back as text. */
const bigintType = 20

/** How long a connection may take to come about or to become free. */
export const connectMilliseconds = 2000

export type Pool = pg.Pool
export type Connection = pg.PoolClient

/** Reads values of a type, by its OID, as PostgreSQL writes them. Numbers are numbers, since no column holds more than 2^53. */
export function parserOf(type: number): (text: string) => Value {
  return type === bigintType ? Number : (pg.types.getTypeParser(type, 'text') as (text: string) => Value)
}

/**
 * A pool of connections.
 *
 * @param url such as `postgres://user:password@host:5432/database`
 * @param connections at most so many
 */
export function openConnections(url: string, connections: number): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMilliseconds,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'latchkey',
    types: { getTypeParser: ((type: number) => parserOf(type)) as typeof pg.types.getTypeParser },
  })
  // A lost connection fails the query that uses it; one that is idle is simply replaced at its next use.
  pool.on('error', () => undefined)
  pool.on('connect', connection => connection.on('error', () => undefined))
  return pool
}
