// What engine and doctor know of KMS's operations by heart, held against KMS's own model.

import assert from 'node:assert/strict'
import test from 'node:test'
import { isGrantable } from '../../src/doctor/evidence/grants.ts'
import { isUseOfKey } from '../../src/policy/access/action-groups.ts'
import { isSameAccountOnly } from '../../src/policy/cross-account.ts'
import { model } from '../../src/services/kms/model.ts'

/** The operations whose input has all of these members. */
function operationsWith(...members: readonly string[]): readonly string[] {
  return Object.entries(model.operations).flatMap(([name, { input }]) => {
    const shape = input === undefined ? undefined : model.shapes[input]
    const has = (member: string) => shape?.type === 'structure' && member in shape.members
    return members.every(has) ? [name] : []
  })
}

test('whatever takes grant tokens works from another account', () => {
  const operations = operationsWith('GrantTokens')
  assert.ok(operations.includes('Decapsulate'))
  assert.deepEqual(
    operations.filter((operation) => isSameAccountOnly(`kms:${operation}`)),
    [],
  )
})

test('what takes grant tokens and can be tried dry uses a key, but for CreateGrant', () => {
  const operations = operationsWith('GrantTokens', 'DryRun')
  const others = operations.filter((operation) => !isUseOfKey(`kms:${operation}`))
  assert.deepEqual(others, ['CreateGrant'])
})

test('the doctor knows what a grant can allow', () => {
  const shape = model.shapes['GrantOperation']
  assert.ok(shape?.type === 'string' && shape.enum)
  assert.ok(shape.enum.includes('Encapsulate'))
  const unknown = shape.enum.filter((operation) => !isGrantable(`kms:${operation}`))
  assert.deepEqual(unknown, [])
  assert.ok(!isGrantable('kms:PutKeyPolicy'))
})
