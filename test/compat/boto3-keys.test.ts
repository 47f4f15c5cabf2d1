// Keys of every kind with boto3.

import assert from 'node:assert/strict'
import test from 'node:test'
import { run } from '../cli/sparekey.ts'
import { advance } from '../fixtures/clock.ts'
import { output } from './installed.ts'
import { served } from './story.ts'

const found = (await output('python3', ['-c', 'import boto3'])) !== undefined
const skip = found ? false : 'boto3 for python3 is not installed'

const KEYS = `
import boto3

kms = boto3.client('kms')
wrong = kms.exceptions

def made(**settings):
    return kms.create_key(**settings)['KeyMetadata']['KeyId']

def refusal(error, call, **settings):
    try:
        call(**settings)
    except error as refused:
        print(refused.response['Error']['Code'])

signing = made(KeySpec='ECC_NIST_P384', KeyUsage='SIGN_VERIFY')
letter = dict(KeyId=signing, Message=b'dear all', SigningAlgorithm='ECDSA_SHA_384')
signature = kms.sign(**letter)['Signature']
print(kms.verify(**letter, Signature=signature)['SignatureValid'])
other = dict(letter, Message=b'dear none')
refusal(wrong.KMSInvalidSignatureException, kms.verify, **other, Signature=signature)
print(kms.get_public_key(KeyId=signing)['KeySpec'])

mac = dict(MacAlgorithm='HMAC_SHA_512', Message=b'told')
mac['KeyId'] = made(KeySpec='HMAC_512', KeyUsage='GENERATE_VERIFY_MAC')
print(kms.verify_mac(**mac, Mac=kms.generate_mac(**mac)['Mac'])['MacValid'])

shared = set()
pair = [made(KeySpec='ECC_NIST_P256', KeyUsage='KEY_AGREEMENT') for _ in range(2)]
for own, peer in (pair, reversed(pair)):
    public = kms.get_public_key(KeyId=peer)['PublicKey']
    answer = kms.derive_shared_secret(KeyId=own, KeyAgreementAlgorithm='ECDH', PublicKey=public)
    shared.add(answer['SharedSecret'])
print(len(shared))

plain = made()
data = kms.generate_data_key_pair(KeyId=plain, KeyPairSpec='RSA_2048')
opened = kms.decrypt(CiphertextBlob=data['PrivateKeyCiphertextBlob'])['Plaintext']
print(opened == data['PrivateKeyPlaintext'])
refusal(wrong.DryRunOperationException, kms.encrypt, KeyId=plain, Plaintext=b'x', DryRun=True)
kms.enable_key_rotation(KeyId=plain, RotationPeriodInDays=90)
kms.rotate_key_on_demand(KeyId=plain)
rotations = kms.get_paginator('list_key_rotations').paginate(KeyId=plain)
print([each['RotationType'] for page in rotations for each in page['Rotations']])

waiting = made(Origin='EXTERNAL')
refusal(wrong.KMSInvalidStateException, kms.encrypt, KeyId=waiting, Plaintext=b'x')
print(kms.describe_custom_key_stores()['CustomKeyStores'])
store = dict(CustomKeyStoreName='hsm', CloudHsmClusterId='cluster-2a23b4cdefg')
store.update(TrustAnchorCertificate='x', KeyStorePassword='12345678')
refusal(wrong.UnsupportedOperationException, kms.create_custom_key_store, **store)
`

const REPLICATE = `
import boto3

kms = boto3.client('kms')
key = kms.create_key(MultiRegion=True)['KeyMetadata']['KeyId']
replica = kms.replicate_key(KeyId=key, ReplicaRegion='eu-west-1')['ReplicaKeyMetadata']
print(key, replica['KeyState'])
`

const promoted = (key: string) => `
import boto3

home, away = boto3.client('kms'), boto3.client('kms', region_name='eu-west-1')
blob = home.encrypt(KeyId='${key}', Plaintext=b'wages')['CiphertextBlob']
opened = away.decrypt(CiphertextBlob=blob)
print(opened['Plaintext'].decode(), opened['KeyId'].split(':')[3])
home.update_primary_region(KeyId='${key}', PrimaryRegion='eu-west-1')
told = away.describe_key(KeyId='${key}')['KeyMetadata']['MultiRegionConfiguration']
print(told['MultiRegionKeyType'])
`

test(
  'boto3 uses keys of every kind, and knows the errors by their classes',
  { skip },
  async (t) => {
    const { env } = await served(t)
    const { code, stdout, stderr } = await run('python3', ['-c', KEYS], env)
    assert.equal(code, 0, stderr)
    assert.deepEqual(stdout.trim().split('\n'), [
      'True',
      'KMSInvalidSignatureException',
      'ECC_NIST_P384',
      'True',
      '1',
      'True',
      'DryRunOperationException',
      "['ON_DEMAND']",
      'KMSInvalidStateException',
      '[]',
      'UnsupportedOperationException',
    ])
  },
)

test('boto3 replicates a key and makes the replica the primary one', { skip }, async (t) => {
  const { env, endpoint } = await served(t, ['--insecure-allow-clock'])
  const replicated = await run('python3', ['-c', REPLICATE], env)
  assert.equal(replicated.code, 0, replicated.stderr)
  const [key = '', state] = replicated.stdout.trim().split(' ')
  assert.equal(state, 'Creating')
  await advance({ endpoint }, '4s')
  const { code, stdout, stderr } = await run('python3', ['-c', promoted(key)], env)
  assert.equal(code, 0, stderr)
  assert.deepEqual(stdout.trim().split('\n'), ['wages eu-west-1', 'PRIMARY'])
})
