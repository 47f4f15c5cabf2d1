// The mark of a migration into a schema that is not finished, and whether anybody is at work there.

import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../../base/sizes.ts'
import type { MoveHead } from '../move/move-end.ts'
import { unfinishedMove, type MoveMark } from '../move/unfinished-move.ts'
import { StoreError } from '../store-error.ts'
import type { PostgresAddress } from './address.ts'
import type { Connection, Statement } from './connection.ts'

const MARK: Statement = { name: 'mark', text: 'SELECT source, head FROM moving' }
const PUT_MARK: Statement = {
  name: 'put-mark',
  text: 'INSERT INTO moving (source, head) VALUES ($1, $2) ON CONFLICT DO NOTHING',
}
const HEARD: Statement = {
  name: 'moved-heard',
  text: `SELECT 1 FROM node WHERE seen_at > now() - interval '30 seconds'`,
}
/** Of nodes of this schema or of another one that are started like ours. */
const SESSIONS: Statement = {
  name: 'moved-sessions',
  text: `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND application_name = current_setting('application_name')`,
}
/** One that has just been killed may still be told of. */
const goneMsMax = 1 * secondMs
const lookAgainMs = 100

export async function markOf(connection: Connection): Promise<MoveMark | undefined> {
  const { rows } = await connection.query(MARK)
  const [row] = rows as readonly { readonly source: string; readonly head: string }[]
  return row && { from: row.source, head: JSON.parse(row.head) as MoveHead }
}

export async function putMark(connection: Connection, { from, head }: MoveMark): Promise<void> {
  await connection.query(PUT_MARK, [from, JSON.stringify(head)])
}

export async function dropMark(connection: Connection): Promise<void> {
  await connection.script('DELETE FROM moving')
}

/** Throws for a schema that is not whole. */
export async function requireFinished(
  connection: Connection,
  { name, schema }: PostgresAddress,
): Promise<void> {
  const mark = await markOf(connection)
  if (mark) throw unfinishedMove(name, mark.from, `DROP SCHEMA ${schema} CASCADE`)
}

/**
 * Throws when a node serves from the schema. A node says every ten seconds that it is there, and
 * that it has stopped when it does; one that was killed has no session any more.
 */
export async function requireUnused(
  connection: Connection,
  address: PostgresAddress,
): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
    const { rowCount } = await connection.query(HEARD)
    if (rowCount === 0 || !(await hasSessions(connection))) return
    if (waitedMs >= goneMsMax) break
    await sleep(lookAgainMs)
  }
  throw new StoreError(
    `${address.name} is in use: nodes have been heard of within half a minute`,
    'stop them all first, and start them again when the migration is done',
  )
}

/** A database without the view has no answer: then there may be some. */
const hasSessions = (connection: Connection): Promise<boolean> =>
  connection.query(SESSIONS).then(
    ({ rowCount }) => rowCount !== 0,
    () => true,
  )
