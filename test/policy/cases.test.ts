import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCases } from '../../src/policy/cases.ts'
import { caseFiles } from './case-matrix.ts'

for (const { name, text } of caseFiles) {
  const run = runCases(text)
  test(`${name} can be read, and its cases have names of their own`, () => {
    assert.ok('results' in run && run.results.length > 10, JSON.stringify(run))
    assert.equal(new Set(run.results.map(({ id }) => id)).size, run.results.length)
  })
  for (const result of 'results' in run ? run.results : []) {
    test(`${name}: ${result.id}: ${result.expect}`, () => {
      assert.ok(result.pass, JSON.stringify(result))
    })
  }
}
