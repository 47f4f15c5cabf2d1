import assert from 'node:assert/strict'
import test from 'node:test'
import type { GrantOperation, KeySpec, KeyUsageType } from '../model.ts'
import { model } from '../model.ts'
import { isGrantable, isGrantOperation } from './grant-operations.ts'

const PAIRS = ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext']
const ENCRYPTING = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo']

const TABLE: readonly (readonly [KeySpec, KeyUsageType, readonly string[]])[] = [
  [
    'SYMMETRIC_DEFAULT',
    'ENCRYPT_DECRYPT',
    [...ENCRYPTING, 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', ...PAIRS],
  ],
  ['RSA_2048', 'ENCRYPT_DECRYPT', [...ENCRYPTING, 'GetPublicKey']],
  ['RSA_2048', 'SIGN_VERIFY', ['Sign', 'Verify', 'GetPublicKey']],
  ['ECC_NIST_P256', 'SIGN_VERIFY', ['Sign', 'Verify', 'GetPublicKey']],
  ['ECC_NIST_P256', 'KEY_AGREEMENT', ['DeriveSharedSecret', 'GetPublicKey']],
  ['HMAC_256', 'GENERATE_VERIFY_MAC', ['GenerateMac', 'VerifyMac']],
]

const { GrantOperation: shape } = model.shapes
const all = (shape?.type === 'string' ? (shape.enum ?? []) : []) as readonly GrantOperation[]

for (const [keySpec, keyUsage, own] of TABLE) {
  test(`a grant on a key of ${keySpec} for ${keyUsage} allows what such a key can do`, () => {
    const allowed = all.filter((one) => isGrantOperation(one, { keySpec, keyUsage }))
    const expected = [...own, 'CreateGrant', 'RetireGrant', 'DescribeKey']
    assert.deepEqual(allowed.toSorted(), expected.toSorted())
  })
}

test('every operation of a grant is one that authorization looks at grants for', () => {
  assert.equal(all.length, 19)
  for (const operation of all) assert.ok(isGrantable(`kms:${operation}`), operation)
  assert.equal(isGrantable('kms:PutKeyPolicy'), false)
})
