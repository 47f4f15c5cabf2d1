// Where the database is: a URL as libpq and every client of PostgreSQL takes it, and with it the
// schema that holds the stack's tables.

import { StoreError } from '../store-error.ts'

/** The URL may hold a password, and cannot be printed by accident: `use` is the only way to it. */
export class PostgresAddress {
  readonly #url: string
  readonly schema: string
  /** For people: host, port, database and schema, and no credentials. */
  readonly name: string

  constructor(url: URL, schema: string) {
    this.#url = url.href
    this.schema = schema
    const host = url.searchParams.get('host') ?? url.host
    this.name = `${host}${url.pathname} (schema ${schema})`
  }

  use<T>(consume: (url: string) => T): T {
    return consume(this.#url)
  }
}

const defaultSchema = 'sparekey'
const SCHEMA = /^[a-z_][a-z0-9_]{0,47}$/

/** `postgres://user:password@host:5432/database?schema=sparekey` */
export function parsePostgresAddress(text: string): PostgresAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new StoreError(
      'the store is not a URL of a PostgreSQL database',
      'give it as `postgres://user:password@host:5432/database`',
    )
  }
  const schema = url.searchParams.get('schema') ?? defaultSchema
  if (!SCHEMA.test(schema)) {
    throw new StoreError(
      `\`${schema}\` cannot be the name of the schema`,
      'take lower-case letters, digits and underscores, at most 48',
    )
  }
  url.searchParams.delete('schema')
  return new PostgresAddress(url, schema)
}
