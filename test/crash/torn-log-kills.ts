// Kills of a store, after which the end of its log, or a page, is not what was written.
//
// What is promised: bytes that were never synced, torn or not, cost nothing that was acknowledged.
// Where a disk has lost what it had synced, the store is as of a commit before, whole, or tells
// that it is older than its events; and a page that is no page is told, not served.

import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { allEventIds, allRowIds, requireAll, type Held } from '../faults/crash.ts'
import { linesUntilKilled } from '../faults/killed-process.ts'
import type { Kills } from './lives.ts'
import { checkpointedBytes, readLog, type Log } from './write-ahead-log.ts'

const appender = new URL('../faults/appender.ts', import.meta.url)
const lifeMsMax = 900
/** So few lives share a directory that copies of it stay small. */
const livesPerDirectory = 10
const cutCommitsMax = 20

export interface TornLogKills {
  readonly acknowledged: number
  /** Copies that were damaged in each way. */
  readonly tornBehind: number
  readonly cut: number
  /** Cuts after which the store said that it is older than its events. */
  readonly toldOlder: number
  readonly pagesInLog: number
  readonly pagesTold: number
}

type Counts = { -readonly [Name in keyof TornLogKills]: number }

export async function survivesTornLogs({ rounds }: Kills): Promise<TornLogKills> {
  const counts: Counts = {
    ...{ acknowledged: 0, tornBehind: 0, cut: 0, toldOlder: 0 },
    ...{ pagesInLog: 0, pagesTold: 0 },
  }
  const folder = mkdtempSync(join(tmpdir(), 'sparekey-torn-'))
  try {
    let acknowledged: string[] = []
    for (let round = 0; round < rounds; round += 1) {
      const data = join(folder, `data-${Math.floor(round / livesPerDirectory)}`)
      if (round % livesPerDirectory === 0) acknowledged = []
      const lines = await linesUntilKilled(appender, [data, String(round)], lifeMsMax)
      acknowledged.push(...lines)
      counts.acknowledged += lines.length
      await new Wreckage(data, join(folder, 'copy'), acknowledged, counts).tryAll()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return counts
}

const OLDER = /is damaged: it is older than the events of /

class Wreckage {
  readonly #data: string
  readonly #copy: string
  readonly #acknowledged: readonly string[]
  readonly #counts: Counts
  readonly #log: Log

  constructor(data: string, copy: string, acknowledged: readonly string[], counts: Counts) {
    this.#data = data
    this.#copy = copy
    this.#acknowledged = acknowledged
    this.#counts = counts
    this.#log = readLog(join(data, 'state.db-wal'))
  }

  async tryAll(): Promise<void> {
    await this.#tearBehind()
    await this.#cut()
    await this.#tearPage()
  }

  /** The commit that was under way has left any bytes behind the last one that was done. */
  async #tearBehind(): Promise<void> {
    const { bytes, commitEnds, pageBytes } = this.#log
    const kept = bytes.subarray(0, commitEnds.at(-1) ?? bytes.length)
    const frame = bytes.subarray(kept.length - pageBytes - 24)
    const flipped = Buffer.from(frame)
    const at = randomInt(flipped.length)
    flipped.writeUInt8(flipped.readUInt8(at) ^ 0x10, at)
    const ends = [frame.subarray(0, randomInt(frame.length)), flipped, randomBytes(randomInt(9000))]
    for (const end of commitEnds.length > 0 ? ends : []) {
      this.#counts.tornBehind += 1
      const opened = await this.#openWithLog(Buffer.concat([kept, end]))
      assert.ok(!(opened instanceof Error), String(opened))
      requireAll(opened, this.#acknowledged)
    }
  }

  /** From some byte on that no checkpoint has reached, the log is gone, or other bytes. */
  async #cut(): Promise<void> {
    const { bytes } = this.#log
    const behind = checkpointedBytes(join(this.#data, 'state.db-shm'), this.#log)
    const commitEnds = this.#log.commitEnds.filter((end) => end >= behind)
    const from = commitEnds.at(-1 - cutCommitsMax) ?? commitEnds[0]
    const to = commitEnds.at(-1)
    if (from === undefined || to === undefined || from === to) return
    const at = from + randomInt(to - from)
    const whole = bytes.subarray(
      0,
      commitEnds.findLast((end) => end <= at),
    )
    const expected = await this.#openWithLog(whole)
    for (const end of [Buffer.alloc(0), randomBytes(to - at)]) {
      this.#counts.cut += 1
      const found = await this.#openWithLog(Buffer.concat([bytes.subarray(0, at), end]))
      assert.deepEqual(found, expected)
      if (found instanceof Error) {
        assert.match(found.message, OLDER)
        this.#counts.toldOlder += 1
      } else requireAll(found, [])
    }
  }

  /** Of the database itself, as a checkpoint that was cut may leave it, or a failing disk. */
  async #tearPage(): Promise<void> {
    const path = join(this.#data, 'state.db')
    const pages = Math.floor(statSync(path).size / this.#log.pageBytes)
    const page = 1 + randomInt(pages)
    const opened = await this.#open((copy) => {
      overwrite(join(copy, 'state.db'), (page - 1) * this.#log.pageBytes, this.#log.pageBytes)
    })
    if (this.#log.pages.has(page)) {
      this.#counts.pagesInLog += 1
      assert.ok(!(opened instanceof Error), String(opened))
    }
    if (opened instanceof Error) {
      this.#counts.pagesTold += 1
      assert.match(opened.message, /is damaged/)
    } else requireAll(opened, this.#acknowledged)
  }

  #openWithLog(bytes: Buffer): Promise<Held | Error> {
    return this.#open((copy) => writeFileSync(join(copy, 'state.db-wal'), bytes))
  }

  async #open(damage: (copy: string) => void): Promise<Held | Error> {
    rmSync(this.#copy, { recursive: true, force: true })
    cpSync(this.#data, this.#copy, { recursive: true })
    // The index of the log is the killed process's: whoever opens the log first makes it anew.
    rmSync(join(this.#copy, 'state.db-shm'), { force: true })
    assert.ok(existsSync(join(this.#copy, 'state.db-wal')))
    damage(this.#copy)
    let store: Store
    try {
      store = await openSqliteStore({ directory: this.#copy, world: { randomBytes } })
    } catch (fault) {
      return new Error((fault as Error).message.replace(this.#copy, ''))
    }
    const held = { rows: allRowIds(store), events: await allEventIds(store) }
    await store.close()
    return held
  }
}

function overwrite(path: string, at: number, length: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, randomBytes(length), 0, length, at)
  closeSync(file)
}
