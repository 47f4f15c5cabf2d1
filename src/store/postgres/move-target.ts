// A schema that a move fills.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '../event-days.ts'
import type { PlacedEventRow } from '../event-row.ts'
import type { FileId } from '../object-file.ts'
import type { MovedRow, MoveEnd, MoveHead, MoveTarget, RowName } from '../move/move-end.ts'
import { requireSameMove, type MoveMark } from '../move/unfinished-move.ts'
import { lookupKeys } from './commit.ts'
import { explainConnectFault, type Statement } from './connection.ts'
import { ensureDays, secondsOf } from './days.ts'
import { PostgresEnd, type PostgresEndOptions } from './move-end.ts'
import { dropMark, markOf, putMark } from './moving.ts'

const filesAtOnceMax = 8

/** Every node that starts reads all rows; the position says that there are some. */
const PUT_ROWS: Statement = {
  name: 'move-rows',
  text: `INSERT INTO row (table_name, id, version, value, keys, position)
         SELECT table_name, id, version, value, keys, 1
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
           AS put (table_name, id, version, value, keys)`,
}
const LAST_ROW: Statement = {
  name: 'last-row',
  text: 'SELECT table_name, id FROM row ORDER BY table_name DESC, id DESC LIMIT 1',
}
const PUT_EVENTS: Statement = {
  name: 'move-events',
  text: `INSERT INTO event
           (sequence, event_id, account, region, time, attributes, record, category, keys)
         SELECT sequence, event_id, account, region, time, attributes, record, category,
           ARRAY(SELECT json_array_elements_text(keys::json))
         FROM unnest(
           $1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],
           $8::text[], $9::text[]
         ) AS put (sequence, event_id, account, region, time, attributes, record, category, keys)`,
}
const LAST_EVENT: Statement = {
  name: 'last-event',
  text: 'SELECT sequence FROM event WHERE time >= $1 AND time < $2 ORDER BY sequence DESC LIMIT 1',
}
const PUT_FILES: Statement = {
  name: 'move-files',
  text: 'INSERT INTO object_file (id, is_released) SELECT unnest($1::text[]), false',
}
const LAST_FILE = 'SELECT id FROM object_file ORDER BY id COLLATE "C" DESC LIMIT 1'
const PUT_HEAD: Statement = {
  name: 'move-head',
  text: `UPDATE head SET position = 1, reread = 1, sequence = $1, version = $2, forgotten = $3`,
}
const IS_EMPTY = `SELECT 1 WHERE EXISTS (SELECT 1 FROM row) OR EXISTS (SELECT 1 FROM event)
  OR EXISTS (SELECT 1 FROM object_file) OR EXISTS (SELECT 1 FROM head WHERE sequence > 0)`

export interface PostgresTargetOptions extends PostgresEndOptions {
  readonly move: MoveMark
  /** The folder of the objects, where they lie in one. */
  readonly folder: string | undefined
}

/** Makes the tables, or goes on with those that the same move has begun to fill. */
export async function openPostgresTarget(options: PostgresTargetOptions): Promise<MoveTarget> {
  const target = new PostgresTarget(options)
  try {
    await target.begin(options.move)
    return target
  } catch (fault) {
    await target.close()
    throw explainConnectFault(fault, options.address)
  }
}

class PostgresTarget extends PostgresEnd implements MoveTarget {
  readonly #folder: string | undefined

  constructor(options: PostgresTargetOptions) {
    super(options)
    this.#folder = options.folder
  }

  async begin(move: MoveMark): Promise<void> {
    await this.open()
    const found = async () => ({
      mark: await markOf(this.connection),
      isEmpty: await this.#isEmpty(),
    })
    requireSameMove(this.name, move, await found())
    await putMark(this.connection, move)
  }

  async lastRow(): Promise<RowName | undefined> {
    const { rows } = await this.connection.query(LAST_ROW)
    const [row] = rows as readonly { readonly table_name: string; readonly id: string }[]
    return row && { table: row.table_name, id: row.id }
  }

  async putRows(rows: readonly MovedRow[]): Promise<void> {
    await this.connection.query(PUT_ROWS, [
      rows.map(({ table }) => table),
      rows.map(({ id }) => id),
      rows.map(({ version }) => version),
      rows.map(({ text }) => text),
      rows.map(({ keys }) => JSON.stringify(keys)),
    ])
  }

  async lastEvent(day: Day): Promise<number> {
    const { from, to } = secondsOf(day)
    const { rows } = await this.connection.query(LAST_EVENT, [from, to])
    return Number((rows as readonly { readonly sequence: string }[])[0]?.sequence ?? 0)
  }

  async putEvents(day: Day, events: readonly PlacedEventRow[]): Promise<void> {
    await ensureDays(this.connection, [day])
    const column = (at: number): unknown[] => events.map((event) => event[at])
    await this.connection.query(PUT_EVENTS, [
      ...[0, 1, 2, 3, 4, 5, 6, 7].map(column),
      events.map(([, ...event]) => lookupKeys(event)),
    ])
  }

  async lastFile(): Promise<string> {
    const [result] = await this.connection.script(LAST_FILE)
    return ((result?.rows ?? []) as readonly { readonly id: string }[])[0]?.id ?? ''
  }

  async putFiles(ids: readonly FileId[], from: MoveEnd): Promise<void> {
    for (let at = 0; at < ids.length; at += filesAtOnceMax) {
      const some = ids.slice(at, at + filesAtOnceMax)
      await Promise.all(some.map((id) => this.#putFile(id, from)))
    }
    await this.connection.query(PUT_FILES, [ids])
  }

  async putHead({ sequence, version, forgotten }: MoveHead): Promise<void> {
    await this.connection.query(PUT_HEAD, [sequence, version, forgotten])
  }

  async release(): Promise<void> {
    await dropMark(this.connection)
  }

  async #putFile(id: FileId, from: MoveEnd): Promise<void> {
    // Of a run that was killed.
    if (this.#folder) await rm(join(this.#folder, 'incoming', id), { force: true })
    const file = await from.openFile(id)
    await this.place.write(id, file.read()).finally(() => file.close())
  }

  async #isEmpty(): Promise<boolean> {
    const [result] = await this.connection.script(IS_EMPTY)
    return result?.rows.length === 0
  }
}
