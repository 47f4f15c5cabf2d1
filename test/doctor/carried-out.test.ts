// No finding may print a command that no scenario has run. The scenarios, the stories and the
// recoveries are played once more here, in one process, and what they carried out is held against
// what can be printed.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'
import { PRINTED_COMMANDS } from '../../src/doctor/printed-commands.ts'
import { REMEDY_IDS } from '../../src/doctor/remedies/remedy.ts'
import { run } from '../cli/sparekey.ts'
import { readCarriedOut, RECORD_FILE, type CarriedOut } from './stories/harness/carried-out.ts'

const folder = (name: string) => fileURLToPath(new URL(`${name}/*.test.ts`, import.meta.url))
/** Those that print commands of their own. */
const recoveries = fileURLToPath(new URL('recovery/put.test.ts', import.meta.url))
let scratch: string
let carriedOut: readonly CarriedOut[]

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sparekey-test-'))
  const record = join(scratch, 'carried-out.jsonl')
  const tests = [...['scenarios', 'stories'].map(folder), recoveries]
  const { code, stdout } = await run(
    process.execPath,
    ['--test', '--test-isolation=none', ...tests],
    {
      [RECORD_FILE]: record,
      SPAREKEY_TEST_WITHOUT_AWS_CLI: '1',
    },
  )
  assert.equal(code, 0, stdout)
  carriedOut = readCarriedOut(record)
})
after(() => rm(scratch, { recursive: true }))

test('every remedy has been carried out by a scenario', () => {
  const remedies = new Set(carriedOut.flatMap(({ remedy }) => remedy ?? []))
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
  const ran = new Set(carriedOut.flatMap(({ command }) => command ?? []))
  assert.deepEqual(
    printed.filter((command) => !ran.has(command)),
    [],
  )
})
