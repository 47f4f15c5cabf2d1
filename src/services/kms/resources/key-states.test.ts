import assert from 'node:assert/strict'
import test from 'node:test'
import type { AccountId } from '../../../base/account-id.ts'
import type { AwsError } from '../../../aws/errors.ts'
import type { Region } from '../../../base/region.ts'
import type { KeyState } from '../model.ts'
import { operations } from '../operations/index.ts'
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

const STATES = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'Unavailable',
  'Creating',
  'Updating',
] as const

const REFUSALS: Readonly<Record<string, string>> = {
  off: 'DisabledException is disabled.',
  del: 'KMSInvalidStateException is pending deletion.',
  not: 'KMSInvalidStateException is not pending deletion.',
  imp: 'KMSInvalidStateException is pending import.',
  una: 'KMSInvalidStateException is unavailable.',
  cre: 'KMSInvalidStateException is creating.',
  upd: 'KMSInvalidStateException is updating.',
}

/** AWS's table, a word for each of STATES. */
const TABLE: Readonly<Record<Operation, string>> = {
  CancelKeyDeletion: 'not not ok  not not not not',
  CreateAlias: '      ok  ok  del ok  ok  ok  ok',
  CreateGrant: '      ok  off del imp ok  cre ok',
  Decapsulate: '      ok  off del imp una cre ok',
  Decrypt: '          ok  off del imp una cre ok',
  DeleteImportedKeyMaterial: 'ok ok ok ok ok  cre upd',
  DeriveSharedSecret: 'ok off del imp una cre ok',
  DisableKey: '       ok  ok  del imp ok  cre upd',
  DisableKeyRotation: 'ok off del imp ok  cre ok',
  EnableKey: '        ok  ok  del imp ok  cre upd',
  EnableKeyRotation: 'ok  off del imp ok  cre ok',
  Encapsulate: '      ok  off del imp una cre ok',
  Encrypt: '          ok  off del imp una cre ok',
  GenerateDataKey: '  ok  off del imp una cre ok',
  GenerateDataKeyPair: 'ok off del imp una cre ok',
  GenerateDataKeyPairWithoutPlaintext: 'ok off del imp una cre ok',
  GenerateDataKeyWithoutPlaintext: 'ok off del imp una cre ok',
  GetParametersForImport: 'ok ok del ok ok cre upd',
  ImportKeyMaterial: 'ok  ok  del ok  ok  cre ok',
  GenerateMac: '      ok  off del imp una cre ok',
  GetPublicKey: '     ok  off del imp una cre ok',
  ReEncrypt: '        ok  off del imp una cre ok',
  ReplicateKey: '     ok  off del imp una cre upd',
  RotateKeyOnDemand: 'ok  off del imp ok  cre upd',
  ScheduleKeyDeletion: 'ok ok del ok  ok  ok  upd',
  Sign: '             ok  off del imp una cre ok',
  TagResource: '      ok  ok  del ok  ok  ok  ok',
  UntagResource: '    ok  ok  del ok  ok  ok  ok',
  UpdateAlias: '      ok  ok  del ok  ok  ok  ok',
  UpdateKeyDescription: 'ok ok del ok ok  ok  ok',
  UpdatePrimaryRegion: 'ok off del imp una cre ok',
  Verify: '           ok  off del imp una cre ok',
  VerifyMac: '        ok  off del imp una cre ok',
}

/** Each with a key, and in every state. */
const IN_EVERY_STATE = [
  ...['DeleteAlias', 'DescribeKey', 'GetKeyPolicy', 'ListGrants', 'ListKeyPolicies'],
  ...['ListResourceTags', 'PutKeyPolicy', 'RetireGrant', 'RevokeGrant'],
  ...['GetKeyLastUsage', 'GetKeyRotationStatus', 'ListKeyRotations'],
]

/** They know no key whose state could matter. */
const WITHOUT_KEY = [
  ...['CreateKey', 'GenerateRandom', 'ListAliases', 'ListKeys', 'ListRetirableGrants'],
  ...['ConnectCustomKeyStore', 'CreateCustomKeyStore', 'DeleteCustomKeyStore'],
  ...['DescribeCustomKeyStores', 'DisconnectCustomKeyStore', 'UpdateCustomKeyStore'],
]

for (const [operation, row] of Object.entries(TABLE)) {
  test(`${operation} works in the states in which AWS says so`, () => {
    const words = row.trim().split(/ +/)
    assert.equal(words.length, STATES.length)
    for (const [index, state] of STATES.entries()) {
      const expected = REFUSALS[words[index] ?? '']
      assert.equal(refusal(state, operation as Operation), expected, state)
    }
  })
}

test('a replica’s deletion is told in its own words', () => {
  const words = 'KMSInvalidStateException is pending replica deletion.'
  assert.equal(refusal('PendingReplicaDeletion', 'Encrypt'), words)
  assert.equal(refusal('PendingReplicaDeletion', 'CancelKeyDeletion'), undefined)
})

test('every operation has its row, or works in every state', () => {
  const known = [...Object.keys(TABLE), ...IN_EVERY_STATE, ...WITHOUT_KEY]
  assert.deepEqual(known.toSorted(), Object.keys(operations).toSorted())
})
