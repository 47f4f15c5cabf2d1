// A batch of writes in one transaction.
//
// Every commit first locks the one row of `head`, and so all commits of all nodes stand in one
// order: positions and sequences are given in it, and become visible in it. Under that lock READ
// COMMITTED is enough, for nobody else writes; nothing stronger is asked for, so nothing is ever
// tried again but after a deadlock, or where a database takes every transaction as SERIALIZABLE.

import { createHash } from 'node:crypto'
import type { EventRow } from '../event-row.ts'
import type { FileId } from '../object-file.ts'
import type { CommitOutcome, LogHead } from '../shared/shared-log.ts'
import type { QueuedWrite, RowWrite } from '../writer-messages.ts'
import type { Session, Statement } from './connection.ts'

const BEGIN_AND_LOCK = `BEGIN ISOLATION LEVEL READ COMMITTED;
  SELECT position, sequence, version FROM head FOR UPDATE`

const VERSIONS: Statement = {
  name: 'versions',
  text: `SELECT row.table_name, row.id, row.version
         FROM unnest($1::text[], $2::text[]) AS wanted (table_name, id)
         JOIN row ON row.table_name = wanted.table_name AND row.id = wanted.id
         WHERE row.value IS NOT NULL`,
}

const PUT_ROWS: Statement = {
  name: 'put-rows',
  text: `INSERT INTO row (table_name, id, version, value, keys, position)
         SELECT table_name, id, version, value, keys, $6
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
           AS put (table_name, id, version, value, keys)
         ON CONFLICT (table_name, id) DO UPDATE SET
           version = excluded.version, value = excluded.value, keys = excluded.keys,
           position = excluded.position, changed_at = now()`,
}

/**
 * Events get the next numbers; by itself this is a whole commit, in one round trip. It does nothing
 * where the batch was done before: what a lost connection still had on its way may arrive after
 * the same was sent again.
 */
const FINISH: Statement = {
  name: 'finish',
  text: `WITH named AS (
           UPDATE node SET batch = $4::bigint, seen_at = now()
           WHERE id = $5 AND batch < $4::bigint
           RETURNING id
         ), taken AS (
           UPDATE head SET
             sequence = sequence + $1::bigint,
             position = position + $2::bigint,
             version = greatest(version, $3::bigint)
           FROM named
           RETURNING position, sequence, version
         ), added AS (
           INSERT INTO event
             (sequence, event_id, account, region, time, attributes, record, category, keys)
           SELECT taken.sequence - $1::bigint + number, event_id, account, region, time, attributes,
             record, category, ARRAY(SELECT json_array_elements_text(keys::json))
           FROM taken, unnest(
             $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::text[],
             $12::text[], $13::text[]
           ) WITH ORDINALITY
             AS put (event_id, account, region, time, attributes, record, category, keys, number)
         )
         SELECT position, sequence, version FROM taken`,
}

const ADOPT: Statement = {
  name: 'adopt',
  text: 'INSERT INTO object_file (id, is_released) SELECT unnest($1::text[]), false',
}
const RELEASE: Statement = {
  name: 'release',
  text: `UPDATE object_file SET is_released = true, changed_at = now()
         WHERE id = ANY ($1::text[]) AND NOT is_released`,
}
const FORGET: Statement = {
  name: 'forget',
  text: 'DELETE FROM object_file WHERE id = ANY ($1::text[]) AND is_released',
}

/** Which node does it, and the how-manieth of its batches it is. */
export interface BatchName {
  readonly node: string
  readonly batch: number
}

export interface CommitOptions {
  readonly name: BatchName
  /** What ends the transaction of changed rows. */
  readonly commitText: string
  /** Hears what the batch will have come to, for whoever loses the answer of the COMMIT. */
  readonly beforeCommit: (outcome: CommitOutcome) => void
}

