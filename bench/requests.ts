// `npm run bench requests`: requests end to end beside a bare node:http server, then where the time
// goes. Everything takes turns in short slices, so that what else the machine does meets all alike:
// the ratios travel where the absolute numbers do not. `-- --short` takes fewer slices.

import { rmSync } from 'node:fs'
import { start } from './child.ts'
import { costs } from './costs.ts'
import { places, syncTime } from './disk.ts'
import { endToEnd } from './end-to-end.ts'
import { parts } from './parts.ts'
import { machine, printCosts, printEndToEnd, printParts } from './print.ts'

const effort = process.argv.includes('--short')
  ? { rounds: 1, sliceMs: 200, warmUpMs: 300, costMs: 400, settleMs: 400, partMs: 70 }
  : { rounds: 5, sliceMs: 240, warmUpMs: 1000, costMs: 1000, settleMs: 800, partMs: 500 }
const where = places()
const bare = await start('bare-server.ts')
try {
  console.log(machine())
  for (const { name, folder } of where) {
    console.log(`${name}: fdatasync takes ${syncTime(folder).toFixed(3)} ms (${folder})`)
  }
  if (!where.some(({ name }) => name === 'memory')) console.log('memory: no /dev/shm here')
  printEndToEnd(await endToEnd(bare, where, effort))
  printCosts(await costs(where[0], effort))
  printParts(parts(effort.partMs))
} finally {
  await bare.stop()
  for (const { folder } of where) rmSync(folder, { recursive: true })
}
