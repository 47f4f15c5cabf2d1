// What a database has done for the nodes of a schema, asked over a connection of the bench's own.

import pg from 'pg'
import { parentOf, familyTimes, type FamilyTimes } from './nodes-processes.ts'

export interface Counters {
  /** Of all processes of the server; empty where it is on another machine. */
  readonly times: FamilyTimes
  readonly commits: number
  readonly walBytes: number
}

export interface Database {
  counters(): Promise<Counters>
  sizes(): Promise<Sizes>
  close(): Promise<void>
}

/** Of the table of events, its indexes, and the rows as text. */
export interface Sizes {
  readonly events: number
  readonly tableBytes: number
  readonly indexBytes: number
  readonly rows: number
  readonly rowBytes: number
}

/** `url` as a node takes it, with the schema. */
export async function openDatabase(url: string): Promise<Database> {
  const address = new URL(url)
  const schema = address.searchParams.get('schema') ?? 'sparekey'
  address.searchParams.delete('schema')
  const connectionString = address.href
  const client = new pg.Client({ connectionString, options: `-c search_path=${schema}` })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const server = parentOf(Number(rows[0]?.pid))
  return {
    counters: async () => {
      // A node counts its batches itself; the server's statistics come late.
      const counted = await client.query<{ commits: string; wal: string }>(
        `SELECT (SELECT sum(batch) FROM node) AS commits,
           pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal`,
      )
      const { commits, wal } = counted.rows[0] ?? { commits: '0', wal: '0' }
      const times = familyTimes(server ? [server] : [])
      return { times, commits: Number(commits), walBytes: Number(wal) }
    },
    sizes: async () => {
      const sized = await client.query<Record<keyof Sizes, string>>(
        `SELECT (SELECT count(*) FROM event) AS "events",
           sum(pg_table_size(relid)) AS "tableBytes", sum(pg_indexes_size(relid)) AS "indexBytes",
           (SELECT count(*) FROM row) AS "rows",
           (SELECT sum(octet_length(value) + octet_length(keys)) FROM row) AS "rowBytes"
         FROM pg_partition_tree('event') WHERE isleaf`,
      )
      const number = (name: keyof Sizes) => Number(sized.rows[0]?.[name])
      return {
        events: number('events'),
        tableBytes: number('tableBytes'),
        indexBytes: number('indexBytes'),
        rows: number('rows'),
        rowBytes: number('rowBytes'),
      }
    },
    close: () => client.end(),
  }
}
