// What a store holds, as counts and hashes that come out the same wherever it lies.

import { createHash, type Hash } from 'node:crypto'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import type { Sealer } from '../../../crypto/seal.ts'
import type { MovedRow, MoveEnd } from '../../../store/move/move-end.ts'
import type { FileId } from '../../../store/object-file.ts'
import { everyTable } from '../every-table.ts'
import { upkeepFailure } from '../failures.ts'
import { checkSeals } from '../verify/check-rows.ts'
import { eventsMax, filesMax, rowsMax, type Copying } from './copy.ts'

export interface Survey {
  /** How many rows each table has. */
  readonly tables: Readonly<Record<string, number>>
  readonly rows: { readonly count: number; readonly indexKeys: number; readonly sha256: string }
  readonly events: {
    readonly count: number
    readonly days: number
    /** Of the newest that there ever was. */
    readonly newest: number
    readonly forgotten: number
    readonly sha256: string
  }
  readonly files: { readonly count: number; readonly bytes: number; readonly sha256: string }
  /** Each was opened, if there was a sealer. */
  readonly seals: number
}

interface Looking extends Pick<Copying, 'step'> {
  readonly sealer: Sealer | undefined
}

export async function surveyOf(end: MoveEnd, looking: Looking): Promise<Survey> {
  const { seals, tables, ...rows } = await surveyRows(end, looking)
  const events = await surveyEvents(end, looking)
  const files = await surveyFiles(end, looking)
  return { tables, rows, events, files, seals }
}

/** Throws, naming what is not the same. */
export function requireSameSurvey(source: Survey, target: Survey): void {
  const told = (survey: Survey): readonly string[] =>
    Object.entries(survey).map(([part, found]) => `${part}: ${JSON.stringify(found)}`)
  const [expected, found] = [told(source), told(target)]
  const at = expected.findIndex((text, index) => text !== found[index])
  if (at < 0) return
  const facts = { source: expected[at] ?? '', target: found[at] ?? '' }
  throw upkeepFailure('migrationDiffers', facts)
}

/** A line of JSON each: no two lists have one hash. */
function add(hash: Hash, value: unknown): void {
  hash.update(`${JSON.stringify(value)}\n`)
}

async function surveyRows(end: MoveEnd, { sealer, step }: Looking) {
  const hash = createHash('sha256')
  const tables: Record<string, number> = {}
  const found = { count: 0, indexKeys: 0, seals: 0 }
  for (let rows = await end.rowsBehind(undefined, rowsMax); rows.length > 0;) {
    for (const row of rows) {
      add(hash, [row.table, row.id, row.version, row.text, row.keys])
      tables[row.table] = (tables[row.table] ?? 0) + 1
      found.indexKeys += row.keys.length
      found.seals += sealsOf(row, sealer)
    }
    step('checkedRows', (found.count += rows.length))
    rows = await end.rowsBehind(rows.at(-1), rowsMax)
  }
  return { tables, ...found, sha256: hash.digest('hex') }
}

/** How many; throws for one that does not open. */
function sealsOf({ table: name, id, version, text }: MovedRow, sealer: Sealer | undefined): number {
  const [table, value] = [everyTable.get(name), parseJson(text)]
  if (!table || !isJsonObject(value)) return 0
  const counts = { seals: 0 }
  for (const { facts } of checkSeals(table, { id, version, value }, sealer, counts)) {
    throw upkeepFailure('sealDoesNotOpen', { table: name, id, reason: facts['reason'] ?? '' })
  }
  return counts.seals
}

async function surveyEvents(end: MoveEnd, { step }: Looking) {
  const hash = createHash('sha256')
  const { sequence: newest, forgotten } = await end.head()
  const found = { count: 0, days: 0 }
  for (const day of await end.days()) {
    let events = await end.eventsBehind(day, 0, eventsMax)
    if (events.length > 0) found.days += 1
    while (events.length > 0) {
      for (const event of events) add(hash, event)
      step('checkedEvents', (found.count += events.length))
      events = await end.eventsBehind(day, events.at(-1)?.[0] ?? 0, eventsMax)
    }
  }
  return { ...found, newest, forgotten, sha256: hash.digest('hex') }
}

async function surveyFiles(end: MoveEnd, { step }: Looking) {
  const hash = createHash('sha256')
  const found = { count: 0, bytes: 0 }
  for (let ids = await end.filesBehind('', filesMax); ids.length > 0;) {
    for (const id of ids) {
      const { bytes, sha256 } = await fileDigest(end, id)
      add(hash, [id, bytes, sha256])
      found.bytes += bytes
    }
    step('checkedFiles', (found.count += ids.length))
    ids = await end.filesBehind(ids.at(-1) ?? '', filesMax)
  }
  return { ...found, sha256: hash.digest('hex') }
}

async function fileDigest(end: MoveEnd, id: FileId) {
  const hash = createHash('sha256')
  const file = await end.openFile(id)
  try {
    for await (const piece of file.read()) hash.update(piece)
    return { bytes: file.size, sha256: hash.digest('hex') }
  } finally {
    file.close()
  }
}
