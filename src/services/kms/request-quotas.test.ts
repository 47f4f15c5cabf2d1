import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAccountId } from '../../base/account-id.ts'
import { parseRegion } from '../../base/region.ts'
import { model } from './model.ts'
import { requestQuotas } from './request-quotas.ts'

const account = parseAccountId('111122223333')
const region = (name: string) => parseRegion(name) ?? assert.fail(name)

function usesOf(
  operation: string,
  input: object = {},
  specs: readonly string[] = [],
  keyStores: readonly string[] = [],
) {
  assert.ok(account)
  const questions = specs.map((spec, index) => {
    const keptIn = keyStores[index]
    const resource = { arn: '*', account, ...(keptIn !== undefined && { keptIn }) }
    return { action: `kms:${operation}`, resource, context: { 'kms:KeySpec': spec } }
  })
  return requestQuotas({ operation, input, region: region('us-west-1'), questions }).map(
    ({ quota, region: where, perSecond, requests, isShared }) =>
      `${quota} ${where} ${perSecond} ${requests}${isShared ? ' shared' : ''}`,
  )
}

test('each kind of key has its own quota, and all operations with it share that', () => {
  assert.deepEqual(usesOf('Decrypt', {}, ['SYMMETRIC_DEFAULT']), ['symmetric us-west-1 10000 1'])
  assert.deepEqual(usesOf('GenerateMac', {}, ['HMAC_256']), ['symmetric us-west-1 10000 1'])
  assert.deepEqual(usesOf('Sign', {}, ['RSA_2048']), ['RSA us-west-1 1000 1'])
  assert.deepEqual(usesOf('Encrypt', {}, ['RSA_4096']), ['RSA us-west-1 1000 1'])
  assert.deepEqual(usesOf('Verify', {}, ['ECC_NIST_P256']), ['ECC us-west-1 1000 1'])
  assert.deepEqual(usesOf('Sign', {}, ['ML_DSA_65']), ['ML-DSA us-west-1 1000 1'])
  assert.deepEqual(usesOf('GenerateRandom'), ['symmetric us-west-1 10000 1'])
})

test('ReEncrypt counts once for each kind of key that it uses', () => {
  const both = ['SYMMETRIC_DEFAULT', 'RSA_2048']
  assert.deepEqual(usesOf('ReEncrypt', {}, both), [
    'symmetric us-west-1 10000 1',
    'RSA us-west-1 1000 1',
  ])
  const same = ['SYMMETRIC_DEFAULT', 'SYMMETRIC_DEFAULT']
  assert.deepEqual(usesOf('ReEncrypt', {}, same), ['symmetric us-west-1 10000 1'])
})

test('work with a key in a custom key store counts for its account and for the key store', () => {
  const both = ['SYMMETRIC_DEFAULT', 'SYMMETRIC_DEFAULT']
  const ofAccount = 'symmetric us-west-1 10000 1'
  const [one, other] = ['cks-1', 'cks-2'].map((id) => `${id} us-west-1 1800 1 shared`)
  assert.deepEqual(usesOf('GenerateDataKey', {}, both.slice(1), ['cks-1']), [ofAccount, one])
  assert.deepEqual(usesOf('ReEncrypt', {}, both, ['cks-1', 'cks-2']), [ofAccount, one, other])
  assert.deepEqual(usesOf('ReEncrypt', {}, both, ['cks-1', 'cks-1']), [ofAccount, one])
  assert.deepEqual(usesOf('GetKeyPolicy', {}, both.slice(1), ['cks-1']), [
    'GetKeyPolicy us-west-1 1000 1',
  ])
})

test('pairs of data keys have a quota a kind, the slow ones a small one', () => {
  for (const operation of ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext']) {
    assert.deepEqual(usesOf(operation, { KeyPairSpec: 'RSA_4096' }, ['SYMMETRIC_DEFAULT']), [
      'GenerateDataKeyPair (RSA_4096) us-west-1 1 1',
    ])
  }
})

test('what changes another Region counts there as well', () => {
  assert.deepEqual(usesOf('ReplicateKey', { ReplicaRegion: 'eu-west-1' }), [
    'ReplicateKey us-west-1 5 1',
    'CreateKey eu-west-1 5 2',
  ])
  assert.deepEqual(usesOf('UpdatePrimaryRegion', { PrimaryRegion: 'eu-west-1' }), [
    'UpdatePrimaryRegion us-west-1 5 1',
    'UpdatePrimaryRegion eu-west-1 5 1',
  ])
})

test('every operation has a quota, but those of which AWS has published none', () => {
  const without = Object.keys(model.operations).filter((operation) => {
    const input = {
      KeyPairSpec: 'RSA_2048',
      ReplicaRegion: 'eu-west-1',
      PrimaryRegion: 'eu-west-1',
    }
    const specs = [['SYMMETRIC_DEFAULT'], ['RSA_2048'], ['ECC_NIST_P256']]
    return specs.every((keys) => usesOf(operation, input, keys).length === 0)
  })
  assert.deepEqual(without, ['Decapsulate', 'Encapsulate'])
})
