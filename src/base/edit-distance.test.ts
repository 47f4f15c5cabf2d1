import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editDistance } from './edit-distance.ts'

test('a text is no edit away from itself, and the other way round is as far', () => {
  assert.equal(editDistance('alias/payroll', 'alias/payroll'), 0)
  assert.equal(editDistance('alias/payrol', 'alias/payroll'), 1)
  assert.equal(editDistance('alias/payroll', 'alias/pay-role'), 2)
  assert.equal(editDistance('alias/pay-role', 'alias/payroll'), 2)
  assert.equal(editDistance('', 'key'), 3)
})
