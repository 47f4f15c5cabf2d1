// What a node that follows has not seen yet.

import type { LogReading, RowState } from '../shared/shared-log.ts'
import type { IndexKey } from '../writer-messages.ts'
import { headOf } from './commit.ts'
import type { Session, Statement } from './connection.ts'

const COLUMNS = 'table_name, id, version, value, keys, row.position'

/** In one statement, and so of one moment. `is_only`: the planner then counts one row of it. */
const BEHIND: Statement = {
  name: 'behind',
  text: `SELECT head.position AS head_position, sequence, head.version AS head_version, reread,
           ${COLUMNS.replace('version', 'row.version')}
         FROM head LEFT JOIN row ON row.position > $1 WHERE head.is_only`,
}

const HEAD = 'SELECT position, sequence, version FROM head'
const PAGE: Statement = {
  name: 'page',
  text: `SELECT ${COLUMNS} FROM row
         WHERE (table_name, id) > ($1, $2) AND value IS NOT NULL
         ORDER BY table_name, id LIMIT ${String(5000)}`,
}

interface StoredRow {
  readonly table_name: string | null
  readonly id: string
  readonly version: string
  readonly value: string | null
  readonly keys: string
  readonly position: string
}

interface ReadRow extends StoredRow {
  readonly head_position: string
  readonly sequence: string
  readonly head_version: string
  readonly reread: string
}

export async function readBehind(
  session: Session,
  behind: number | undefined,
): Promise<LogReading> {
  if (behind === undefined) return readWhole(session)
  const rows = (await session.query(BEHIND, [behind])).rows as readonly ReadRow[]
  const [first] = rows
  if (first && Number(first.reread) > behind) return readWhole(session)
  const head = headOf(
    first && {
      position: first.head_position,
      sequence: first.sequence,
      version: first.head_version,
    },
  )
  return { head, isWhole: false, rows: only(rows.flatMap(stateOf)) }
}

/** A page at a time, and all of them of one moment. */
async function readWhole(session: Session): Promise<LogReading> {
  const results = await session.script(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${HEAD}`)
  const head = headOf(results.at(-1)?.rows[0])
  return { head, isWhole: true, rows: pages(session) }
}

async function* pages(session: Session): AsyncGenerator<readonly RowState[], undefined> {
  try {
    for (let after = ['', '']; ;) {
      const rows = (await session.query(PAGE, after)).rows as readonly StoredRow[]
      const last = rows.at(-1)
      if (!last) return undefined
      yield rows.flatMap(stateOf)
      after = [String(last.table_name), last.id]
    }
  } finally {
    await session.script('COMMIT')
  }
}

async function* only(states: readonly RowState[]): AsyncGenerator<readonly RowState[], undefined> {
  yield states
  return undefined
}

/** None where nothing has changed: the head is told all the same. */
function stateOf(row: StoredRow): RowState[] {
  const { table_name: table, id, version, value, keys, position } = row
  if (table === null) return []
  return [
    {
      table,
      id,
      version: Number(version),
      text: value ?? undefined,
      keys: JSON.parse(keys) as readonly IndexKey[],
      position: Number(position),
    },
  ]
}
