// A data directory that a move makes.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { statePathIn } from '../backup/state-snapshot.ts'
import { openDayFile, type DayFile } from '../day-file.ts'
import type { Day } from '../event-days.ts'
import type { PlacedEventRow } from '../event-row.ts'
import { lockDirectory } from '../lock.ts'
import type { FileId } from '../object-file.ts'
import { ObjectFolder } from '../object-folder.ts'
import { ensurePrivateDirectory } from '../private-files.ts'
import { createWhole, DAY_MIGRATIONS, openForWriting, STATE_MIGRATIONS } from '../schema.ts'
import type { MovedRow, MoveEnd, MoveHead, MoveTarget, RowName } from './move-end.ts'
import { eventsIn, isEmptyDirectory, SqliteEnd } from './sqlite-end.ts'
import {
  readMark,
  removeMark,
  requireSameMove,
  writeMark,
  type MoveMark,
} from './unfinished-move.ts'

const nothing = (): void => undefined

/** Makes the directory, or goes on with one that the same move has begun to fill. */
export function openSqliteTarget(directory: string, move: MoveMark): MoveTarget {
  const found = () => ({ mark: readMark(directory), isEmpty: isEmptyDirectory(directory) })
  requireSameMove(`\`${directory}\``, move, found())
  ensurePrivateDirectory(directory)
  const lock = lockDirectory(directory)
  try {
    requireSameMove(`\`${directory}\``, move, found())
    writeMark(directory, move)
    ensurePrivateDirectory(eventsIn(directory))
    createWhole(statePathIn(directory), STATE_MIGRATIONS)
    return new SqliteTarget(directory, lock)
  } catch (fault) {
    lock.release()
    throw fault
  }
}

class SqliteTarget extends SqliteEnd implements MoveTarget {
  #writing: DatabaseSync | undefined
  #day: { readonly day: Day; readonly file: DayFile } | undefined
  #folder: ObjectFolder | undefined

  async lastRow(): Promise<RowName | undefined> {
    const last = this.#database
      .prepare('SELECT table_name, id FROM row ORDER BY table_name DESC, id DESC LIMIT 1')
      .get()
    return last && { table: String(last['table_name']), id: String(last['id']) }
  }

  async putRows(rows: readonly MovedRow[]): Promise<void> {
    const putRow = this.#database.prepare(
      'INSERT INTO row (table_name, id, version, value) VALUES (?, ?, ?, ?)',
    )
    const putKey = this.#database.prepare(
      'INSERT INTO row_index (table_name, index_name, key, id) VALUES (?, ?, ?, ?)',
    )
    this.#inTransaction(() => {
      for (const { table, id, version, text, keys } of rows) {
        putRow.run(table, id, version, text)
        for (const [index, key] of keys) putKey.run(table, index, key, id)
      }
    })
  }

  async lastEvent(day: Day): Promise<number> {
    const newest = this.ofDay(day)?.prepare('SELECT max(sequence) AS newest FROM event').get()
    return Number(newest?.['newest'] ?? 0)
  }

  async putEvents(day: Day, events: readonly PlacedEventRow[]): Promise<void> {
    if (this.#day?.day !== day) {
      this.#day?.file.close()
      this.#day = { day, file: openDayFile(eventsIn(this.directory), day, nothing) }
    }
    this.#day.file.add(events)
  }

  async lastFile(): Promise<string> {
    return String(
      this.#database.prepare('SELECT max(id) AS id FROM object_file').get()?.['id'] ?? '',
    )
  }

  async putFiles(ids: readonly FileId[], from: MoveEnd): Promise<void> {
    const directory = join(this.directory, 'objects')
    this.#folder ??= new ObjectFolder(directory, nothing)
    for (const id of ids) {
      await rm(join(directory, 'incoming', id), { force: true }) // Of a run that was killed.
      const file = await from.openFile(id)
      await this.#folder.write(id, file.read()).finally(() => file.close())
    }
    await this.#folder.placeAll(ids)
    const put = this.#database.prepare(`INSERT INTO object_file (id, state) VALUES (?, 'settled')`)
    this.#inTransaction(() => {
      for (const id of ids) put.run(id)
    })
  }

  async putHead({ sequence, version, forgotten }: MoveHead): Promise<void> {
    this.#inTransaction(() => {
      const put = this.#database.prepare('UPDATE meta SET value = ? WHERE name = ?')
      put.run(version, 'version')
      put.run(forgotten, 'forgotten')
      put.run(DAY_MIGRATIONS.length, 'day_schema')
      this.#database.exec(`DELETE FROM sqlite_sequence WHERE name = 'outbox'`)
      this.#database
        .prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)`)
        .run(sequence)
    })
    this.#closeWriting()
  }

  async release(): Promise<void> {
    removeMark(this.directory)
  }

  override async close(): Promise<void> {
    this.#closeWriting()
    await super.close()
  }

  get #database(): DatabaseSync {
    this.closeReading()
    return (this.#writing ??= openForWriting(statePathIn(this.directory), STATE_MIGRATIONS))
  }

  #closeWriting(): void {
    this.#day?.file.close()
    this.#day = undefined
    this.#writing?.close()
    this.#writing = undefined
  }

  #inTransaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (fault) {
      this.#database.exec('ROLLBACK')
      throw fault
    }
  }
}
