// `npm run bench requests`: requests end to end beside a bare node:http server, and beside moto
// where it is installed, then where the time goes. Everything takes turns in short slices, so that
// what else the machine does meets all alike: the ratios travel where the absolute numbers do not.
// Names of operations behind it measure those alone; `-- --short` takes fewer slices.

import { rmSync } from 'node:fs'
import { printAims } from './aims.ts'
import { start } from './child.ts'
import { costs } from './costs.ts'
import { places, syncTime } from './disk.ts'
import { endToEnd } from './end-to-end.ts'
import { besideMoto } from './moto.ts'
import { parts } from './parts.ts'
import { machine, printCosts, printEndToEnd, printMoto, printParts } from './print.ts'
import { operationsNamed } from './workloads.ts'

const words = process.argv.slice(2).filter((word) => !word.startsWith('-') && word !== 'requests')
const isShort = process.argv.includes('--short')
const effort = isShort
  ? { rounds: 1, sliceMs: 160, warmUpMs: 240, costMs: 300, settleMs: 300, partMs: 70 }
  : { rounds: 5, sliceMs: 240, warmUpMs: 1000, costMs: 1000, settleMs: 800, partMs: 500 }
const operations = operationsNamed(words)
/** Those that the aims are about: where the time goes is much the same elsewhere. */
const looked = isShort && words.length === 0 ? operationsNamed(['Encrypt', 'GetKey']) : operations

const where = places()
const bare = await start('bare-server.ts')
try {
  console.log(machine())
  const syncs = where.map(({ name, folder }) => ({ name, ...syncTime(folder) }))
  for (const { name, p50Ms, p99Ms } of syncs) {
    console.log(`${name}: fdatasync takes ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms`)
  }
  if (!where.some(({ name }) => name === 'memory')) console.log('memory: no /dev/shm here')
  const rows = await endToEnd(bare, where, { ...effort, operations })
  printEndToEnd(rows)
  const moto = await besideMoto(where[0], { ...effort, operations })
  printMoto(moto)
  printAims(rows, syncs, moto)
  printCosts(await costs(where[0], { ...effort, operations: looked }))
  printParts(parts(effort.partMs))
} finally {
  await bare.stop()
  for (const { folder } of where) rmSync(folder, { recursive: true })
}
