// Kills of a start that brings a directory of an older version up to date.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { randomBytes, randomInt } from 'node:crypto'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { DAY_MIGRATIONS, STATE_MIGRATIONS } from '../../src/store/schema.ts'
import { allEventIds, allRowIds } from '../faults/crash.ts'
import { everything, notes } from '../store/samples.ts'
import type { Kills } from './lives.ts'
import { makeOldDirectory, OLD_SCHEMAS, type OldContents, type OldSchema } from './old-directory.ts'

const migrator = fileURLToPath(new URL('./migrator.ts', import.meta.url))
const small = { rows: 20, eventsPerDay: 5 }
/** Large enough that a migration takes a while. */
const large = { rows: 5000, eventsPerDay: 20_000 }
const firstWindowMs = 200

export interface MigrationKills {
  readonly atStatements: number
  readonly atRandom: number
}

/** In front of every statement, or of every `step`th, of the starts over these directories. */
export async function survivesStatementKills(
  schemas: readonly OldSchema[],
  step = 1,
): Promise<number> {
  let kills = 0
  for (const schema of schemas) {
    kills += await inCopies(schema, small, async (copy, contents) => {
      const total = Number((await run(copy(), 0)).at(-1))
      assert.ok(total > 0)
      for (let nth = 1; nth <= total; nth += step) {
        const directory = copy()
        assert.deepEqual(await run(directory, nth), ['opens'])
        await requireUpToDate(directory, contents)
      }
      return Math.ceil(total / step)
    })
  }
  return kills
}

/** At every statement of every older schema, and then as often as asked at random moments. */
export async function survivesMigrationKills({ rounds }: Kills): Promise<MigrationKills> {
  const atStatements = await survivesStatementKills(OLD_SCHEMAS)
  let atRandom = 0
  const perSchema = Math.ceil(rounds / OLD_SCHEMAS.length)
  for (const schema of OLD_SCHEMAS) {
    atRandom += await inCopies(schema, large, async (copy, contents) => {
      let windowMs = firstWindowMs
      let kills = 0
      for (let round = 0; round < perSchema; round += 1) {
        const directory = copy()
        const tookMs = await killAtRandom(directory, windowMs)
        if (tookMs === undefined) kills += 1
        windowMs = tookMs ?? windowMs
        await requireUpToDate(directory, contents)
      }
      return kills
    })
  }
  return { atStatements, atRandom }
}

type Copy = () => string

async function inCopies(
  schema: OldSchema,
  size: typeof small,
  use: (copy: Copy, contents: OldContents) => Promise<number>,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sparekey-migration-'))
  const [made, copy] = [join(folder, 'made'), join(folder, 'copy')]
  const contents = makeOldDirectory(made, schema, size)
  try {
    return await use(() => {
      rmSync(copy, { recursive: true, force: true })
      cpSync(made, copy, { recursive: true })
      return copy
    }, contents)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What it has printed. */
async function run(directory: string, killAt: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [migrator, directory, String(killAt)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => printed.push(line))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  assert.ok(code === 0 || signal === 'SIGKILL', `it ended with ${code ?? signal}`)
  return printed
}

/** Undefined: the kill came in time. Otherwise how long the start took. */
async function killAtRandom(directory: string, windowMs: number): Promise<number | undefined> {
  const child = spawn(process.execPath, [migrator, directory, '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  await once(lines, 'line')
  const began = performance.now()
  const opened = once(lines, 'line').then(() => performance.now() - began)
  const killed = sleep(randomInt(Math.ceil(windowMs) + 1)).then(() => undefined)
  const tookMs = await Promise.race([opened, killed])
  child.kill('SIGKILL')
  await gone
  return tookMs
}

async function requireUpToDate(directory: string, contents: OldContents): Promise<void> {
  const store = await openSqliteStore({ directory, world: { randomBytes } })
  try {
    assert.deepEqual(allRowIds(store), contents.rows)
    assert.equal(store.find(notes, 'owner', 'alice', { limit: 1e6 }).length, contents.rows.length)
    const fed = await store.eventsBehind({ sequence: 0, limit: 1_000_000 })
    assert.deepEqual(
      fed.map(({ event }) => event.eventId),
      contents.events,
    )
    assert.deepEqual((await allEventIds(store)).toSorted(), contents.events.toSorted())
    const attribute = ['EventName', 'PutKeyPolicy'] as const
    const found = await store.events({ ...everything, limit: 1e6, attribute })
    assert.equal(found.events.length, contents.events.length)
  } finally {
    await store.close()
  }
  requireSchema(join(directory, 'state.db'), STATE_MIGRATIONS.length)
  requireSchema(join(directory, 'events', '2026-11-23.db'), DAY_MIGRATIONS.length)
}

function requireSchema(path: string, wanted: number): void {
  const database = new DatabaseSync(path, { readOnly: true })
  const { user_version: found } = database.prepare('PRAGMA user_version').get() ?? {}
  assert.equal(found, wanted, path)
  assert.equal(database.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok')
  database.close()
}
