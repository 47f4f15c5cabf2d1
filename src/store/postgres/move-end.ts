// A schema of a PostgreSQL database as one end of a move, with the place where its nodes keep the
// content of objects.

import type { FilePlace } from '../adoptable-files.ts'
import type { Day } from '../event-days.ts'
import { EVENT_COLUMNS, type PlacedEventRow } from '../event-row.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import {
  byJson,
  type MovedRow,
  type MoveEnd,
  type MoveHead,
  type RowName,
} from '../move/move-end.ts'
import { StoreError } from '../store-error.ts'
import type { IndexKey } from '../writer-messages.ts'
import type { PostgresAddress } from './address.ts'
import { Connection, explainConnectFault, type Statement } from './connection.ts'
import { daysIn, secondsOf } from './days.ts'
import { requireFinished, requireUnused } from './moving.ts'
import { migrate } from './schema.ts'

/** `now()` is when the transaction began: where it is another, the lock was lost. */
const HEAD = 'SELECT sequence, version, forgotten, now()::text AS since FROM head'
const ROWS: Statement = {
  name: 'moved-rows',
  text: `SELECT table_name, id, version, value, keys FROM row
         WHERE (table_name, id) > ($1, $2) AND value IS NOT NULL
         ORDER BY table_name, id LIMIT $3`,
}
const EVENTS: Statement = {
  name: 'moved-events',
  text: `SELECT ${EVENT_COLUMNS} FROM event
         WHERE time >= $1 AND time < $2 AND sequence > $3 ORDER BY sequence LIMIT $4`,
}
const FILES: Statement = {
  name: 'moved-files',
  text: `SELECT id FROM object_file WHERE NOT is_released AND id COLLATE "C" > $1
         ORDER BY id COLLATE "C" LIMIT $2`,
}
const HOLD_STILL = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0;
  SELECT now()::text AS since FROM head FOR UPDATE`

export interface PostgresEndOptions {
  readonly address: PostgresAddress
  /** Undefined: none was named, which is no loss where no object has a file. */
  readonly place: FilePlace | undefined
}

/** Throws when nodes are at work there. */
export async function openPostgresSource(options: PostgresEndOptions): Promise<MoveEnd> {
  const end = new PostgresEnd(options)
  try {
    await end.open()
    await requireFinished(end.connection, options.address)
    await end.holdStill()
    return end
  } catch (fault) {
    await end.close()
    throw explainConnectFault(fault, options.address)
  }
}

export class PostgresEnd implements MoveEnd {
  readonly name: string
  readonly connection: Connection
  readonly #address: PostgresAddress
  readonly #place: FilePlace | undefined
  /** Holds the lock that every commit takes. */
  readonly #holder: Connection
  #heldSince: string | undefined

  constructor({ address, place }: PostgresEndOptions) {
    this.name = address.name
    this.#address = address
    this.#place = place
    this.connection = new Connection(address)
    this.#holder = new Connection(address)
  }

  async open(): Promise<void> {
    await migrate(this.connection, this.#address)
    await requireUnused(this.connection, this.#address)
  }

  /** Nobody changes anything until it is closed, not even a node that starts meanwhile. */
  async holdStill(): Promise<void> {
    const held = await this.#holder.script(HOLD_STILL)
    const [row] = (held.at(-1)?.rows ?? []) as readonly HeadColumns[]
    this.#heldSince = row?.since
  }

  async head(): Promise<MoveHead> {
    const held = this.#heldSince
    const connection = held === undefined ? this.connection : this.#holder
    const [result] = await connection.script(HEAD).catch((cause: unknown) => {
      throw held === undefined ? cause : this.#lost(cause)
    })
    const [row] = (result?.rows ?? []) as readonly HeadColumns[]
    if (held !== undefined && row?.since !== held) throw this.#lost()
    return {
      sequence: Number(row?.sequence),
      version: Number(row?.version),
      forgotten: Number(row?.forgotten),
    }
  }

  async rowsBehind(last: RowName | undefined, limit: number): Promise<readonly MovedRow[]> {
    const { table = '', id = '' } = last ?? {}
    const { rows } = await this.connection.query(ROWS, [table, id, limit])
    return (rows as readonly StoredRow[]).map((row) => ({
      table: row.table_name,
      id: row.id,
      version: Number(row.version),
      text: row.value,
      keys: (JSON.parse(row.keys) as IndexKey[]).toSorted(byJson),
    }))
  }

  async days(): Promise<readonly Day[]> {
    return (await daysIn(this.connection)).toSorted()
  }

  async eventsBehind(
    day: Day,
    sequence: number,
    limit: number,
  ): Promise<readonly PlacedEventRow[]> {
    const { from, to } = secondsOf(day)
    const { rows } = await this.connection.query(EVENTS, [from, to, sequence, limit])
    return (rows as readonly EventColumns[]).map((row) => [
      Number(row.sequence),
      row.event_id,
      row.account,
      row.region,
      Number(row.time),
      row.attributes,
      row.record,
      row.category,
    ])
  }

  async filesBehind(id: string, limit: number): Promise<readonly FileId[]> {
    const { rows } = await this.connection.query(FILES, [id, limit])
    return (rows as readonly { readonly id: FileId }[]).map((row) => row.id)
  }

  async openFile(id: FileId): Promise<OpenFile> {
    return this.place.open(id)
  }

  async close(): Promise<void> {
    await Promise.all([this.#holder.close(), this.connection.close()])
    this.#place?.close?.()
  }

  #lost(cause?: unknown): StoreError {
    return new StoreError(
      `the connection was lost that kept ${this.name} as it is`,
      'the same command goes on, if nobody has changed anything meanwhile',
      { cause },
    )
  }

  protected get place(): FilePlace {
    if (this.#place) return this.#place
    throw new StoreError(
      'objects have files, and where those of the nodes lie was not said',
      'a folder that all nodes see, or a bucket: --objects s3://BUCKET',
    )
  }
}

type HeadColumns = Readonly<Record<keyof MoveHead | 'since', string>>

interface StoredRow {
  readonly table_name: string
  readonly id: string
  readonly version: string
  readonly value: string
  readonly keys: string
}

interface EventColumns {
  readonly sequence: string
  readonly event_id: string
  readonly account: string
  readonly region: string
  readonly time: string
  readonly attributes: string
  readonly record: string
  readonly category: PlacedEventRow[7]
}
