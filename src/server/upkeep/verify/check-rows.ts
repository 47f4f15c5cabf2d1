// Rows are what their tables say: readable, found by their indexes, and what they name is there;
// and every seal opens.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import type { JsonObject } from '../../../base/json.ts'
import type { Sealer } from '../../../crypto/seal.ts'
import { indexKeys } from '../../../store/row-value.ts'
import type { Table } from '../../../store/store.ts'
import { everyTable } from '../every-table.ts'
import { bindingOf, sealedTables } from '../seals.ts'
import { leadsNowhere } from './check-references.ts'
import { problem, type Problem } from './problem.ts'
import type { StoredRows } from './stored-rows.ts'

export interface RowCounts {
  rows: number
  seals: number
  indexEntries: number
}

/** Without a sealer, no seal is opened. `goesOn` is called again and again. */
export function* checkRows(
  state: DatabaseSync,
  rows: StoredRows,
  sealer: Sealer | undefined,
  counts: RowCounts,
  goesOn: () => void,
): Generator<Problem, undefined> {
  const unknown = new Set<string>()
  const selectKey = state.prepare(
    'SELECT 1 FROM row_index WHERE table_name = ? AND index_name = ? AND key = ? AND id = ?',
  )
  // Each row is read once, and looked at in every way while it is here.
  const select = state.prepare('SELECT table_name, id, version, value FROM row')
  for (const { table_name, id, version, value } of select.iterate()) {
    const name = String(table_name)
    const table = everyTable.get(name)
    const parsed = parseJson(String(value))
    counts.rows += 1
    goesOn()
    if (!table) unknown.add(name)
    else if (!isJsonObject(parsed)) yield problem('row/unreadable', { table: name, id: String(id) })
    else {
      const row = { id: String(id), version: Number(version), value: parsed }
      yield* checkSeals(table, row, sealer, counts)
      yield* missingKeys(selectKey, table, row, counts)
      yield* leadsNowhere(table, row, rows)
    }
  }
  yield* leftOverKeys(state, goesOn)
  for (const table of unknown) yield problem('row/unknown-table', { table })
  return undefined
}

interface StoredRow {
  readonly id: string
  readonly version: number
  readonly value: JsonObject
}

/** Seals that do not open, or of which nobody knows what they are. */
export function* checkSeals(
  table: Table<never>,
  row: StoredRow,
  sealer: Sealer | undefined,
  counts: Pick<RowCounts, 'seals'>,
): Generator<Problem, undefined> {
  for (const [member, text] of Object.entries(row.value)) {
    if (!member.startsWith('sealed')) continue
    const known = sealedTables.find((one) => one.table.name === table.name && one.member === member)
    const place = { table: table.name, id: row.id, member }
    if (!known || typeof text !== 'string') {
      yield problem('seal/unknown', place)
      continue
    }
    counts.seals += 1
    const reason = sealer && whyNotOpen(() => sealer.open(text, bindingOf(known, row)))
    if (reason !== undefined) yield problem('seal/does-not-open', { ...place, reason })
  }
  return undefined
}

function whyNotOpen(open: () => unknown): string | undefined {
  try {
    open()
    return undefined
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  }
}

function* missingKeys(
  selectKey: StatementSync,
  table: Table<never>,
  row: StoredRow,
  counts: RowCounts,
): Generator<Problem, undefined> {
  for (const [index, keys] of indexKeys(table, row)) {
    for (const key of keys) {
      counts.indexEntries += 1
      if (selectKey.get(table.name, index, key, row.id)) continue
      yield problem('index/missing', { table: table.name, index, key, id: row.id })
    }
  }
  return undefined
}

function* leftOverKeys(state: DatabaseSync, goesOn: () => void): Generator<Problem, undefined> {
  const select = state.prepare('SELECT value FROM row WHERE table_name = ? AND id = ?')
  const entries = state.prepare('SELECT table_name, index_name, key, id FROM row_index')
  for (const { table_name, index_name, key, id } of entries.iterate()) {
    const [name, index] = [String(table_name), String(index_name)]
    goesOn()
    const table = everyTable.get(name)
    const value = parseJson(String(select.get(name, String(id))?.value ?? ''))
    const row = isJsonObject(value) ? { id: String(id), version: 0, value } : undefined
    if (table && indexKeys(table, row).get(index)?.has(String(key))) continue
    yield problem('index/left-over', { table: name, index, key: String(key), id: String(id) })
  }
  return undefined
}
