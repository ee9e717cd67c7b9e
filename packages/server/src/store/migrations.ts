import { type CompiledQuery, sql } from 'kysely'
import type { Dialect } from './dialect.ts'
import { StoreError } from './store-error.ts'

/** A step of the schema: its statements are compiled for the engine and run in one transaction. */
export interface Migration {
  readonly name: string
  statements(dialect: Dialect): CompiledQuery[]
}

interface TableDefinition {
  readonly columns: readonly string[]
  /** Columns that hold numbers; all others hold text. */
  readonly numbers?: readonly string[]
  readonly key: readonly string[]
  readonly indexes?: readonly (readonly string[])[]
}

function createTable(dialect: Dialect, name: string, table: TableDefinition): CompiledQuery[] {
  const schema = dialect.builder.schema
  let builder = schema.createTable(name)
  for (const column of [...table.columns, ...(table.numbers ?? [])]) {
    const type = table.numbers?.includes(column) ? dialect.numberType : dialect.textType
    builder = builder.addColumn(column, sql.raw(type), definition => definition.notNull())
  }
  builder = builder.addPrimaryKeyConstraint(`${name}_key`, [...table.key] as never)
  // Rows live in the key's own tree, which saves SQLite a second look-up for every point read.
  if (dialect.clustersByKey) builder = builder.modifyEnd(sql`without rowid`)
  const indexes = (table.indexes ?? []).map(columns =>
    schema
      .createIndex(`${name}_by_${columns.slice(1).join('_')}`)
      .on(name)
      .columns([...columns])
      .compile(),
  )
  return [builder.compile(), ...indexes]
}

function addNumber({ builder, numberType }: Dialect, table: string, column: string): CompiledQuery {
  return builder.schema
    .alterTable(table)
    .addColumn(column, sql.raw(numberType), definition => definition.notNull().defaultTo(0))
    .compile()
}

const tables: Record<string, TableDefinition> = {
  user_pools: {
    columns: ['pool_id', 'name', 'configuration'],
    numbers: ['created_at', 'modified_at'],
    key: ['pool_id'],
  },
  pool_keys: {
    columns: ['pool_id', 'purpose', 'key_id', 'sealed', 'public_jwk'],
    numbers: ['created_at'],
    key: ['pool_id', 'purpose', 'key_id'],
  },
  user_pool_clients: {
    columns: ['pool_id', 'client_id', 'name', 'configuration', 'sealed_secrets'],
    numbers: ['created_at', 'modified_at'],
    key: ['pool_id', 'client_id'],
  },
  client_pools: { columns: ['client_id', 'pool_id'], key: ['client_id'] },
  users: {
    columns: ['pool_id', 'sub', 'username', 'status', 'attributes', 'password', 'settings'],
    numbers: ['enabled', 'password_set_at', 'created_at', 'modified_at'],
    key: ['pool_id', 'sub'],
  },
  user_names: {
    columns: ['pool_id', 'value', 'kind', 'sub'],
    key: ['pool_id', 'value', 'kind'],
    indexes: [['pool_id', 'sub']],
  },
  user_search: {
    columns: ['pool_id', 'attribute', 'value', 'sub'],
    key: ['pool_id', 'attribute', 'value', 'sub'],
    indexes: [['pool_id', 'sub']],
  },
  codes: {
    columns: ['pool_id', 'sub', 'purpose', 'code_hash', 'destination'],
    numbers: ['expires_at'],
    key: ['pool_id', 'sub', 'purpose'],
  },
  attempts: {
    columns: ['pool_id', 'subject'],
    numbers: ['failures', 'first_at', 'last_at'],
    key: ['pool_id', 'subject'],
  },
  spent: {
    columns: ['pool_id', 'id'],
    numbers: ['expires_at'],
    key: ['pool_id', 'id'],
    indexes: [['pool_id', 'expires_at']],
  },
  sessions: {
    columns: ['pool_id', 'session_id', 'sub', 'client_id', 'scope', 'device_key'],
    numbers: ['authenticated_at', 'expires_at', 'revoked_at'],
    key: ['pool_id', 'session_id'],
    indexes: [
      ['pool_id', 'sub'],
      ['pool_id', 'expires_at'],
    ],
  },
  refresh_tokens: {
    columns: ['pool_id', 'token_hash', 'session_id'],
    numbers: ['expires_at', 'rotated_at'],
    key: ['pool_id', 'token_hash'],
    indexes: [
      ['pool_id', 'session_id'],
      ['pool_id', 'expires_at'],
    ],
  },
  pool_resources: {
    columns: ['pool_id', 'kind', 'id', 'body'],
    numbers: ['created_at', 'modified_at'],
    key: ['pool_id', 'kind', 'id'],
  },
  group_members: {
    columns: ['pool_id', 'group_name', 'sub'],
    key: ['pool_id', 'group_name', 'sub'],
    indexes: [['pool_id', 'sub']],
  },
  domain_pools: { columns: ['domain', 'pool_id'], key: ['domain'] },
  identity_pools: {
    columns: ['identity_pool_id', 'name', 'configuration', 'roles'],
    numbers: ['created_at', 'modified_at'],
    key: ['identity_pool_id'],
  },
  identities: {
    columns: ['identity_pool_id', 'identity_id'],
    numbers: ['enabled', 'created_at', 'modified_at'],
    key: ['identity_pool_id', 'identity_id'],
  },
  identity_directory: { columns: ['identity_id', 'identity_pool_id'], key: ['identity_id'] },
  identity_logins: {
    columns: ['identity_pool_id', 'provider', 'subject', 'identity_id'],
    key: ['identity_pool_id', 'provider', 'subject'],
    indexes: [['identity_pool_id', 'identity_id']],
  },
}

