import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { newSqlitePlace, type SqlitePlace } from '../store/place.ts'
import { files, filesOnDisk, heldFiles } from './object-files.ts'
import { linesUntilKilled } from './killed-process.ts'

/** A sweep takes milliseconds, where a machine has nothing else to do. */
const sweepMsMax = 60_000
const lookAgainMs = 50
const appender = new URL('./file-appender.ts', import.meta.url)
const lifeMsMax = 900

export interface FileKills {
  readonly acknowledged: number
  /** Files that a kill had left and no row named: all were removed. */
  readonly unfinished: number
}

/**
 * Kills a process that writes, adopts, moves and releases files, as often as asked, on one and the
 * same directory. After each time every row must have its file, whole, and every file its row.
 */
export async function filesSurviveKills({ rounds }: { rounds: number }): Promise<FileKills> {
  const place = newSqlitePlace()
  let acknowledged = 0
  let unfinished = 0
  for (let round = 1; round <= rounds; round += 1) {
    const lines = await linesUntilKilled(appender, [place.directory], lifeMsMax)
    acknowledged += lines.length
    const left = filesOnDisk(place.directory).length
    const held = await requireWhole(place, lines)
    unfinished += left - held
  }
  await place.remove()
  return { acknowledged, unfinished }
}

/** Waits until no more files are there than rows name; whoever waits too long finds them. */
async function swept(place: SqlitePlace, files: number): Promise<void> {
  const until = Date.now() + sweepMsMax
  while (filesOnDisk(place.directory).length > files && Date.now() < until) await sleep(lookAgainMs)
}

/** How many files there are, each with its row. */
async function requireWhole(place: SqlitePlace, lines: readonly string[]): Promise<number> {
  const turns = new Map<string, string>()
  const store = await place.open()
  const atOnce = (await heldFiles(store)).toSorted()
  await swept(place, atOnce.length)
  assert.deepEqual((await heldFiles(store)).toSorted(), atOnce)
  assert.deepEqual(filesOnDisk(place.directory), atOnce, 'a file without its row, or the reverse')
  for (const line of lines) turns.set(...(line.split(' ') as [string, string]))
  for (const [rowId, turn] of turns) {
    // One change more of each row may have happened, and not been acknowledged.
    const ahead = (store.get(files, rowId)?.value.turn ?? 0) - Number(turn)
    assert.ok(ahead === 0 || ahead === 1, `${rowId} is ${ahead} changes from turn ${turn}`)
  }
  await store.close()
  return atOnce.length
}
