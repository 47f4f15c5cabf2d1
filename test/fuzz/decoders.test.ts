// The readers of bytes that are to be believed only when they hold: whatever was changed in what
// they take, they answer no, and throw nothing of their own.

import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json } from '../../src/base/json.ts'
import { SecretBytes } from '../../src/base/secret-bytes.ts'
import { verifyAttestationDocument } from '../../src/crypto/attestation-document.ts'
import { openBlob, parseBlob, sealBlob, type BlobKey } from '../../src/crypto/ciphertext-blob.ts'
import {
  parseExternalBlob,
  sealExternalBlob,
  type ExternalCiphertext,
} from '../../src/crypto/external-blob.ts'
import { newGrantToken, openGrantToken } from '../../src/crypto/grant-token.ts'
import { newWrappingKey, unwrapMaterial } from '../../src/crypto/import-wrapping.ts'
import { keyPairIn } from '../../src/crypto/key-pair/imported.ts'
import type { KeyPairSpec } from '../../src/crypto/key-pair/specs.ts'
import { createSealer } from '../../src/crypto/sealer.ts'
import { systemWorld } from '../../src/server/system-world.ts'
import {
  checkHealth,
  decryptExternally,
  encryptExternally,
  isUsableKey,
  type ExternalUse,
} from '../../src/services/kms/xks/calls.ts'
import { ProxyFailure } from '../../src/services/kms/xks/failures.ts'
import { newEnvironment } from '../fixtures/attestation.ts'
import { inSlices } from './budget.ts'

const world = systemWorld()
const key: BlobKey = {
  ...{ account: '111122223333', region: 'us-east-1', generation: 1 },
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
}

/** Some bytes of these replaced, put in or taken out, and never the same again. */
function spoiltBytes(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const from = Buffer.from(whole)
  const edit = fc.tuple(fc.nat(from.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }))
  return fc
    .oneof(
      edit.map(([at, gone, instead]) =>
        Buffer.concat([from.subarray(0, at), instead, from.subarray(at + gone)]),
      ),
      fc.nat(from.length).map((length) => from.subarray(0, length)),
      fc.tuple(fc.nat(from.length - 1), fc.nat(7)).map(([at, bit]) => {
        const flipped = Buffer.from(from)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        return flipped
      }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    )
    .filter((bytes) => !bytes.equals(from))
}

test('a ciphertext blob that was changed anywhere does not open', async () => {
  const material = new SecretBytes(randomBytes(32))
  const context = { purpose: 'test' }
  const whole = sealBlob(material, key, new SecretBytes(Buffer.from('secret')), context, world)
  const intact = parseBlob(whole)
  assert.ok(intact && openBlob(intact, material, context))
  await inSlices(() =>
    fc.property(spoiltBytes(whole), (bytes) => {
      const blob = parseBlob(bytes)
      if (blob) assert.equal(openBlob(blob, material, context), undefined)
    }),
  )
})

test('the blob of an external key is read as it was written, or not at all', async () => {
  const whole = sealExternalBlob({
    ...{ key, initializationVector: randomBytes(12), metadata: randomBytes(20) },
    ...{ tag: randomBytes(16), ciphertext: randomBytes(64) },
  })
  await inSlices(() =>
    fc.property(spoiltBytes(whole), (bytes) => {
      const blob = parseExternalBlob(bytes)
      if (blob) assert.deepEqual(sealExternalBlob(blob), Buffer.from(bytes))
    }),
  )
})

const sealer = createSealer(new SecretBytes(randomBytes(32)), world)

test('a grant token that was changed anywhere stands for no grant', async () => {
  const place = { ...key, grantId: 'a'.repeat(64) }
  const token = newGrantToken(place, sealer, world)
  assert.ok(openGrantToken(token, sealer))
  const changed = spoiltBytes(Buffer.from(token)).map((bytes) => Buffer.from(bytes).toString())
  await inSlices(() =>
    fc.property(changed, (text) => {
      assert.equal(openGrantToken(text, sealer), undefined)
    }),
  )
})

test('an attestation document that was changed anywhere attests nothing else', async () => {
  const now = new Date()
  const whole = newEnvironment().document()
  const attested = verifyAttestationDocument(whole, now)
  assert.ok(attested)
  await inSlices(() =>
    fc.property(spoiltBytes(whole), (bytes) => {
      // Its unprotected header is nobody's, and lengths may be written in several ways.
      const read = verifyAttestationDocument(bytes, now)
      if (read) assert.deepEqual(read, attested)
    }),
  )
})

const PKCS8 = { format: 'der', type: 'pkcs8' } as const