/** Every step, in order. A step that was released is never changed; new ones are put at the end. */
export const migrations: readonly Migration[] = [
  {
    name: '001-foundation',
    statements: dialect =>
      Object.entries(tables).flatMap(([name, table]) => createTable(dialect, name, table)),
  },
  {
    name: '002-oauth',
    statements: dialect => [
      ...createTable(dialect, 'oauth_transactions', {
        columns: ['pool_id', 'kind', 'id_hash', 'body', 'session_id'],
        numbers: ['expires_at', 'kept_until', 'used_at'],
        key: ['pool_id', 'kind', 'id_hash'],
        indexes: [['pool_id', 'kept_until']],
      }),
      dialect.builder.schema
        .alterTable('sessions')
        .addColumn('origin', sql.raw(dialect.textType), column => column.notNull().defaultTo(''))
        .compile(),
    ],
  },
  {
    // A session says by itself which of its refresh tokens is good; those that were stored as hashes end here.
    name: '003-refresh-generations',
    statements: dialect => {
      const { schema } = dialect.builder
      return [
        addNumber(dialect, 'sessions', 'refresh_generation'),
        addNumber(dialect, 'sessions', 'refresh_expires_at'),
        schema
          .alterTable('sessions')
          .addColumn('refresh_rotations', sql.raw(dialect.textType), column => column.notNull().defaultTo(''))
          .compile(),
        schema.dropTable('refresh_tokens').compile(),
        addNumber(dialect, 'user_pools', 'session_limit'),
      ]
    },
  },
  {
    // Tells whether a user is still what it was when a sign-in began.
    name: '004-user-versions',
    statements: dialect => [addNumber(dialect, 'users', 'version')],
  },
]

/**
 * The steps that a database still lacks, in order.
 *
 * @param done the names of the steps that it has
 * @throws StoreError `schemaTooNew` when it was written by a newer Latchkey
 */
export function pendingMigrations(done: readonly string[]): readonly Migration[] {
  const known = new Set(migrations.map(migration => migration.name))
  const unknown = done.filter(name => !known.has(name))
  if (unknown.length > 0) {
    throw new StoreError(
      'schemaTooNew',
      `The database has steps that this version does not know: ${unknown.join(', ')}.`,
    )
  }
  return migrations.filter(migration => !done.includes(migration.name))
}
