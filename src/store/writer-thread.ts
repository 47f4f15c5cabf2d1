// The one writer of `state.db`, in a thread of its own: a batch of queued writes is one
// transaction, and it is on the disk before the answer.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import { EVENT_COLUMNS } from './event-row.ts'
import { faultAt } from './injected-fault.ts'
import { openForWriting, STATE_MIGRATIONS } from './schema.ts'
import { answerQuestions } from './thread-answers.ts'
import type {
  IndexKey,
  QueuedWrite,
  RowWrite,
  WriterOptions,
  WriterQuestion,
} from './writer-messages.ts'

const options = workerData as WriterOptions
const database = openForWriting(options.path, STATE_MIGRATIONS)
const countStatement = faultAt(options.failAtStatement)

const statements = prepareAll(database, {
  begin: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  setVersion: `UPDATE meta SET value = ? WHERE name = 'version'`,
  insertRow: 'INSERT INTO row (table_name, id, version, value) VALUES (?, ?, ?, ?)',
  updateRow:
    'UPDATE row SET version = ?, value = ? WHERE table_name = ? AND id = ? AND version = ?',
  deleteRow: 'DELETE FROM row WHERE table_name = ? AND id = ? AND version = ?',
  insertKey: 'INSERT INTO row_index (table_name, index_name, key, id) VALUES (?, ?, ?, ?)',
  deleteKey: 'DELETE FROM row_index WHERE table_name = ? AND index_name = ? AND key = ? AND id = ?',
  insertEvent: `INSERT INTO outbox (${EVENT_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)`,
  deleteMoved: 'DELETE FROM outbox WHERE sequence <= ?',
  adoptFile: `INSERT INTO object_file (id, state) VALUES (?, 'adopted')`,
  releaseFile: `UPDATE object_file SET state = 'released' WHERE id = ? AND state <> 'released'`,
  // It may have been released meanwhile: then it is to go.
  settleFile: `UPDATE object_file SET state = 'settled' WHERE id = ? AND state = 'adopted'`,
  forgetFile: `DELETE FROM object_file WHERE id = ? AND state = 'released'`,
  releaseFiles: `UPDATE object_file SET state = 'released' WHERE state <> 'released'`,
  emptyRows: 'DELETE FROM row WHERE table_name NOT IN (SELECT value FROM json_each(?))',
  emptyKeys: 'DELETE FROM row_index WHERE table_name NOT IN (SELECT value FROM json_each(?))',
  emptyOutbox: 'DELETE FROM outbox',
  forgetEvents: `UPDATE meta SET value = (
    SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'
  ) WHERE name = 'forgotten'`,
})

answerQuestions((question: WriterQuestion) => {
  if (question.kind === 'commit') commit(question.writes, question.version)
  else database.close()
})

function commit(writes: readonly QueuedWrite[], version: number): void {
  try {
    execute('begin')
    for (const write of writes) writeOne(write)
    execute('setVersion', version)
    execute('commit')
  } finally {
    // Some failures, such as a full disk, have rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}

function writeOne(write: QueuedWrite): void {
  const { emptyAllExcept, rows = [], events = [], movedThrough } = write
  if (emptyAllExcept) emptyTables(JSON.stringify(emptyAllExcept))
  for (const row of rows) writeRow(row)
  writeFiles(write)
  for (const event of events) execute('insertEvent', ...event)
  if (movedThrough !== undefined) execute('deleteMoved', movedThrough)
}

function writeRow(write: RowWrite): void {
  // INVARIANT: a row rests on the newest version. The main thread has checked it against its
  // view; here the file itself has the last word.
  if (replaceRow(write) !== 1) {
    throw new Error(`row \`${write.id}\` of \`${write.table}\` is not at version ${write.rests}`)
  }
  for (const key of write.keysGone) execute('deleteKey', ...keyValues(write, key))
  for (const key of write.keysNew) execute('insertKey', ...keyValues(write, key))
}

function writeFiles({ adopts = [], releases = [], settled = [], removed = [] }: QueuedWrite): void {
  for (const id of adopts) execute('adoptFile', id)
  for (const id of releases) {
    // INVARIANT: a file has one owner, who releases it once.
    if (execute('releaseFile', id) !== 1) throw new Error(`the file ${id} is nobody's`)
  }
  for (const id of settled) execute('settleFile', id)
  for (const id of removed) execute('forgetFile', id)
}

/** How many rows were changed. */
function replaceRow({ table, id, rests, version, text }: RowWrite): number {
  if (text === undefined) return execute('deleteRow', table, id, rests)
  if (rests === 0) return execute('insertRow', table, id, version, text)
  return execute('updateRow', version, text, table, id, rests)
}

function keyValues({ table, id }: RowWrite, [index, key]: IndexKey): SQLInputValue[] {
  return [table, index, key, id]
}

function emptyTables(exceptJson: string): void {
  execute('emptyRows', exceptJson)
  execute('emptyKeys', exceptJson)
  execute('releaseFiles')
  execute('emptyOutbox')
  execute('forgetEvents')
}

function execute(name: keyof typeof statements, ...values: SQLInputValue[]): number {
  countStatement()
  return Number(statements[name].run(...values).changes)
}

function prepareAll<Name extends string>(
  from: DatabaseSync,
  texts: Readonly<Record<Name, string>>,
): Readonly<Record<Name, StatementSync>> {
  const prepared = Object.entries<string>(texts).map(([name, text]) => [name, from.prepare(text)])
  return Object.fromEntries(prepared) as Record<Name, StatementSync>
}
