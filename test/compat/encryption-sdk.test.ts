// The AWS Encryption SDK for JavaScript: data keys from KMS, and other keys beside it.

import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import test, { type TestContext } from 'node:test'
import {
  buildClient,
  CommitmentPolicy,
  KmsKeyringNode,
  MultiKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
  RawRsaKeyringNode,
} from '@aws-crypto/client-node'
import * as Kms from '@aws-sdk/client-kms'
import { served } from './story.ts'

const region = 'us-east-1'
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
const plaintext = Buffer.from('wages of the month')
const encryptionContext = { tenant: 'blue', purpose: 'payroll' }

async function started(t: TestContext) {
  const { endpoint, root } = await served(t)
  const config = { endpoint, region, credentials: root, maxAttempts: 1 }
  const kms = new Kms.KMS(config)
  t.after(() => kms.destroy())
  const newKey = async (): Promise<string> => (await kms.createKey({})).KeyMetadata?.Arn ?? ''
  const keyring = (input: { generatorKeyId?: string; keyIds?: string[]; discovery?: boolean }) =>
    // Its types know no member that may be undefined, which those of the client have.
    new KmsKeyringNode({ ...input, clientProvider: () => kms as never })
  return { kms, newKey, keyring }
}

type Keyring = Parameters<typeof encrypt>[0]

async function sealed(keyring: Keyring): Promise<Buffer> {
  const { result } = await encrypt(keyring, plaintext, { encryptionContext })
  return result
}

async function assertOpens(keyring: Keyring, message: Buffer): Promise<void> {
  const { plaintext: opened, messageHeader } = await decrypt(keyring, message)
  assert.deepEqual(opened, plaintext)
  for (const [key, value] of Object.entries(encryptionContext)) {
    assert.equal(messageHeader.encryptionContext[key], value)
  }
}

test('the Encryption SDK opens a message with each KMS key it was sealed for', async (t) => {
  const { kms, newKey, keyring } = await started(t)
  const [generatorKeyId, second] = [await newKey(), await newKey()]
  const message = await sealed(keyring({ generatorKeyId, keyIds: [second] }))
  await assertOpens(keyring({ keyIds: [generatorKeyId] }), message)
  await assertOpens(keyring({ keyIds: [second] }), message)
  await assertOpens(keyring({ discovery: true }), message)
  const stranger = keyring({ keyIds: [await newKey()] })
  await assert.rejects(decrypt(stranger, message))
  await kms.disableKey({ KeyId: generatorKeyId })
  await assert.rejects(decrypt(keyring({ keyIds: [generatorKeyId] }), message))
  await assertOpens(keyring({ discovery: true }), message)
})

test('a changed message opens with nothing', async (t) => {
  const { newKey, keyring } = await started(t)
  const generatorKeyId = await newKey()
  const message = await sealed(keyring({ generatorKeyId }))
  const changed = Buffer.from(message)
  const at = message.indexOf('blue')
  changed.write('teal', at)
  await assert.rejects(decrypt(keyring({ keyIds: [generatorKeyId] }), changed))
})

test('raw keys stand beside KMS: each opens what a multi-keyring sealed', async (t) => {
  const { kms, newKey, keyring } = await started(t)
  const generatorKeyId = await newKey()
  const aes = new RawAesKeyringNode({
    keyName: 'backup',
    keyNamespace: 'payroll',
    unencryptedMasterKey: Uint8Array.from(randomBytes(32)),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  })
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rsa = new RawRsaKeyringNode({
    keyName: 'vault',
    keyNamespace: 'payroll',
    rsaKey: {
      publicKey: publicKey.export({ format: 'pem', type: 'spki' }),
      privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    },
    oaepHash: 'sha256',
  })
  const generator = keyring({ generatorKeyId })
  const message = await sealed(new MultiKeyringNode({ generator, children: [aes, rsa] }))
  for (const one of [generator, aes, rsa]) await assertOpens(one, message)
  await kms.scheduleKeyDeletion({ KeyId: generatorKeyId })
  await assert.rejects(decrypt(generator, message))
  await assertOpens(aes, message)
})

test('a raw RSA keyring takes the public key of a KMS key, which opens the data key', async (t) => {
  const { kms } = await started(t)
  const made = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' })
  const KeyId = made.KeyMetadata?.KeyId ?? ''
  const { PublicKey = new Uint8Array() } = await kms.getPublicKey({ KeyId })
  const key = Buffer.from(PublicKey)
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' }).export({
    format: 'pem',
    type: 'spki',
  })
  const oaepHash = 'sha256'
  const names = { keyName: KeyId, keyNamespace: 'kms' }
  const sealing = new RawRsaKeyringNode({ ...names, rsaKey: { publicKey }, oaepHash })
  const { messageHeader } = await encrypt(sealing, plaintext, { encryptionContext })
  const [sealedKey] = messageHeader.encryptedDataKeys
  const opened = await kms.decrypt({
    KeyId,
    EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    CiphertextBlob: sealedKey?.encryptedDataKey,
  })
  assert.equal(opened.Plaintext?.length, 32)
})
