// Run by `crash.ts`: appends a row and its event again and again, prints the id of each that was
// acknowledged, and waits to be killed.

import { randomBytes } from 'node:crypto'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { alice, noon, putNote, sampleEvent } from '../store/samples.ts'

const [directory = '', round = ''] = process.argv.slice(2)
const concurrency = 8

const store = await openSqliteStore({ directory, world: { randomBytes } })
let made = 0

async function appendForever(): Promise<never> {
  for (;;) {
    made += 1
    const id = `${round}-${made}`
    // The events of a round are of two days, so that the mover has two files to write.
    const timeSeconds = noon + (made % 2) * 24 * 60 * 60
    await store.append({
      changes: [putNote(store, id, alice)],
      events: [sampleEvent(id, { timeSeconds })],
    })
    process.stdout.write(`${id}\n`)
  }
}

await Promise.all(Array.from({ length: concurrency }, appendForever))
