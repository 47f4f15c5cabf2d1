// The files' layout and how they came to it. A migration, once released, is never edited.

import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { syncDirectory } from '../base/sync-directory.ts'
import { ensurePrivateFile } from './private-files.ts'
import { StoreError } from './store-error.ts'
import { KiB, MiB, secondMs } from '../base/sizes.ts'

/** `state.db`: rows, their indexes, and events on their way to the file of their day. */
export const STATE_MIGRATIONS: readonly string[] = [
  `CREATE TABLE meta (
     name TEXT PRIMARY KEY,
     value INTEGER NOT NULL
   ) WITHOUT ROWID;
   -- The newest version given to any row, kept so that a version never repeats.
   INSERT INTO meta VALUES ('version', 0);
   -- Events up to this sequence were forgotten by emptyAllExcept, wherever they still lie.
   INSERT INTO meta VALUES ('forgotten', 0);

   CREATE TABLE row (
     table_name TEXT NOT NULL,
     id TEXT NOT NULL,
     version INTEGER NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (table_name, id)
   ) WITHOUT ROWID;

   CREATE TABLE row_index (
     table_name TEXT NOT NULL,
     index_name TEXT NOT NULL,
     key TEXT NOT NULL,
     id TEXT NOT NULL,
     PRIMARY KEY (table_name, index_name, key, id)
   ) WITHOUT ROWID;

   -- Not indexed by the lookup attributes on purpose: eleven index entries an event would make
   -- each commit several times as slow. AUTOINCREMENT: a sequence is never used again, though the
   -- table empties.
   CREATE TABLE outbox (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     event_id TEXT NOT NULL,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     time INTEGER NOT NULL,
     attributes TEXT NOT NULL,
     record TEXT NOT NULL
   );`,
  // The newest of an account and Region are found without reading the rest: with sequence, which
  // every index ends with, this is the order of lookups.
  `CREATE INDEX outbox_by_time ON outbox (account, region, time);`,
  // Data events are never looked up: they cost no entry of the index.
  `ALTER TABLE outbox ADD COLUMN category TEXT NOT NULL DEFAULT 'Management';
   DROP INDEX outbox_by_time;
   CREATE INDEX outbox_by_time ON outbox (account, region, time) WHERE category = 'Management';
   -- The schema that every day's file has at least.
   INSERT INTO meta VALUES ('day_schema', 1);`,
  `-- Every file of the objects, so that a start finds what is unfinished without listing them.
   CREATE TABLE object_file (
     id TEXT PRIMARY KEY,
     -- adopted: may still lie in incoming; settled: lies in its place; released: is to be removed.
     state TEXT NOT NULL CHECK (state IN ('adopted', 'settled', 'released'))
   ) WITHOUT ROWID;
   CREATE INDEX object_file_unfinished ON object_file (id) WHERE state <> 'settled';`,
  // Seals name their root key. A version that cannot open such seals would blame the root key.
  `INSERT INTO meta VALUES ('seal_version', 2);`,
]

/** `events/2026-11-23.db`: the events of one UTC day, by everything they are looked up by. */
export const DAY_MIGRATIONS: readonly string[] = [
  `CREATE TABLE event (
     sequence INTEGER PRIMARY KEY,
     event_id TEXT NOT NULL UNIQUE,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     time INTEGER NOT NULL,
     attributes TEXT NOT NULL,
     record TEXT NOT NULL
   );

   -- One entry for each attribute of an event but EventId, which event_id finds, and one with an
   -- empty attribute and value, for queries without any.
   CREATE TABLE lookup (
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     attribute TEXT NOT NULL,
     value TEXT NOT NULL,
     time INTEGER NOT NULL,
     sequence INTEGER NOT NULL,
     PRIMARY KEY (account, region, attribute, value, time, sequence)
   ) WITHOUT ROWID;`,
  // An event is known by its sequence. Its id was unique here, and a repeated one lost its event.
  // Data events have no entry in any index.
  `ALTER TABLE event RENAME TO event_of_schema_1;
   CREATE TABLE event (
     sequence INTEGER PRIMARY KEY,
     event_id TEXT NOT NULL,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     time INTEGER NOT NULL,
     attributes TEXT NOT NULL,
     record TEXT NOT NULL,
     category TEXT NOT NULL
   );
   INSERT INTO event SELECT *, 'Management' FROM event_of_schema_1;
   DROP TABLE event_of_schema_1;
   CREATE INDEX event_by_id ON event (event_id) WHERE category = 'Management';`,
  // What events are looked up by is told once, and their entries name it by number: half the work
  // of the mover, and a sixth of the bytes. Entries of before stay where they are, for to write
  // those of three months anew would hold up the start. `lookup` is both.
  `ALTER TABLE lookup RENAME TO lookup_of_schema_2;

   CREATE TABLE term (
     id INTEGER PRIMARY KEY,
     account TEXT NOT NULL,
     region TEXT NOT NULL,
     attribute TEXT NOT NULL,
     value TEXT NOT NULL,
     UNIQUE (account, region, attribute, value)
   );

   -- As in schema 1: one for each attribute of an event but EventId, and one with an empty one.
   CREATE TABLE entry (
     term INTEGER NOT NULL,
     time INTEGER NOT NULL,
     sequence INTEGER NOT NULL,
     PRIMARY KEY (term, time, sequence)
   ) WITHOUT ROWID;

   CREATE VIEW lookup (account, region, attribute, value, time, sequence) AS
     SELECT account, region, attribute, value, time, sequence
     FROM term CROSS JOIN entry ON entry.term = term.id
     UNION ALL
     SELECT account, region, attribute, value, time, sequence FROM lookup_of_schema_2;`,
]

