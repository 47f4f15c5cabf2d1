// The five operations that answer an attested environment: see `resources/recipient.ts`.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { RecipientInfo } from '@aws-sdk/client-kms'
import {
  DecryptCommand,
  DeriveSharedSecretCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateRandomCommand,
} from '@aws-sdk/client-kms'
import type { DocumentOptions } from '../../fixtures/attestation.ts'
import { certificate, MODULE_ID, newEnvironment, REGISTERS } from '../../fixtures/attestation.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  statement,
  userArn,
} from './fixture.ts'
import { inFolder, opensslMissing } from './signing.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const enclave = newEnvironment()
const Plaintext = Buffer.from('a secret of moderate importance')

const recipient = (options?: DocumentOptions): RecipientInfo => ({
  KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
  AttestationDocument: enclave.document(options),
})

const random = (Recipient: RecipientInfo, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new GenerateRandomCommand({ NumberOfBytes: 32, Recipient }))

const refusesDocument = (options: DocumentOptions) =>
  assertRefused(random(recipient(options)), 'ValidationException', /^The attestation document/)

// Validation

test('a recipient has a document and an algorithm', async () => {
  const { AttestationDocument, KeyEncryptionAlgorithm } = recipient()
  for (const one of [{}, { AttestationDocument }, { KeyEncryptionAlgorithm }]) {
    await assertRefused(random(one), 'ValidationException', /^Recipient must have an Attestation/)
  }
})

test('what is no document is refused, and so is one with any bit changed', async () => {
  const document = Buffer.from(enclave.document())
  const wrong = [Buffer.from('no document'), document.subarray(1), document.subarray(0, -1)]
  for (let at = 0; at < document.length; at += 97) {
    const changed = Buffer.from(document)
    changed[at] = (changed[at] ?? 0) ^ 1
    wrong.push(changed)
  }
  for (const AttestationDocument of wrong) {
    const { KeyEncryptionAlgorithm } = recipient()
    await assertRefused(
      random({ KeyEncryptionAlgorithm, AttestationDocument }),
      'ValidationException',
      'The attestation document is not valid.',
    )
  }
})

test('the members of the document are those of AWS’s', async () => {
  const members: readonly Record<string, unknown>[] = [
    { module_id: '' },
    { module_id: undefined },
    { digest: 'SHA256' },
    { timestamp: 'now' },
    { pcrs: undefined },
    { pcrs: new Map() },
    { pcrs: new Map([[32, Buffer.alloc(48)]]) },
    { pcrs: new Map([[0, Buffer.alloc(47)]]) },
    { certificate: undefined },
    { certificate: Buffer.from('no certificate') },
    { cabundle: [] },
    { cabundle: undefined },
    { public_key: 'text' },
  ]
  for (const one of members) await refusesDocument({ members: one })
  await refusesDocument({ algorithm: -7 })
})

test('the signature is of the key in the certificate, whose chain is whole and valid', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  await refusesDocument({ key: privateKey })
  const foreignRoot = certificate('root', publicKey, 'root', privateKey)
  await refusesDocument({ members: { cabundle: [foreignRoot] } })
  await refusesDocument({ members: { certificate: foreignRoot } })
  const now = Date.now()
  await refusesDocument({ validFrom: new Date(now + 60_000) })
  await refusesDocument({ validTo: new Date(now - 60_000) })
})

test('a document without an RSA key of 2048 bits has none to encrypt to', async () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  const small = newEnvironment(1024).publicKey
  const keys = [null, undefined, Buffer.of(1), ec.export({ format: 'der', type: 'spki' }), small]
  for (const public_key of keys) {
    await assertRefused(
      random(recipient({ members: { public_key } })),
      'ValidationException',
      'The attestation document has no RSA public key to encrypt to.',
    )
  }
})

// Authorization

const hexOf = (number: number): string =>
  Buffer.from(REGISTERS.get(number) ?? new Uint8Array()).toString('hex')

/** Whether a key policy with this condition lets a user decrypt with and without a document. */
async function decryptsUnder(
  name: string,
  Condition: object,
  Recipient?: RecipientInfo,
): Promise<boolean> {
  const user = await world.user(name)
  const own = statement({ AWS: userArn(name) }, ['kms:Decrypt'], { Condition })
  const { keyId } = await newKey(world, { Policy: keyPolicy(accountStatement(), own) })
  const { CiphertextBlob } = await kmsAs(world).send(
    new EncryptCommand({ KeyId: keyId, Plaintext }),
  )
  const call = kmsAs(world, user).send(new DecryptCommand({ CiphertextBlob, Recipient }))
  return call.then(
    () => true,
    async () => {
      await assertRefused(call, 'AccessDeniedException')
      return false
    },
  )
}

