// Run by `file-crash.ts`: makes, replaces and removes rows with files again and again, prints the
// id of each row whose change was acknowledged with its turn, and waits to be killed.

import { randomBytes, randomInt } from 'node:crypto'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { change } from '../../src/store/store.ts'
import { inChunks } from '../store/file-conformance.ts'
import { files } from './object-files.ts'

const [directory = ''] = process.argv.slice(2)
const concurrency = 8
const contentBytesMax = 20_000

const store = await openSqliteStore({ directory, world: { randomBytes } })

/** Each has its own row, so that it is known how far the row must have come. */
async function changeForever(rowId: string): Promise<never> {
  for (;;) {
    const file = randomInt(4) === 0 ? undefined : await writeSome()
    // Refused by somebody: it is nobody's, and half of these are left to the next start.
    if (file && randomInt(5) === 0) {
      if (randomInt(2) === 0) await store.files.discard(file.id)
      continue
    }
    const before = store.get(files, rowId)
    const turn = (before?.value.turn ?? 0) + 1
    await store.append({
      changes: [change(files, rowId, before, { turn, ...(file && { file }) })],
      events: [],
      files: {
        adopt: file ? [file.id] : [],
        release: before?.value.file ? [before.value.file.id] : [],
      },
    })
    process.stdout.write(`${rowId} ${turn}\n`)
  }
}

async function writeSome() {
  const content = randomBytes(randomInt(contentBytesMax))
  const { id } = await store.files.write(inChunks(content, 1000))
  return { id, content: content.toString('hex') }
}

await Promise.all(Array.from({ length: concurrency }, (_, index) => changeForever(`row-${index}`)))
