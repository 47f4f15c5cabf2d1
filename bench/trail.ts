// `npm run bench trail`: the event history at a size, 200,000 events or BENCH_EVENTS: lookups by
// each attribute beside the same number of events read by number out of one file, which is the
// least that any lookup has to do; what the mover copies beside what the writer takes; and what a
// client who looks up feels of a day that is dropped. Ten million take 25 GiB of disk.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../src/store/sqlite-store.ts'
import { machine } from './print.ts'
import { printDrop } from './trail-drop.ts'
import { makeHistory } from './trail-history.ts'
import { printLookups } from './trail-lookups.ts'
import { printMover } from './trail-mover.ts'

const count = Number(process.env['BENCH_EVENTS'] ?? 200_000)
const directory = join(
  mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'sparekey-')),
  'data',
)
try {
  console.log(machine())
  await (await openSqliteStore({ directory, world: { randomBytes } })).close()
  const start = performance.now()
  const endSeconds = makeHistory(directory, count)
  const perSecond = (count / (performance.now() - start)) * 1000
  console.log(`${count} events on 90 days, made at ${Math.round(perSecond)} a second`)
  const store = await openSqliteStore({ directory, world: { randomBytes } })
  await printLookups({ store, directory, count, endSeconds })
  await printMover({ store, directory, count })
  await printDrop({ store, endSeconds })
  await store.close()
} finally {
  rmSync(join(directory, '..'), { recursive: true })
}
