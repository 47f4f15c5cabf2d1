// Kills while the first event of a day has its file made.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deleteDayFile, openDayFile } from '../../src/store/day-file.ts'
import { dayPath, daysIn } from '../../src/store/event-days.ts'
import { DAY_MIGRATIONS, openForReading, schemaOf } from '../../src/store/schema.ts'

const maker = fileURLToPath(new URL('./day-maker.ts', import.meta.url))
const day = '2026-11-23'

/**
 * In front of every statement, each time where the kill before has left its remains. The file is
 * there with its tables or not at all, so that whoever reads has nothing to roll back. Returns the
 * number of kills.
 */
export function survivesDayKills(): number {
  const directory = mkdtempSync(join(tmpdir(), 'sparekey-day-'))
  const oldLog = join(directory, 'old-log')
  try {
    leaveLog(directory, oldLog)
    for (let nth = 1; ; nth += 1) {
      const { signal, stdout } = make(directory, nth)
      if (signal !== 'SIGKILL') {
        assert.equal(Number(stdout), nth - 1)
        assert.deepEqual(daysIn(directory), [day])
        requireTables(directory, day)
        return nth - 1
      }
      for (const made of daysIn(directory)) requireTables(directory, made)
      // What a kill amid the deletion of a day leaves: a log, whose frames must not come back.
      copyFileSync(oldLog, `${dayPath(directory, day)}-wal`)
      rmSync(dayPath(directory, day), { force: true })
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const make = (directory: string, killAt: number) =>
  spawnSync(process.execPath, [maker, directory, day, String(killAt)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** The log of a day that held one event. */
function leaveLog(directory: string, to: string): void {
  const file = openDayFile(directory, day, () => undefined)
  file.add([[1, 'event', 'account', 'region', 1, '[]', '{}', 'Management']])
  copyFileSync(`${dayPath(directory, day)}-wal`, to)
  file.close()
  deleteDayFile(directory, day)
}

function requireTables(directory: string, made: string): void {
  const database = openForReading(dayPath(directory, made))
  assert.equal(schemaOf(database), DAY_MIGRATIONS.length)
  assert.equal(database.prepare('SELECT count(*) AS events FROM event').get()?.events, 0)
  database.close()
}
