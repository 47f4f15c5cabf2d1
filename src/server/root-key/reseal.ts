// Everything that lies under an earlier root key, sealed anew under the current one, beside a stack
// that goes on working.

import { isJsonObject } from '../../base/json.ts'
import type { RotatingSealer } from '../../crypto/seal.ts'
import type { Change, Row, Store, Table } from '../../store/store.ts'
import { appendUnlessStale, change, Outdated } from '../../store/store.ts'
import { rootKeyChecks } from '../root-key-check.ts'
import { bindingOf, sealedTables, type SealedTable } from '../upkeep/seals.ts'

const rowsPerEntry = 100

type Values = Readonly<Record<string, unknown>>

/**
 * Resolves with how many seals were made when none is left. May be stopped anywhere and run again.
 *
 * INVARIANT: a request seals and appends without waiting in between, so that what is sealed under
 * an earlier root key is in the rows before the first walk. The last walk has found nothing.
 */
export async function resealAll(
  store: Store,
  sealer: RotatingSealer,
  tell: (resealed: number) => void = () => undefined,
): Promise<number> {
  const isCheck = ({ table }: SealedTable): boolean => table.name === rootKeyChecks.name
  let resealed = 0
  // The check of the root key comes last: it opens when all the others do.
  for (const tables of [sealedTables.filter((one) => !isCheck(one)), sealedTables]) {
    for (let found = -1; found !== 0;) {
      found = 0
      for (const sealed of tables) found += await resealTable(sealed, store, sealer)
      resealed += found
      tell(resealed)
    }
  }
  return resealed
}

/** How many seals were not under the current root key. */
async function resealTable(
  sealed: SealedTable,
  store: Store,
  sealer: RotatingSealer,
): Promise<number> {
  const table = sealed.table as unknown as Table<Values>
  let found = 0
  for (let after = ''; ;) {
    const rows = store.page(table, { after, limit: rowsPerEntry })
    const changes = rows.flatMap((row) => resealRow(sealed, row, sealer))
    found += changes.length
    if (changes.length > 0) await appendOrLeave(store, changes)
    const last = rows.at(-1)
    if (!last || rows.length < rowsPerEntry) return found
    after = last.id
  }
}

function resealRow(
  sealed: SealedTable,
  row: Row<Values>,
  sealer: RotatingSealer,
): readonly Change[] {
  const { table, member } = sealed
  const text = row.value[member]
  if (!isJsonObject(row.value) || typeof text !== 'string' || sealer.isCurrent(text)) return []
  const binding = bindingOf(sealed, row)
  const renewed = sealer.seal(sealer.open(text, binding), binding)
  const values = { ...row.value, [member]: renewed }
  return [change(table as unknown as Table<Values>, row.id, row, values)]
}

/** Somebody else was faster: the next walk finds what is left. */
async function appendOrLeave(store: Store, changes: readonly Change[]): Promise<void> {
  try {
    await appendUnlessStale(store, { changes, events: [] })
  } catch (fault) {
    if (!(fault instanceof Outdated)) throw fault
  }
}
