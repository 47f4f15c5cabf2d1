import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCases } from '../../src/policy/cases.ts'

const folder = join(import.meta.dirname, 'cases')

for (const file of readdirSync(folder)) {
  const run = runCases(readFileSync(join(folder, file), 'utf8'))
  test(`${file} can be read and holds cases`, () => {
    assert.ok('results' in run && run.results.length > 10, JSON.stringify(run))
  })
  for (const result of 'results' in run ? run.results : []) {
    test(`${file}: ${result.id}: ${result.expect}`, () => {
      assert.ok(result.pass, JSON.stringify(result))
    })
  }
}
