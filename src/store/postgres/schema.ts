// The tables and how they came to be. A migration, once released, is never edited.

import { StoreError } from '../store-error.ts'
import type { PostgresAddress } from './address.ts'
import type { Connection, Session } from './connection.ts'

/**
 * No advisory locks, no triggers, no functions of our own, no large objects: databases that speak
 * PostgreSQL's wire lack one or the other.
 */
const MIGRATIONS: readonly string[] = [
  `-- The one row that every commit locks: it gives the order to all of them.
   CREATE TABLE head (
     is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
     -- Of the newest change of any row.
     position bigint NOT NULL,
     -- Of the newest event.
     sequence bigint NOT NULL,
     -- The newest that any row was given.
     version bigint NOT NULL,
     -- Events up to this sequence were forgotten.
     forgotten bigint NOT NULL,
     -- Whoever has followed no further than this must read all rows again.
     reread bigint NOT NULL
   );
   INSERT INTO head (position, sequence, version, forgotten, reread) VALUES (0, 0, 0, 0, 0);

   CREATE TABLE row (
     table_name text COLLATE "C" NOT NULL,
     id text COLLATE "C" NOT NULL,
     version bigint NOT NULL,
     -- JSON. NULL: the row was deleted, and those who follow are still to hear of it.
     value text,
     -- JSON: all index keys of the row, as [index, key].
     keys text NOT NULL,
     position bigint NOT NULL,
     changed_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (table_name, id)
   );
   CREATE INDEX row_by_position ON row (position);
   CREATE INDEX row_deleted ON row (changed_at) WHERE value IS NULL;

   -- What a node did last, so that it can find out whether a commit was done whose answer it
   -- never got.
   CREATE TABLE node (
     id text PRIMARY KEY,
     batch bigint NOT NULL,
     seen_at timestamptz NOT NULL DEFAULT now()
   );

   CREATE TABLE event (
     sequence bigint NOT NULL,
     event_id text NOT NULL,
     account text NOT NULL,
     region text NOT NULL,
     -- Seconds since 1970.
     time bigint NOT NULL,
     attributes text NOT NULL,
     record text NOT NULL,
     category text NOT NULL,
     -- One for each attribute that a lookup finds the event by.
     keys text[] NOT NULL
   ) PARTITION BY RANGE (time);
   -- Of every partition.
   CREATE INDEX event_by_sequence ON event (sequence);
   CREATE INDEX event_by_time ON event (account, region, time DESC, sequence DESC)
     WHERE category = 'Management';
   CREATE INDEX event_by_key ON event USING gin (keys);
   CREATE TABLE event_day (
     -- 2026-11-23
     day text PRIMARY KEY
   );

   CREATE TABLE object_file (
     id text PRIMARY KEY,
     is_released boolean NOT NULL,
     changed_at timestamptz NOT NULL DEFAULT now()
   );
   CREATE INDEX object_file_released ON object_file (changed_at) WHERE is_released;

   -- Work that one node does for all.
   CREATE TABLE lease (
     name text PRIMARY KEY,
     holder text NOT NULL,
     until timestamptz NOT NULL
   );`,
  `-- A migration into this schema that is not finished: until then, nobody serves from it.
   CREATE TABLE moving (
     is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
     source text NOT NULL,
     -- JSON: how far the source had come when it began.
     head text NOT NULL
   );`,
]

/**
 * Brings the schema up to date, whoever else is starting at the same moment: the table that says
 * how far it is gets locked, and a schema of a newer version is refused.
 */
export async function migrate(connection: Connection, address: PostgresAddress): Promise<void> {
  const { schema } = address
  await makeTolerantly(connection, `CREATE SCHEMA IF NOT EXISTS ${schema}`)
  await makeTolerantly(
    connection,
    'CREATE TABLE IF NOT EXISTS migration (is_only boolean PRIMARY KEY, done integer NOT NULL)',
  )
  await connection.script('INSERT INTO migration VALUES (true, 0) ON CONFLICT DO NOTHING')
  const session = await connection.session()
  await session.script('BEGIN')
  try {
    const done = await lockedCount(session)
    if (done > MIGRATIONS.length) throw newerSchema(address, done)
    for (const migration of MIGRATIONS.slice(done)) await session.script(migration)
    await session.script(`UPDATE migration SET done = ${MIGRATIONS.length}`)
    await session.script('COMMIT')
  } catch (fault) {
    await session.script('ROLLBACK').catch(() => undefined)
    throw fault
  }
}

async function lockedCount(session: Session): Promise<number> {
  const [result] = await session.script('SELECT done FROM migration FOR UPDATE')
  const [row] = (result?.rows ?? []) as readonly { readonly done: number }[]
  return Number(row?.done)
}

/** IF NOT EXISTS looks first and makes second: of two at once, one may still be told it exists. */
async function makeTolerantly(connection: Connection, text: string): Promise<void> {
  try {
    await connection.script(text)
  } catch {
    await connection.script(text)
  }
}

const newerSchema = ({ name }: PostgresAddress, found: number): StoreError =>
  new StoreError(
    `${name} was written by a newer version of Sparekey: its schema is ${found}, ` +
      `this version knows ${MIGRATIONS.length}`,
    'start that version, or a newer one',
  )
