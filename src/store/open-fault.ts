// Why a store cannot be opened, in a sentence for the person at the terminal.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { openDay, type DayReader } from './day-reader.ts'
import { dayPath, daysIn, type Day } from './event-days.ts'
import {
  describeWriteFault,
  isDamage,
  SQLITE_CANTOPEN,
  SQLITE_CORRUPT,
  SQLITE_FULL,
  SQLITE_IOERR,
  SQLITE_NOTADB,
  SQLITE_READONLY,
  writeFaultOf,
} from './sqlite-fault.ts'
import { newestSequence } from './schema.ts'
import { StoreError } from './store-error.ts'
import { MiB } from '../base/sizes.ts'

/** A larger file is not read through at every start: its faults show when they are met. */
const checkedBytesMax = 64 * MiB

/** By their dates, and as many by when they were written. */
const checkedDays = 3

const RESTORE =
  'restore the whole directory from your backup; this one is left as it is, and ' +
  '--data DIR starts with another'

/** What was thrown when the store was opened; SQLite's own words become ours. */
export function explainOpenFault(fault: unknown, directory: string, path: string): unknown {
  if (fault instanceof StoreError) return fault
  const { code, message } = writeFaultOf(fault)
  const cause = { cause: fault }
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged(path, message, cause)
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: {
      const hint = 'make room and the directory writable, or start with another: --data DIR'
      return new StoreError(describeWriteFault({ code, message }, directory), hint, cause)
    }
    default:
      return fault
  }
}

/** Throws when the file's pages do not fit together. */
export function requireWhole(database: DatabaseSync, path: string): void {
  if (statSync(path).size > checkedBytesMax) return
  const found = String(database.prepare('PRAGMA quick_check(1)').get()?.quick_check)
  if (found !== 'ok') throw damaged(path, found.replaceAll(/\s*\n\s*/g, ' '))
}

/**
 * Events are numbered in `state.db` first: a file that was put back alone, or that a disk has lost
 * the end of, would give numbers again that events have, and one of the two would be lost.
 */
export function requireNewest(state: DatabaseSync, path: string, eventsDirectory: string): void {
  const newest = newestSequence(state)
  for (const day of lastDays(eventsDirectory)) {
    const greatest = greatestSequence(eventsDirectory, day)
    if (greatest <= newest) continue
    throw damaged(path, `it is older than the events of ${day}: it knows ${newest} of ${greatest}`)
  }
}

/**
 * Where the newest events are: the last days, and, where a clock was set back, those that were
 * written last. To open each of three months of files would be a good part of a start.
 */
function lastDays(directory: string): ReadonlySet<Day> {
  const days = daysIn(directory).toSorted()
  const writtenMs = new Map(days.map((day) => [day, lastWriteMs(dayPath(directory, day))]))
  const byWriting = days.toSorted((a, b) => (writtenMs.get(a) ?? 0) - (writtenMs.get(b) ?? 0))
  return new Set([...days.slice(-checkedDays), ...byWriting.slice(-checkedDays)])
}

/** Of a file of SQLite's, what is written lies in its log first. */
function lastWriteMs(path: string): number {
  const [file, log] = [path, `${path}-wal`].map(
    (one) => statSync(one, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  )
  return Math.max(file ?? 0, log ?? 0)
}

/** Taken for a new store, it would be filled anew, and what was lost would never be missed. */
export function requireNotLost(
  path: string,
  eventsDirectory: string,
  objectsDirectory: string,
): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size
  if (bytes === 0) throw damaged(path, 'it is empty')
  if (bytes !== undefined) return
  if (daysIn(eventsDirectory).length > 0 || holdsFiles(objectsDirectory)) {
    throw damaged(path, 'it is gone')
  }
}

const holdsFiles = (directory: string): boolean =>
  existsSync(directory) &&
  readdirSync(directory, { withFileTypes: true }).some(
    (entry) => !entry.isDirectory() || readdirSync(join(directory, entry.name)).length > 0,
  )

/** 0: there is none, or the day is damaged, which those tell who need it. */
function greatestSequence(directory: string, day: Day): number {
  let reader: DayReader | undefined
  try {
    reader = openDay(directory, day)
    return reader?.range()?.greatest ?? 0
  } catch (fault) {
    if (isDamage(fault)) return 0
    throw fault
  } finally {
    reader?.close()
  }
}

const damaged = (path: string, reason: string, options?: ErrorOptions): StoreError =>
  new StoreError(`\`${path}\` is damaged: ${reason}`, RESTORE, options)