/** How long a connection waits for another's lock, such as a checkpoint's. */
const busyTimeoutMs = 10 * secondMs
const walBytesMax = 64 * MiB
/** SQLite's own choice: rows are changed one by one, and each change writes a page. */
const statePageBytes = 4 * KiB
/** Most of a day is its events: two would fit on a page of 4 KiB, and leave a third of it free. */
export const dayPageBytes = 8 * KiB
const pageCacheBytes = 32 * MiB

/**
 * Opens a database for writing, makes it when there is none, and brings its schema up to date.
 * `pageBytes` is for one that is made.
 */
export function openForWriting(
  path: string,
  migrations: readonly string[],
  pageBytes = statePageBytes,
): DatabaseSync {
  ensurePrivateFile(path)
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs })
  try {
    // FULL: a commit is on the disk when it returns, in WAL mode too.
    database.exec(`
      PRAGMA page_size = ${pageBytes};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA journal_size_limit = ${walBytesMax};
      PRAGMA cache_size = -${pageCacheBytes / KiB};
    `)
    migrate(database, path, migrations)
  } catch (fault) {
    database.close()
    throw fault
  }
  return database
}

/** Makes a database unless there is one: with its tables, or not at all. */
export function createWhole(path: string, migrations: readonly string[], pageBytes?: number): void {
  if (existsSync(path)) return
  const unfinished = `${path}.new`
  removeDatabase(unfinished)
  openForWriting(unfinished, migrations, pageBytes).close()
  // The log of one that is gone would be read as the new one's.
  removeDatabase(path)
  renameSync(unfinished, path)
  syncDirectory(dirname(path))
}

/** The file itself first: what is beside it without it is nothing. */
export function removeDatabase(path: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(path + ending, { force: true })
}

export function openForReading(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs })
}

/** How many migrations the file has seen; 0: a crash came before the first. */
export function schemaOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version)
}

/** A value of the table `meta` of `state.db`. */
export function metaNumber(state: DatabaseSync, name: string): number {
  return Number(state.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value)
}

/** The number of the newest event that `state.db` has given; 0: there is none. */
export function newestSequence(state: DatabaseSync): number {
  const newest = state.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`).get()
  return Number(newest?.seq ?? 0)
}

function migrate(database: DatabaseSync, path: string, migrations: readonly string[]): void {
  requireKnownSchema(database, path, migrations)
  const schema = schemaOf(database)
  for (const [index, migration] of migrations.entries()) {
    if (index < schema) continue
    database.exec(`BEGIN IMMEDIATE; ${migration} PRAGMA user_version = ${index + 1}; COMMIT`)
  }
}

/** Throws for a file of a newer version: what it holds, this one would misread. */
export function requireKnownSchema(
  database: DatabaseSync,
  path: string,
  migrations: readonly string[],
): void {
  const schema = schemaOf(database)
  if (schema > migrations.length) throw newerSchema(path, schema, migrations.length)
}

function newerSchema(path: string, found: number, known: number): StoreError {
  return new StoreError(
    `\`${path}\` was written by a newer version of Sparekey: ` +
      `its schema is ${found}, this version knows schemas up to ${known}`,
    'start it with that version; this one has changed nothing',
  )
}