/** Commits the writes up to the first one that rests on a version which is not the newest. */
export async function commitBatch(
  session: Session,
  writes: readonly QueuedWrite[],
  { name, commitText, beforeCommit }: CommitOptions,
): Promise<CommitOutcome> {
  if (writes.every(onlyEvents)) {
    const events = writes.flatMap(eventsOf)
    const head = await finish(session, { events, rows: [], moves: false, name })
    return outcomeOf(writes.length, head)
  }
  const before = await lock(session)
  try {
    const outcome = await writeLocked(session, writes, before, name)
    beforeCommit(outcome)
    await session.script(outcome.accepted > 0 ? commitText : 'ROLLBACK')
    return outcome
  } catch (fault) {
    await session.script('ROLLBACK').catch(() => undefined)
    throw fault
  }
}

/** For somebody who has to know what a transaction came to that may still be on its way. */
export async function lock(session: Session): Promise<LogHead> {
  const results = await session.script(BEGIN_AND_LOCK)
  return headOf(results.at(-1)?.rows[0])
}

export function headOf(row: Record<keyof LogHead, string> | undefined): LogHead {
  // INVARIANT: the migration makes the row, and nothing removes it.
  if (!row) throw new Error('the table `head` is empty')
  const { position, sequence, version } = row
  return { position: Number(position), sequence: Number(sequence), version: Number(version) }
}

async function writeLocked(
  session: Session,
  writes: readonly QueuedWrite[],
  before: LogHead,
  name: BatchName,
): Promise<CommitOutcome> {
  const accepted = await countAccepted(session, writes)
  if (accepted === 0) return outcomeOf(0, before)
  const taken = writes.slice(0, accepted)
  const rows = lastOfEach(taken.flatMap(({ rows = [] }) => rows))
  for (const { emptyAllExcept } of taken) {
    if (emptyAllExcept) await emptyTables(session, emptyAllExcept, before)
  }
  if (rows.length > 0) await putRows(session, rows, before.position + 1)
  await writeFiles(session, taken)
  const events = taken.flatMap(eventsOf)
  const moves = taken.some(({ emptyAllExcept }) => emptyAllExcept) || rows.length > 0
  return outcomeOf(accepted, await finish(session, { events, rows, moves, name }))
}

/** All of a batch stands in one place. */
export const outcomeOf = (accepted: number, head: LogHead): CommitOutcome => ({
  accepted,
  positions: Array.from({ length: accepted }, () => head.position),
  head,
})

/** INVARIANT: a row rests on the newest version. The view has been asked; this is the last word. */
async function countAccepted(session: Session, writes: readonly QueuedWrite[]): Promise<number> {
  const all = lastOfEach(writes.flatMap(({ rows = [] }) => rows))
  if (all.length === 0) return writes.length
  const versions = new Map<string, number>()
  const found = await session.query(VERSIONS, [
    all.map(({ table }) => table),
    all.map(({ id }) => id),
  ])
  for (const { table_name: table, id, version } of found.rows as readonly StoredVersion[]) {
    versions.set(nameOf({ table, id }), Number(version))
  }
  const stale = writes.findIndex(({ rows = [] }) => !rows.every((row) => takesOver(versions, row)))
  return stale < 0 ? writes.length : stale
}

interface StoredVersion {
  readonly table_name: string
  readonly id: string
  readonly version: string
}

/** Whether the row rests on the newest version, which it then is itself. */
function takesOver(versions: Map<string, number>, row: RowWrite): boolean {
  if ((versions.get(nameOf(row)) ?? 0) !== row.rests) return false
  versions.set(nameOf(row), row.text === undefined ? 0 : row.version)
  return true
}

const nameOf = ({ table, id }: Pick<RowWrite, 'table' | 'id'>): string => `${table}\0${id}`

/** A row that several writes change is what the last one makes of it. */
function lastOfEach(rows: readonly RowWrite[]): readonly RowWrite[] {
  return [...new Map(rows.map((row) => [nameOf(row), row])).values()]
}

