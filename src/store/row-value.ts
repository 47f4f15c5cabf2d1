// A row's value between its JSON text, its frozen form, and the keys that find it.

import type { Row, Table } from './store.ts'
import type { IndexKey } from './writer-messages.ts'

type KeysByIndex = ReadonlyMap<string, ReadonlySet<string>>

/** The value as it will be read after the next start, and frozen through and through. */
export function valueOf(text: string): unknown {
  return frozen(JSON.parse(text))
}

/** Not as a reviver of `JSON.parse`, which takes several times as long. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

/** No keys for a row that is not there. */
export function indexKeys(table: Table<never>, row: Row<unknown> | undefined): KeysByIndex {
  const keys = new Map<string, ReadonlySet<string>>()
  if (!row) return keys
  for (const [index, keysOf] of Object.entries(table.indexes ?? {})) {
    // `never` is what a table of unknown values takes; this row came out of the same table.
    keys.set(index, new Set(keysOf(row.value as never)))
  }
  return keys
}

export const listOf = (keys: KeysByIndex): readonly IndexKey[] =>
  [...keys].flatMap(([index, values]) => [...values].map((key): IndexKey => [index, key]))

/** What to write so that the index says `after` where it said `before`. */
export function keyDifference(
  before: KeysByIndex,
  after: KeysByIndex,
): { readonly gone: readonly IndexKey[]; readonly fresh: readonly IndexKey[] } {
  return { gone: keysOnlyIn(before, after), fresh: keysOnlyIn(after, before) }
}

function keysOnlyIn(keys: KeysByIndex, others: KeysByIndex): readonly IndexKey[] {
  const only: IndexKey[] = []
  for (const [index, values] of keys) {
    for (const key of values) {
      if (!others.get(index)?.has(key)) only.push([index, key])
    }
  }
  return only
}
