// What is kept for nodes that may still need it, and goes when none can.

import type { FileId } from '../object-file.ts'
import { lock } from './commit.ts'
import type { Connection, Session, Statement } from './connection.ts'

const rowsAtOnce = 5000

/**
 * Whoever follows hears of a deleted row within a second or so. One that was away for longer than
 * an hour reads all rows again, as `reread` tells it.
 */
const PRUNE: Statement = {
  name: 'prune',
  text: `WITH gone AS (
           DELETE FROM row WHERE (table_name, id) IN (
             SELECT table_name, id FROM row
             WHERE value IS NULL AND changed_at < now() - interval '1 hour'
             ORDER BY changed_at LIMIT ${rowsAtOnce}
           ) RETURNING position
         ), newest AS (
           SELECT max(position) AS position, count(*) AS rows FROM gone
         )
         UPDATE head SET reread = greatest(reread, coalesce(newest.position, 0))
         FROM newest RETURNING newest.rows`,
}
const FORGET_NODES: Statement = {
  name: 'forget-nodes',
  text: `DELETE FROM node WHERE seen_at < now() - interval '1 day'`,
}
const FORGET_LEASES: Statement = {
  name: 'forget-leases',
  text: `DELETE FROM lease WHERE until < now() - interval '1 day'`,
}
const OF_ENTRIES: Statement = {
  name: 'of-entries',
  text: 'SELECT id FROM object_file WHERE id = ANY ($1::text[])',
}

export async function forgetWhatIsGone(connection: Connection): Promise<void> {
  await connection.query(FORGET_NODES)
  await connection.query(FORGET_LEASES)
  while ((await pruneSome(await connection.session())) === rowsAtOnce);
}

/** Under the lock of every commit: no row of these is made again meanwhile. */
async function pruneSome(session: Session): Promise<number> {
  await lock(session)
  try {
    const { rows } = await session.query(PRUNE)
    await session.script('COMMIT')
    return Number((rows[0] as { rows: string } | undefined)?.rows ?? 0)
  } catch (fault) {
    await session.script('ROLLBACK').catch(() => undefined)
    throw fault
  }
}

/** Which of these an entry has adopted, whatever became of them since. */
export async function filesOfEntries(
  connection: Connection,
  ids: readonly FileId[],
): Promise<ReadonlySet<FileId>> {
  const { rows } = await connection.query(OF_ENTRIES, [ids])
  return new Set(rows.map(({ id }: { readonly id: FileId }) => id))
}
