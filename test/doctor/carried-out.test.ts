// No finding may print a command that no scenario has run. The scenarios, the stories and the
// recoveries are played here, in one process, and what they carried out is held against what can
// be printed. `npm test` plays them here alone; each can still be run as a file of its own.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PRINTED_COMMANDS } from '../../src/doctor/printed-commands.ts'
import { REMEDY_IDS } from '../../src/doctor/remedies/remedy.ts'
import { playTogether, testsOf } from '../fixtures/play-together.ts'
import { readCarriedOut, RECORD_FILE } from './stories/harness/carried-out.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sparekey-test-'))
const record = join(scratch, 'carried-out.jsonl')
process.env[RECORD_FILE] = record
after(() => rmSync(scratch, { recursive: true }))

const here = (path: string): URL => new URL(path, import.meta.url)

playTogether([
  ...testsOf(here('scenarios/')),
  ...testsOf(here('stories/')),
  // The recoveries print commands of their own.
  here('recovery/put.test.ts'),
])

test('every remedy has been carried out by a scenario', () => {
  const remedies = new Set(readCarriedOut(record).flatMap(({ remedy }) => remedy ?? []))
  assert.deepEqual(
    REMEDY_IDS.filter((id) => !remedies.has(id)),
    [],
  )
})

test('every command that the doctor may print has been run by a scenario', () => {
  const printed = Object.entries(PRINTED_COMMANDS).flatMap(([service, operations]) =>
    operations.map((operation) => `aws ${service} ${operation}`),
  )
  printed.push('sparekey recover', 'sparekey doctor')
  const ran = new Set(readCarriedOut(record).flatMap(({ command }) => command ?? []))
  assert.deepEqual(
    printed.filter((command) => !ran.has(command)),
    [],
  )
})