async function putRows(
  session: Session,
  rows: readonly RowWrite[],
  position: number,
): Promise<void> {
  await session.query(PUT_ROWS, [
    rows.map(({ table }) => table),
    rows.map(({ id }) => id),
    rows.map(({ version }) => version),
    rows.map(({ text }) => text ?? null),
    rows.map(({ text, keys }) => JSON.stringify(text === undefined ? [] : keys)),
    position,
  ])
}

async function writeFiles(session: Session, writes: readonly QueuedWrite[]): Promise<void> {
  const adopts = writes.flatMap(({ adopts: ids = [] }) => ids)
  const releases = writes.flatMap(({ releases: ids = [] }) => ids)
  const removed = writes.flatMap(({ removed: ids = [] }) => ids)
  if (adopts.length > 0) await session.query(ADOPT, [adopts])
  if (releases.length > 0) await release(session, releases)
  if (removed.length > 0) await session.query(FORGET, [removed])
}

/** INVARIANT: a file has one owner, who releases it once. */
async function release(session: Session, ids: readonly FileId[]): Promise<void> {
  const { rowCount } = await session.query(RELEASE, [ids])
  if (rowCount !== ids.length) throw new Error(`of the files ${ids.join(', ')}, one is nobody's`)
}

async function emptyTables(
  session: Session,
  kept: readonly string[],
  { position, sequence }: LogHead,
): Promise<void> {
  await session.query(EMPTY_ROWS, [kept])
  await session.script('UPDATE object_file SET is_released = true WHERE NOT is_released')
  await session.script('DELETE FROM event')
  await session.query(REREAD, [sequence, position + 1])
}

const EMPTY_ROWS: Statement = {
  name: 'empty-rows',
  text: 'DELETE FROM row WHERE table_name <> ALL ($1::text[])',
}
const REREAD: Statement = { name: 'reread', text: 'UPDATE head SET forgotten = $1, reread = $2' }

interface Finish {
  readonly events: readonly EventRow[]
  readonly rows: readonly RowWrite[]
  /** Whether those who follow have something to read. */
  readonly moves: boolean
  readonly name: BatchName
}

/** Rejects, and has done nothing, where the batch was done before or nobody knows the node. */
async function finish(session: Session, { events, rows, moves, name }: Finish): Promise<LogHead> {
  const newest = rows.reduce((most, { version }) => Math.max(most, version), 0)
  const column = (at: number): unknown[] => events.map((event) => event[at])
  const { rows: found } = await session.query(FINISH, [
    ...[events.length, moves ? 1 : 0, newest, name.batch, name.node],
    ...[column(0), column(1), column(2), column(3), column(4), column(5), column(6)],
    events.map(lookupKeys),
  ])
  if (found.length === 0) throw new Error(`batch ${name.batch} of ${name.node} cannot be done`)
  return headOf(found[0])
}

/** As JSON, and an attribute's JSON inside it: so it holds no NUL, which no text here may. */
function lookupKeys([, , , , attributes, , category]: EventRow): string {
  if (category === 'Data') return '[]'
  const pairs = JSON.parse(attributes) as readonly (readonly [string, string])[]
  return JSON.stringify(pairs.map((pair) => lookupKey(pair)))
}

/** An index entry has room for 2,700 bytes; a long value is found by its hash. */
export function lookupKey(attribute: readonly [name: string, value: string]): string {
  const text = JSON.stringify(attribute)
  return text.length <= keyCharactersMax ? text : createHash('sha256').update(text).digest('hex')
}

const keyCharactersMax = 400

const eventsOf = ({ events = [] }: QueuedWrite): readonly EventRow[] => events

const onlyEvents = ({ rows, adopts, releases, removed, emptyAllExcept }: QueuedWrite): boolean =>
  !emptyAllExcept && [rows, adopts, releases, removed].every((list = []) => list.length === 0)
