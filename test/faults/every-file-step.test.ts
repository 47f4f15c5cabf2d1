// The disk fails at the nth thing that is done to object files, for every n: a file is there whole
// with its row, or neither is, and nothing is left lying about.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { change, type Store } from '../../src/store/store.ts'
import { inChunks } from '../store/file-conformance.ts'
import { newSqlitePlace, type SqlitePlace } from '../store/place.ts'
import { files, filesOnDisk, heldFiles } from './object-files.ts'

/** Twelve of the requests, six of the sweep behind them. */
const fileSteps = 18
const writerStatements = 24
const sweptMsMax = 15_000

interface Faults {
  readonly fileStep?: number
  readonly writerStatement?: number
}

const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1)

test('a file has its row and a row its file, whichever step fails', async () => {
  const outcomes = await Promise.all(numbers(fileSteps).map((fileStep) => play({ fileStep })))
  const refused = outcomes.filter(({ refusals }) => refusals > 0)
  assert.ok(refused.length >= 8, `only ${refused.length} faults refused a request`)
  assert.ok(outcomes.some(({ troubled }) => troubled))
})

test('the same holds whichever write of the rows fails', async () => {
  const outcomes = await Promise.all(
    numbers(writerStatements).map((writerStatement) => play({ writerStatement })),
  )
  const refused = outcomes.filter(({ refusals }) => refusals > 0)
  assert.ok(refused.length >= 10, `only ${refused.length} faults refused a request`)
})

async function play(faults: Faults): Promise<{ refusals: number; troubled: boolean }> {
  const place = newSqlitePlace()
  const store = await place.open(faults)
  let troubled = false
  const watch = setInterval(() => {
    troubled ||= /object files cannot be moved/.test(store.trouble() ?? '')
  }, 20)
  try {
    const refusals = await playScenario(store)
    await untilSwept(store, place)
    const rows = (await heldFiles(store)).toSorted()
    assert.deepEqual(filesOnDisk(place.directory), rows)
    await store.close()
    await requireSame(place, rows)
    return { refusals, troubled }
  } finally {
    clearInterval(watch)
    await store.close()
    await place.remove()
  }
}

async function untilSwept(store: Store, { directory }: SqlitePlace): Promise<void> {
  for (let waitedMs = 0; waitedMs < sweptMsMax; waitedMs += 50) {
    const held = await heldFiles(store)
    const waiting = readdirSync(join(directory, 'objects', 'incoming'))
    const swept = waiting.length === 0 && filesOnDisk(directory).length === held.length
    if (swept && store.trouble() === undefined) return
    await sleep(50)
  }
  assert.fail('files wait for a sweep that does not come')
}

/** Makes a file, replaces it, and makes another; returns how many requests were refused. */
async function playScenario(store: Store): Promise<number> {
  let refusals = 0
  for (const rowId of ['a', 'a', 'b']) {
    await put(store, rowId, randomBytes(100)).catch((fault: unknown) => {
      assert.match(String(fault), /disk is full/)
      refusals += 1
    })
  }
  return refusals
}

/** As a request does it: the content first, and when the entry is refused, it is discarded. */
async function put(store: Store, rowId: string, content: Uint8Array): Promise<void> {
  const { id } = await store.files.write(inChunks(content, 64))
  const before = store.get(files, rowId)
  const release = before?.value.file ? [before.value.file.id] : []
  const value = { turn: 0, file: { id, content: Buffer.from(content).toString('hex') } }
  const entry = {
    changes: [change(files, rowId, before, value)],
    events: [],
    files: { adopt: [id], release },
  }
  await store.append(entry).catch(async (refused: unknown) => {
    await store.files.discard(id)
    throw refused
  })
}

async function requireSame(place: SqlitePlace, rows: readonly string[]): Promise<void> {
  const store = await place.open()
  assert.deepEqual((await heldFiles(store)).toSorted(), rows)
  assert.deepEqual(filesOnDisk(place.directory), rows)
  await store.close()
}
