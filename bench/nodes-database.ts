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
  /** Of the database's table of events and its indexes, and how many events are in it. */
  eventSizes(): Promise<EventSizes>
  close(): Promise<void>
}

export interface EventSizes {
  readonly events: number
  readonly tableBytes: number
  readonly indexBytes: number
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
    eventSizes: async () => {
      const sized = await client.query<Record<'events' | 'table' | 'index', string>>(
        `SELECT (SELECT count(*) FROM event) AS events, sum(pg_table_size(relid)) AS table,
           sum(pg_indexes_size(relid)) AS index
         FROM pg_partition_tree('event') WHERE isleaf`,
      )
      const { events, table, index } = sized.rows[0] ?? { events: '0', table: '0', index: '0' }
      return { events: Number(events), tableBytes: Number(table), indexBytes: Number(index) }
    },
    close: () => client.end(),
  }
}
