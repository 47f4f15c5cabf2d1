import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { copyDay } from '../../src/store/backup/day-copy.ts'
import { openDayFile } from '../../src/store/day-file.ts'
import { daysIn } from '../../src/store/event-days.ts'
import { DAY_MIGRATIONS } from '../../src/store/schema.ts'
import { makeOldDirectory } from '../crash/old-directory.ts'

const eventsPerDay = 5
const newest = 3

for (const day of DAY_MIGRATIONS.keys()) {
  // A stack of that version may be at work in the directory, and files more while it is copied.
  test(`a copy of a day of schema ${day + 1} ends with the number it is to end with`, async (t) => {
    const data = mkdtempSync(join(tmpdir(), 'sparekey-day-copy-'))
    t.after(() => rmSync(data, { recursive: true }))
    const old = { state: 3, day: Math.min(day + 1, 2) }
    makeOldDirectory(data, old, { rows: 1, eventsPerDay })
    const events = join(data, 'events')
    const [first = ''] = daysIn(events).toSorted()
    // The newest schema has lookups of both kinds.
    if (day + 1 === DAY_MIGRATIONS.length) addOne(events, first)
    const to = join(data, 'copy.db')
    assert.deepEqual(await copyDay(events, first, to, newest), { events: newest })
    assert.equal(newestLookup(to), newest)
  })
}

function addOne(events: string, day: string): void {
  const file = openDayFile(events, day, () => undefined)
  const [account, region] = ['111122223333', 'us-east-1']
  file.add([[100, 'added', account, region, 1, '[]', '{}', 'Management']])
  file.close()
}

function newestLookup(path: string): unknown {
  const copy = new DatabaseSync(path, { readOnly: true })
  try {
    return copy.prepare('SELECT max(sequence) AS newest FROM lookup').get()?.['newest']
  } finally {
    copy.close()
  }
}
