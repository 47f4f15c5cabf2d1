import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMultiRegion } from './multi-region.ts'

test('the id of a multi-Region key says that it is one', () => {
  const arn = 'arn:aws:kms:us-east-1:111122223333:key'
  assert.ok(isMultiRegion(`${arn}/mrk-1234abcd12ab34cd56ef1234567890ab`))
  assert.ok(!isMultiRegion(`${arn}/1234abcd-12ab-34cd-56ef-1234567890ab`))
})