test('a key policy asks for the image and the registers of an enclave', async () => {
  const image = { 'kms:RecipientAttestation:ImageSha384': hexOf(0) }
  const register = { 'kms:RecipientAttestation:PCR8': hexOf(8) }
  const upper = { 'kms:RecipientAttestation:PCR0': hexOf(0).toUpperCase() }
  const other = { 'kms:RecipientAttestation:PCR8': hexOf(1) }
  const missing = { 'kms:RecipientAttestation:PCR31': hexOf(0) }
  const tpm = { 'kms:RecipientAttestation:NitroTPMPCR8': hexOf(8) }
  const cases: readonly [object, boolean][] = [
    [{ StringEquals: { ...image, ...register } }, true],
    [{ StringEqualsIgnoreCase: upper }, true],
    [{ StringEquals: other }, false],
    [{ StringEquals: missing }, false],
    [{ StringEquals: tpm }, false],
  ]
  for (const [index, [condition, isAllowed]] of cases.entries()) {
    const name = `enclave-${index}`
    assert.equal(await decryptsUnder(name, condition, recipient()), isAllowed, name)
    assert.equal(await decryptsUnder(`${name}-none`, condition), false, `${name} without`)
  }
})

test('the registers of NitroTPM have keys of their own, and it has no image', async () => {
  const members = { pcrs: undefined, nitrotpm_pcrs: REGISTERS }
  const own = { 'kms:RecipientAttestation:NitroTPMPCR4': hexOf(4) }
  const image = { 'kms:RecipientAttestation:ImageSha384': hexOf(0) }
  const tpm = recipient({ members })
  assert.equal(await decryptsUnder('tpm', { StringEquals: own }, tpm), true)
  assert.equal(await decryptsUnder('tpm-image', { StringEquals: image }, tpm), false)
})

// Behaviour

test('Decrypt gives the plaintext to the enclave alone', async () => {
  const sealed = await kmsAs(world).send(new EncryptCommand({ KeyId: key.keyId, Plaintext }))
  const { CiphertextBlob } = sealed
  const Recipient = recipient()
  const answer = await kmsAs(world).send(new DecryptCommand({ CiphertextBlob, Recipient }))
  assert.ok(!('Plaintext' in answer))
  assert.equal(answer.KeyId, key.arn)
  assert.deepEqual(enclave.open(answer.CiphertextForRecipient), Plaintext)
  const again = await kmsAs(world).send(new DecryptCommand({ CiphertextBlob, Recipient }))
  assert.notDeepEqual(again.CiphertextForRecipient, answer.CiphertextForRecipient)
  const other = newEnvironment()
  assert.throws(() => other.open(answer.CiphertextForRecipient))
})

test('GenerateDataKey gives the data key to the enclave alone', async () => {
  const command = new GenerateDataKeyCommand({
    KeyId: key.keyId,
    KeySpec: 'AES_256',
    Recipient: recipient({ isTagged: true }),
  })
  const { CiphertextBlob, CiphertextForRecipient, ...answer } = await kmsAs(world).send(command)
  assert.ok(!('Plaintext' in answer))
  const opened = await kmsAs(world).send(new DecryptCommand({ CiphertextBlob }))
  assert.deepEqual(enclave.open(CiphertextForRecipient), Buffer.from(opened.Plaintext ?? []))
})

test('GenerateDataKeyPair gives the private key to the enclave alone', async () => {
  const command = new GenerateDataKeyPairCommand({
    KeyId: key.keyId,
    KeyPairSpec: 'RSA_2048',
    Recipient: recipient(),
  })
  const { PublicKey, CiphertextForRecipient, ...answer } = await kmsAs(world).send(command)
  assert.ok(!('PrivateKeyPlaintext' in answer))
  const pkcs8 = enclave.open(CiphertextForRecipient)
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  assert.deepEqual(Buffer.from(PublicKey ?? []), spki)
})

