import assert from 'node:assert/strict'
import test from 'node:test'
import type { AccountId } from '../../../base/account-id.ts'
import type { AwsError } from '../../../aws/errors.ts'
import type { Region } from '../../../base/region.ts'
import type { KeyState } from '../model.ts'
import type { KeyRow } from '../tables.ts'
import { keyArn } from './key-id.ts'
import { requireState } from './key-states.ts'

type Operation = Parameters<typeof requireState>[1]

const row: KeyRow = {
  account: '111122223333' as AccountId,
  region: 'us-east-1' as Region,
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  createdAt: '2026-01-01T00:00:00.000Z',
  description: '',
  keySpec: 'SYMMETRIC_DEFAULT',
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  multiRegion: false,
  state: 'Enabled',
  tags: [],
  currentGeneration: 1,
  currentKeyMaterialId: '0'.repeat(64),
}
const arn = keyArn(row)

/** `CODE: message` without the key's ARN; undefined when the operation works. */
function refusal(state: KeyState, operation: Operation): string | undefined {
  try {
    requireState({ ...row, state, arn, row: { id: 'id', version: 1, value: row } }, operation)
    return undefined
  } catch (error) {
    const { code, message } = error as AwsError
    assert.ok(message.startsWith(arn))
    return `${code}${message.slice(arn.length)}`
  }
}

test('encrypting and decrypting work with enabled keys, and while a key is updated', () => {
  for (const operation of ['Encrypt', 'Decrypt'] as const) {
    assert.equal(refusal('Enabled', operation), undefined)
    assert.equal(refusal('Updating', operation), undefined)
  }
})

test('every other state refuses cryptography in its own words', () => {
  const expected: readonly [KeyState, string][] = [
    ['Disabled', 'DisabledException is disabled.'],
    ['PendingDeletion', 'KMSInvalidStateException is pending deletion.'],
    ['PendingReplicaDeletion', 'KMSInvalidStateException is pending replica deletion.'],
    ['PendingImport', 'KMSInvalidStateException is pending import.'],
    ['Unavailable', 'KMSInvalidStateException is unavailable.'],
    ['Creating', 'KMSInvalidStateException is creating.'],
  ]
  for (const [state, words] of expected) assert.equal(refusal(state, 'Encrypt'), words)
})

test('only a key that is being deleted cannot be given an alias', () => {
  assert.equal(
    refusal('PendingDeletion', 'CreateAlias'),
    'KMSInvalidStateException is pending deletion.',
  )
  const others = ['Enabled', 'Disabled', 'PendingImport', 'Unavailable', 'Creating'] as const
  for (const state of others) assert.equal(refusal(state, 'CreateAlias'), undefined)
})
