// Test vectors of every format in docs/internals/ciphertext.md, made by the code from fixed inputs.

import { gather } from '../../src/base/gather.ts'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { sealBlob } from '../../src/crypto/ciphertext-blob.ts'
import { encryptContent } from '../../src/crypto/content-cipher.ts'
import { encodeEncryptionContext } from '../../src/crypto/encryption-context.ts'
import { sealExternalBlob } from '../../src/crypto/external-blob.ts'
import { newGrantToken } from '../../src/crypto/grant-token.ts'
import { newImportToken } from '../../src/crypto/import-token.ts'
import { rootKeyId } from '../../src/crypto/root-key-id.ts'
import { createSealer } from '../../src/crypto/sealer.ts'
import { keyMaterialId } from '../../src/crypto/symmetric-key.ts'
import { wrapWithPassphrase } from '../../src/server/root-key/passphrase.ts'

const bytesOf = (value: number, length: number): Uint8Array => new Uint8Array(length).fill(value)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const secret = (bytes: Uint8Array): SecretBytes => new SecretBytes(bytes)
const text = (words: string): Uint8Array => new TextEncoder().encode(words)

/** Every salt is of this byte. */
const SALT = 0x5a
const world = {
  now: () => new Date(0),
  randomBytes: (size: number) => bytesOf(SALT, size),
  uuid: () => '11111111-2222-4333-8444-555555555555',
}

const rootKey = bytesOf(0x01, 32)
const sealer = createSealer(secret(rootKey), world)
const binding = {
  table: 'kms.key-materials',
  id: '111122223333/us-east-1/1234abcd-12ab-34cd-56ef-1234567890ab/000001',
  generation: 1,
}
const material = bytesOf(0x02, 32)
const key = {
  account: '111122223333',
  region: 'us-east-1',
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  generation: 1,
}
const encryptionContext = { tenant: 'blue', purpose: 'test' }
const plaintext = text('the plaintext')
const dataKey = bytesOf(0x03, 32)
const content = bytesOf(0x61, 65_600)

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const blob = (): Uint8Array =>
  sealBlob(secret(material), key, secret(plaintext), encryptionContext, world)

const external = {
  initializationVector: bytesOf(0x04, 12),
  metadata: text('meta'),
  tag: bytesOf(0x05, 16),
}

const grant = {
  account: key.account,
  region: key.region,
  keyId: key.keyId,
  grantId: 'e5a4c3f1d2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817',
}

const importing = {
  keyPlace: `${key.account}/${key.region}/${key.keyId}`,
  id: world.uuid(),
  validTo: '2026-11-24T00:00:00.000Z',
  wrappingAlgorithm: 'RSAES_OAEP_SHA_256',
}

const PASSPHRASE = 'correct horse battery staple'

async function fileVectors() {
  const rootKeyName = hex(rootKeyId(secret(rootKey)))
  const wrapped = await wrapWithPassphrase(secret(rootKey), rootKeyName, PASSPHRASE, world)
  return {
    rootKeyFile: {
      plain: `sparekey-root-key-v1:${Buffer.from(rootKey).toString('base64')}`,
      passphrase: {
        passphrase: PASSPHRASE,
        line: JSON.stringify({ provider: 'passphrase', rootKeyId: rootKeyName, ...wrapped }),
      },
    },
    content: {
      dataKey: hex(dataKey),
      content: '65600 bytes of 0x61',
      // The beginning of the first segment, and the second one, which is the last.
      begins: hex((await encrypted()).subarray(0, 64)),
      ends: hex((await encrypted()).subarray(1 + 32 + 65_536 + 16)),
    },
  }
}

const encrypted = (): Promise<Buffer> =>
  gather(encryptContent(once(content), secret(dataKey), world))

/** As docs/internals/ciphertext-vectors.json has them. */
export const ciphertextVectors = {
  salt: `every random byte is 0x${SALT.toString(16)}`,
  rootKey: { rootKey: hex(rootKey), id: hex(rootKeyId(secret(rootKey))) },
  seal: {
    binding,
    secret: hex(plaintext),
    sealed: sealer.seal(secret(plaintext), binding),
  },
  encryptionContext: {
    pairs: encryptionContext,
    encoded: hex(encodeEncryptionContext(encryptionContext)),
  },
  ciphertextBlob: {
    material: hex(material),
    ...{ key, encryptionContext, plaintext: hex(plaintext) },
    blob: hex(blob()),
  },
  externalBlob: {
    key,
    initializationVector: hex(external.initializationVector),
    metadata: hex(external.metadata),
    tag: hex(external.tag),
    ciphertext: hex(bytesOf(0x06, 20)),
    blob: hex(sealExternalBlob({ key, ...external, ciphertext: bytesOf(0x06, 20) })),
  },
  keyMaterialId: {
    material: hex(material),
    keyId: key.keyId,
    id: keyMaterialId(secret(material), key.keyId),
  },
  grantToken: { grant, token: newGrantToken(grant, sealer, world) },
  importToken: {
    ...importing,
    privateKey: hex(plaintext),
    token: hex(
      newImportToken(
        importing.keyPlace,
        importing.id,
        { ...importing, privateKey: secret(plaintext) },
        sealer,
      ),
    ),
  },
  ...(await fileVectors()),
}