const IMPORTABLE: Readonly<Partial<Record<KeyPairSpec, Uint8Array>>> = {
  RSA_2048: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(PKCS8),
  ECC_NIST_P256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(PKCS8),
  ECC_SECG_P256K1: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export(PKCS8),
  ECC_NIST_EDWARDS25519: generateKeyPairSync('ed25519').privateKey.export(PKCS8),
}

test('a PKCS#8 that was changed is a key pair or none, and never throws', async () => {
  const whole = Object.entries(IMPORTABLE) as [KeyPairSpec, Uint8Array][]
  for (const [spec, pkcs8] of whole) assert.ok(keyPairIn(spec, pkcs8))
  const changed = fc
    .constantFrom(...whole)
    .chain(([spec, pkcs8]) => fc.tuple(fc.constant(spec), spoiltBytes(pkcs8)))
  await inSlices(() =>
    fc.property(changed, ([spec, bytes]) => {
      const pair = keyPairIn(spec, bytes)
      // What was taken is written in the one form, which is read to the same again.
      const again = pair?.use((written) => keyPairIn(spec, written))
      assert.equal(again === undefined, pair === undefined)
      assert.deepEqual(again?.use(Buffer.from), pair?.use(Buffer.from))
    }),
  )
})

test('no bytes make the reader of a lattice key throw', async () => {
  const specs = fc.constantFrom<KeyPairSpec>('ML_DSA_44', 'ML_KEM_512')
  await inSlices(() =>
    fc.property(specs, fc.uint8Array({ maxLength: 3000, size: 'max' }), (spec, bytes) => {
      assert.equal(keyPairIn(spec, bytes), undefined)
    }),
  )
})

test('wrapped material of any bytes opens to nothing', async () => {
  const { privateKey } = await newWrappingKey(2048)
  const wrapping = fc.record({
    hash: fc.constantFrom<'sha1' | 'sha256'>('sha1', 'sha256'),
    isTwofold: fc.boolean(),
  })
  const wrapped = fc.oneof(
    fc.uint8Array({ maxLength: 600, size: 'max' }),
    fc.uint8Array({ minLength: 256, maxLength: 256 }),
  )
  await inSlices(() =>
    fc.property(wrapped, wrapping, (bytes, how) => {
      assert.equal(unwrapMaterial(bytes, privateKey, how), undefined)
    }),
  )
})

const use: ExternalUse = {
  target: {
    region: 'us-east-1',
    address: {
      ...{ connectivity: 'PUBLIC_ENDPOINT', uriEndpoint: 'https://xks.example.com' },
      uriPath: '/kms/xks/v1',
    },
    credential: { accessKeyId: 'A', secretAccessKey: new SecretBytes(randomBytes(32)) },
  },
  xksKeyId: 'key',
  metadata: { kmsOperation: 'Encrypt', kmsRequestId: 'a' },
}

const ANSWER_NAMES = [
  ...['initializationVector', 'ciphertextMetadata', 'authenticationTag', 'ciphertext'],
  ...['ciphertextDataIntegrityValue', 'plaintext', 'keySpec', 'keyUsage', 'keyStatus', 'id'],
  ...['xksProxyVendor', 'xksProxyModel', 'ekmVendor', 'xksProxyFleetSize', 'ekmFleetDetails'],
  ...['__proto__', 'constructor', 'toString'],
]

/** What a proxy may answer: nearly right, of other types, or nothing of the kind. */
const proxyAnswer = fc.oneof(
  fc.dictionary(
    fc.constantFrom(...ANSWER_NAMES),
    fc.oneof(
      fc.base64String({ maxLength: 64 }),
      fc.constantFrom('AES_256', 'ENABLED', 'ACTIVE', '', 1, 0, -1, 1e308, null, true),
      fc.constant(['ENCRYPT', 'DECRYPT']),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  ),
  fc.jsonValue(),
)

test('whatever a proxy answers, it is a right answer or a failure of the proxy', async () => {
  const sealed: ExternalCiphertext = {
    ...{ initializationVector: randomBytes(12), metadata: new Uint8Array() },
    ...{ tag: randomBytes(16), ciphertext: randomBytes(9) },
  }
  await inSlices(() =>
    fc.asyncProperty(proxyAnswer, async (answer) => {
      const proxies = { send: () => Promise.resolve(answer as Json), isRouted: () => true }
      const asks = [
        () => checkHealth(proxies, use.target, use.metadata),
        () => isUsableKey(proxies, use),
        () => encryptExternally(proxies, use, Buffer.from('plaintext'), randomBytes(3)),
        () => decryptExternally(proxies, use, sealed, new Uint8Array()),
      ]
      for (const ask of asks) {
        await ask().catch((thrown: unknown) => assert.ok(thrown instanceof ProxyFailure))
      }
    }),
  )
})