test('DeriveSharedSecret gives the secret to the enclave alone', async () => {
  const { keyId: KeyId } = await newKey(world, {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'KEY_AGREEMENT',
  })
  const peer = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  const PublicKey = peer.export({ format: 'der', type: 'spki' })
  const input = { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey } as const
  const attested = new DeriveSharedSecretCommand({ ...input, Recipient: recipient() })
  const { CiphertextForRecipient, ...answer } = await kmsAs(world).send(attested)
  assert.ok(!('SharedSecret' in answer))
  const { SharedSecret } = await kmsAs(world).send(new DeriveSharedSecretCommand(input))
  assert.deepEqual(enclave.open(CiphertextForRecipient), Buffer.from(SharedSecret ?? []))
})

test('GenerateRandom gives the bytes to the enclave alone', async () => {
  const answer = await random(recipient())
  assert.ok(!('Plaintext' in answer))
  assert.equal(enclave.open(answer.CiphertextForRecipient).length, 32)
})

test('a document may be sent again', async () => {
  const one = recipient()
  const [first, second] = [await random(one), await random(one)]
  const [a, b] = [first, second].map((answer) => enclave.open(answer.CiphertextForRecipient))
  assert.notDeepEqual(a, b)
})

test('the answer names the recipient’s key and is what OpenSSL reads', (t) => {
  const missing = opensslMissing()
  if (missing !== undefined) {
    t.skip(missing)
    return undefined
  }
  return random(recipient()).then(({ CiphertextForRecipient = new Uint8Array() }) => {
    const identifier = createHash('sha256').update(enclave.publicKey).digest()
    assert.ok(Buffer.from(CiphertextForRecipient).includes(identifier))
    const pem = enclave.privateKey.export({ format: 'pem', type: 'pkcs8' })
    const files = { answer: CiphertextForRecipient, key: Buffer.from(pem) }
    const plain = inFolder(files, (file) =>
      execFileSync('openssl', [
        ...['cms', '-decrypt', '-inform', 'DER', '-in', file('answer'), '-inkey', file('key')],
        '-binary',
      ]),
    )
    assert.deepEqual(plain, enclave.open(CiphertextForRecipient))
  })
})

test('the event holds the measurements, beside the key material', async () => {
  await kmsAs(world).send(
    new GenerateDataKeyCommand({ KeyId: key.keyId, NumberOfBytes: 32, Recipient: recipient() }),
  )
  const base64 = (number: number): string => Buffer.from(hexOf(number), 'hex').toString('base64')
  const event = await lastEvent(world, 'GenerateDataKey')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, numberOfBytes: 32 })
  const { keyMaterialId, ...data } = event.additionalEventData ?? {}
  assert.match(String(keyMaterialId), /^[0-9a-f]{64}$/)
  assert.deepEqual(data, {
    recipient: {
      attestationDocumentModuleId: MODULE_ID,
      attestationDocumentEnclaveImageDigest: base64(0),
      attestationDocumentEnclavePCR1: base64(1),
      attestationDocumentEnclavePCR2: base64(2),
      attestationDocumentEnclavePCR3: base64(3),
      attestationDocumentEnclavePCR4: base64(4),
      attestationDocumentEnclavePCR8: base64(8),
    },
  })
  await random(recipient({ members: { pcrs: undefined, nitrotpm_pcrs: REGISTERS } }))
  const { requestParameters, additionalEventData } = await lastEvent(world, 'GenerateRandom')
  assert.equal(requestParameters, null)
  assert.deepEqual(additionalEventData, {
    recipient: {
      attestationDocumentModuleId: MODULE_ID,
      attestationDocumentNitroTPMPCR4: base64(4),
      attestationDocumentNitroTPMPCR8: base64(8),
    },
  })
})

test('the event of a refusal holds none', async () => {
  const nobody = await world.user('nobody')
  await assertRefused(random(recipient(), nobody), 'AccessDeniedException')
  assert.equal((await lastEvent(world, 'GenerateRandom')).additionalEventData, undefined)
})

test('a dry run looks at the document and gives nothing', async () => {
  const input = { KeyId: key.keyId, NumberOfBytes: 32, DryRun: true }
  const call = (Recipient: RecipientInfo) =>
    kmsAs(world).send(new GenerateDataKeyCommand({ ...input, Recipient }))
  await assertRefused(call(recipient()), 'DryRunOperationException')
  await assertRefused(call(recipient({ algorithm: 0 })), 'ValidationException')
})
