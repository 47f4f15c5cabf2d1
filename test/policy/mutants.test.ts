// The short form of `npm run check:mutants`: another few of the faults each day.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tryMutant } from '../../scripts/check/mutate.ts'
import { MUTANTS } from '../../scripts/check/policy-mutants.ts'
import { dayMs } from '../../src/base/sizes.ts'
import { caseFiles } from './case-matrix.ts'

const A_DAY = 5
const caseTexts = caseFiles
  .map(({ text }) => text)
  .toSorted((one, other) => one.length - other.length)
const first = (Math.floor(Date.now() / dayMs) * A_DAY) % MUTANTS.length

for (const mutant of [...MUTANTS, ...MUTANTS].slice(first, first + A_DAY)) {
  test(`the cases catch it when ${mutant.fault} (${mutant.file})`, async () => {
    assert.equal(await tryMutant(mutant, caseTexts), 'caught')
  })
}

test('cases that see nothing let a fault survive, and a line that is gone is told', async () => {
  const [mutant] = MUTANTS
  assert.ok(mutant)
  assert.equal(await tryMutant(mutant, []), 'survived')
  assert.equal(await tryMutant({ ...mutant, from: 'no such line' }, caseTexts), 'stale')
})
