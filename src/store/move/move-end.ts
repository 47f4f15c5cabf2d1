// What a move between stores reads and writes: everything they hold, past the store interface, as
// it lies there. Versions and sequence numbers stay what they are.

import type { Day } from '../event-days.ts'
import type { PlacedEventRow } from '../event-row.ts'
import type { FileId, OpenFile } from '../object-file.ts'
import type { IndexKey } from '../writer-messages.ts'

/** How far a store has come. Nothing changes in it without one of them. */
export interface MoveHead {
  /** Of the newest event that there ever was. */
  readonly sequence: number
  /** The newest that any row was given. */
  readonly version: number
  /** Events up to this number were forgotten: they are not moved. */
  readonly forgotten: number
}

export interface RowName {
  readonly table: string
  readonly id: string
}

export interface MovedRow extends RowName {
  readonly version: number
  /** JSON. */
  readonly text: string
  /** In the order of their JSON. */
  readonly keys: readonly IndexKey[]
}

/** One of the two stores, which is nobody else's meanwhile. */
export interface MoveEnd {
  /** For people. */
  readonly name: string
  head(): Promise<MoveHead>
  /** In the order of tables and ids; undefined: from the first. */
  rowsBehind(last: RowName | undefined, limit: number): Promise<readonly MovedRow[]>
  /** In the order of time. */
  days(): Promise<readonly Day[]>
  /** Of one day, in the order of their numbers. */
  eventsBehind(day: Day, sequence: number, limit: number): Promise<readonly PlacedEventRow[]>
  /** Those that an entry has adopted and none has released, in the order of their ids. */
  filesBehind(id: string, limit: number): Promise<readonly FileId[]>
  /** Rejects, with the code ENOENT, when there is no such file. */
  openFile(id: FileId): Promise<OpenFile>
  close(): Promise<void>
}

/** What was put is durable when it resolves. All come in the order in which they are read. */
export interface MoveTarget extends MoveEnd {
  lastRow(): Promise<RowName | undefined>
  putRows(rows: readonly MovedRow[]): Promise<void>
  /** 0: there is none of that day. */
  lastEvent(day: Day): Promise<number>
  putEvents(day: Day, events: readonly PlacedEventRow[]): Promise<void>
  /** Empty: there is none. */
  lastFile(): Promise<string>
  /** Contents, then names. */
  putFiles(ids: readonly FileId[], from: MoveEnd): Promise<void>
  putHead(head: MoveHead): Promise<void>
  /** It may be served from now on. */
  release(): Promise<void>
}

export const byJson = (left: IndexKey, right: IndexKey): number =>
  Buffer.compare(Buffer.from(JSON.stringify(left)), Buffer.from(JSON.stringify(right)))
