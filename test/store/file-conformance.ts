// Object files: whole with their rows, or not at all.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { FileId, OpenFile } from '../../src/store/object-file.ts'
import { change, StaleChange, type Change, type Store, type Table } from '../../src/store/store.ts'
import { openNew, type NewPlace } from './place.ts'

/** Longer than the pieces in which files are written and read. */
const longBytes = 3 * 1024 * 1024 + 17
const longerThanASweepMs = 700
const goneMsMax = 10_000

const files: Table<FileId> = { name: 'files' }

const putFile = (store: Store, id: string, file: FileId | undefined): Change =>
  change(files, id, store.get(files, id), file)

export async function* inChunks(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

export async function contentOf(
  opened: OpenFile | Promise<OpenFile>,
  ...range: Parameters<OpenFile['read']>
) {
  const file = await opened
  try {
    const pieces: Uint8Array[] = []
    for await (const piece of file.read(...range)) pieces.push(piece)
    return Buffer.concat(pieces)
  } finally {
    file.close()
  }
}

/** Writes the content and makes the row that names it. */
async function storeFile(store: Store, rowId: string, content: Uint8Array): Promise<FileId> {
  const { id, size } = await store.files.write(inChunks(content, 100_000))
  assert.equal(size, content.length)
  await store.append({ changes: [putFile(store, rowId, id)], events: [], files: { adopt: [id] } })
  return id
}

const isGone = (store: Store, id: FileId): Promise<void> =>
  assert.rejects(store.files.open(id), { code: 'ENOENT' })

/** A released file goes with the next sweep. */
async function untilGone(store: Store, id: FileId): Promise<void> {
  for (let waitedMs = 0; waitedMs < goneMsMax; waitedMs += 20) {
    try {
      const file = await store.files.open(id)
      file.close()
    } catch {
      return await isGone(store, id)
    }
    await sleep(20)
  }
  assert.fail('a released file stays')
}

export function fileConformance(name: string, newPlace: NewPlace): void {
  contentConformance(name, newPlace)
  ownerConformance(name, newPlace)
  adoptionConformance(name, newPlace)
  releaseConformance(name, newPlace)
}

function contentConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: a file reads as it was written, moved and reopened`, async (t) => {
    const place = newPlace()
    t.after(() => place.remove())
    const content = randomBytes(longBytes)
    const first = await place.open()
    const id = await storeFile(first, 'a', content)
    assert.deepEqual(await contentOf(first.files.open(id)), content)
    await sleep(longerThanASweepMs)
    assert.deepEqual(await contentOf(first.files.open(id)), content)
    const quick = await storeFile(first, 'b', content.subarray(1))
    await first.close()

    const second = await place.open()
    assert.equal(second.get(files, 'a')?.value, id)
    assert.deepEqual(await contentOf(second.files.open(id)), content)
    assert.deepEqual(await contentOf(second.files.open(quick)), content.subarray(1))
    await second.close()
  })

  test(`${name}: chunks of any size make the file, and any range of it is read`, async (t) => {
    const store = await openNew(t, newPlace)
    const chunks = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 0, max: 1_500_000 })),
      { maxLength: 6 },
    )
    const range = fc.tuple(fc.nat(), fc.nat())
    const property = fc.asyncProperty(chunks, range, async (shapes, [left, right]) => {
      const pieces = shapes.map((one) => (typeof one === 'number' ? randomBytes(one) : one))
      const content = Buffer.concat(pieces)
      const { id, size } = await store.files.write(eachOf(pieces))
      assert.equal(size, content.length)
      const file = await store.files.open(id)
      assert.equal(file.size, size)
      const [one, other] = [left % (size + 1), right % (size + 1)]
      const [start, end] = [Math.min(one, other), Math.max(one, other)]
      assert.deepEqual(await contentOf(file, { start, end }), content.subarray(start, end))
      assert.deepEqual(await contentOf(store.files.open(id)), content)
      await store.files.discard(id)
    })
    await fc.assert(property, { numRuns: 40 })
  })

  test(`${name}: an iterable that throws is told to its caller, and leaves no file`, async (t) => {
    const store = await openNew(t, newPlace)
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(longBytes)
      throw new Error('the client has gone')
    }
    await assert.rejects(store.files.write(broken()), /^Error: the client has gone$/)
  })

  test(`${name}: a range behind the end is told, not cut short`, async (t) => {
    const store = await openNew(t, newPlace)
    const { id } = await store.files.write(inChunks(randomBytes(10), 10))
    const read = contentOf(store.files.open(id), { start: 5, end: 11 })
    await assert.rejects(read, /the file ends before byte 11/)
  })
}

async function* eachOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

function ownerConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: a file that no entry has adopted is gone after the next start`, async (t) => {
    const place = newPlace()
    t.after(() => place.remove())
    const first = await place.open()
    const { id } = await first.files.write(inChunks(randomBytes(10), 10))
    await first.close()
    const second = await place.open()
    await isGone(second, id)
    await second.close()
  })

  test(`${name}: discarding removes what is nobody’s, and never what an entry has`, async (t) => {
    const store = await openNew(t, newPlace)
    const id = await storeFile(store, 'a', randomBytes(10))
    await store.files.discard(id)
    assert.equal((await contentOf(store.files.open(id))).length, 10)
    const { id: fresh } = await store.files.write(inChunks(randomBytes(10), 10))
    await store.files.discard(fresh)
    await isGone(store, fresh)
  })
}

function adoptionConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: a refused entry adopts nothing; its file can go with another`, async (t) => {
    const store = await openNew(t, newPlace)
    const content = randomBytes(100)
    const { id } = await store.files.write(inChunks(content, 10))
    const stale = putFile(store, 'a', id)
    const old = await storeFile(store, 'a', randomBytes(10))
    const touches = { adopt: [id], release: [old] }
    await assert.rejects(
      store.append({ changes: [stale], events: [], files: touches }),
      StaleChange,
    )
    await sleep(longerThanASweepMs)
    assert.equal((await contentOf(store.files.open(old))).length, 10)

    await store.append({ changes: [putFile(store, 'a', id)], events: [], files: touches })
    await sleep(longerThanASweepMs)
    assert.deepEqual(await contentOf(store.files.open(id)), content)
    await untilGone(store, old)
  })

  test(`${name}: a file is adopted once, and only when it was written`, async (t) => {
    const store = await openNew(t, newPlace)
    const id = await storeFile(store, 'a', randomBytes(10))
    const adopt = (...ids: FileId[]) =>
      store.append({ changes: [], events: [], files: { adopt: ids } })
    await assert.rejects(adopt(id), /is not there to be adopted/)
    const { id: fresh } = await store.files.write(inChunks(randomBytes(10), 10))
    await assert.rejects(adopt(fresh, fresh), /is not there to be adopted/)
    await store.files.discard(fresh)
    await assert.rejects(adopt(fresh), /is not there to be adopted/)
  })

  test(`${name}: a path waits for the entry, and leads to the file for good`, async (t) => {
    const store = await openNew(t, newPlace)
    const content = randomBytes(100)
    const { id } = await store.files.write(inChunks(content, 10))
    await assert.rejects(store.files.path(id), /no entry has adopted/)
    let durable = false
    const appended = store
      .append({ changes: [putFile(store, 'a', id)], events: [], files: { adopt: [id] } })
      .then(() => (durable = true))
    const path = await store.files.path(id)
    await nextTurn() // The two resolve in one.
    assert.ok(durable)
    await appended
    await sleep(longerThanASweepMs)
    assert.deepEqual(await readFile(path), content)
    assert.equal(await store.files.path(id), path)
  })
}

function releaseConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: a released file is gone, and reads to its end where it is open`, async (t) => {
    const store = await openNew(t, newPlace)
    const content = randomBytes(longBytes)
    const [moved, fresh] = [
      await storeFile(store, 'a', content),
      await storeFile(store, 'b', content),
    ]
    await store.files.path(moved)
    const open = [await store.files.open(moved), await store.files.open(fresh)]
    await store.append({ changes: [], events: [], files: { release: [moved, fresh] } })
    await untilGone(store, moved)
    await untilGone(store, fresh)
    for (const file of open) assert.deepEqual(await contentOf(file), content)
  })

  test(`${name}: a file that is closed while it is read ends with an error`, async (t) => {
    const store = await openNew(t, newPlace)
    const id = await storeFile(store, 'a', randomBytes(longBytes))
    const file = await store.files.open(id)
    const pieces = file.read()[Symbol.asyncIterator]()
    await pieces.next()
    const under = pieces.next()
    file.close()
    file.close()
    assert.equal((await under).done, false)
    await assert.rejects(pieces.next(), /the file is closed/)
  })

  test(`${name}: emptying removes the files before it and leaves those behind it`, async (t) => {
    const store = await openNew(t, newPlace)
    const moved = await storeFile(store, 'a', randomBytes(10))
    await store.files.path(moved)
    const fresh = await storeFile(store, 'b', randomBytes(10))
    const { id: later } = await store.files.write(inChunks(randomBytes(10), 10))
    const emptied = store.emptyAllExcept([])
    const adopted = { changes: [putFile(store, 'a', later)], events: [], files: { adopt: [later] } }
    await Promise.all([emptied, store.append(adopted)])
    await isGone(store, moved)
    await isGone(store, fresh)
    assert.equal((await contentOf(store.files.open(later))).length, 10)
    assert.equal(store.trouble(), undefined)
  })
}
