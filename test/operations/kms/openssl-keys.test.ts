// Keys that the `openssl` of the system has made, imported: KMS takes what OpenSSL signs, encrypts
// and agrees on with them.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { KeySpec, SigningAlgorithmSpec } from '@aws-sdk/client-kms'
import * as Kms from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs } from './fixture.ts'
import { hashOf, inFolder, opensslMissing, publicKeyOf } from './signing.ts'
import { importedKey } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const missing = opensslMissing()
const Message = Buffer.from('a message of moderate importance')
const bytesOf = (bytes: Uint8Array | undefined): Buffer => Buffer.from(bytes ?? [])

type File = (name: string) => string

const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })

/** From 3.5 on it has ML-DSA and ML-KEM. */
const hasLattices = (() => {
  if (missing) return false
  const [, major = '0', minor = '0'] = /^OpenSSL (\d+)\.(\d+)/.exec(openssl('version')) ?? []
  return Number(major) * 100 + Number(minor) >= 305
})()

const curve = (name: string) => ['EC', '-pkeyopt', `ec_paramgen_curve:${name}`]
const rsaKey = (bits: number) => ['RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`]

/** A new private key in the file `key.der`, and what it is in PKCS #8. */
function newOpensslKey(file: File, algorithm: readonly string[]): Buffer {
  openssl('genpkey', '-algorithm', ...algorithm, '-out', file('key.pem'))
  const der = ['-topk8', '-nocrypt', '-outform', 'DER', '-out', file('key.der')]
  openssl('pkcs8', '-in', file('key.pem'), ...der)
  return readFileSync(file('key.der'))
}

function opensslSigns(file: File, algorithm: SigningAlgorithmSpec): Buffer {
  const pss = ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest']
  const isHashed = /^(RSA|ECDSA)/.test(algorithm)
  const terms = isHashed ? ['-digest', hashOf(algorithm)] : []
  const padding = algorithm.includes('PSS') ? pss : []
  const files = ['-inkey', file('key.pem'), '-in', file('message'), '-out', file('signature')]
  openssl('pkeyutl', '-sign', '-rawin', ...terms, ...padding, ...files)
  return readFileSync(file('signature'))
}

const SIGNING: readonly [KeySpec, readonly string[], readonly SigningAlgorithmSpec[]][] = [
  ['RSA_2048', rsaKey(2048), ['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PSS_SHA_512']],
  ['RSA_3072', rsaKey(3072), ['RSASSA_PKCS1_V1_5_SHA_384', 'RSASSA_PSS_SHA_384']],
  ['RSA_4096', rsaKey(4096), ['RSASSA_PKCS1_V1_5_SHA_512', 'RSASSA_PSS_SHA_256']],
  ['ECC_NIST_P256', curve('P-256'), ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', curve('P-384'), ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', curve('P-521'), ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', curve('secp256k1'), ['ECDSA_SHA_256']],
  ['ECC_NIST_EDWARDS25519', ['ED25519'], ['ED25519_SHA_512']],
  ['ML_DSA_44', ['ML-DSA-44'], ['ML_DSA_SHAKE_256']],
  ['ML_DSA_65', ['ML-DSA-65'], ['ML_DSA_SHAKE_256']],
  ['ML_DSA_87', ['ML-DSA-87'], ['ML_DSA_SHAKE_256']],
]

for (const [spec, key, algorithms] of SIGNING) {
  const lacks = spec.startsWith('ML_') && !hasLattices && 'this openssl has no ML-DSA'
  test(`${spec}: KMS verifies what openssl has signed`, { skip: missing ?? lacks }, async () => {
    const { material, signatures } = inFolder({ message: Message }, (file) => ({
      material: newOpensslKey(file, key),
      signatures: algorithms.map((algorithm) => opensslSigns(file, algorithm)),
    }))
    const settings = { KeySpec: spec, KeyUsage: 'SIGN_VERIFY' } as const
    const { keyId: KeyId } = await importedKey(world, settings, material)
    for (const [at, SigningAlgorithm] of algorithms.entries()) {
      const asked = { KeyId, SigningAlgorithm, Message, Signature: signatures[at] }
      const { SignatureValid } = await kmsAs(world).send(new Kms.VerifyCommand(asked))
      assert.equal(SignatureValid, true)
      const wrong = new Kms.VerifyCommand({ ...asked, Message: Buffer.from('another') })
      await assertRefused(kmsAs(world).send(wrong), 'KMSInvalidSignatureException')
    }
  })
}

const CURVES = [
  ['ECC_NIST_P256', 'P-256'],
  ['ECC_NIST_P384', 'P-384'],
  ['ECC_NIST_P521', 'P-521'],
] as const

for (const [KeySpec, name] of CURVES) {
  test(`${KeySpec}: KMS and openssl agree on a secret`, { skip: missing }, async () => {
    const material = inFolder({}, (file) => newOpensslKey(file, curve(name)))
    const settings = { KeySpec, KeyUsage: 'KEY_AGREEMENT' } as const
    const { keyId: KeyId } = await importedKey(world, settings, material)
    const peer = await publicKeyOf(world, KeyId)
    const { PublicKey, secret } = inFolder({ 'peer.der': peer }, (file) => {
      newOpensslKey(file, curve(name))
      openssl(
        ...['pkey', '-in', file('key.pem'), '-pubout', '-outform', 'DER'],
        ...['-out', file('public.der')],
      )
      openssl('pkey', '-pubin', '-inform', 'DER', '-in', file('peer.der'), '-out', file('peer.pem'))
      const files = ['-peerkey', file('peer.pem'), '-out', file('secret')]
      openssl('pkeyutl', '-derive', '-inkey', file('key.pem'), ...files)
      return { PublicKey: readFileSync(file('public.der')), secret: readFileSync(file('secret')) }
    })
    const asked = { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey } as const
    const { SharedSecret } = await kmsAs(world).send(new Kms.DeriveSharedSecretCommand(asked))
    assert.deepEqual(bytesOf(SharedSecret), secret)
  })
}

test(
  'KMS decrypts what openssl has encrypted, and the other way round',
  { skip: missing },
  async () => {
    const material = inFolder({}, (file) => newOpensslKey(file, rsaKey(2048)))
    const settings = { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } as const
    const { keyId: KeyId } = await importedKey(world, settings, material)
    const kms = kmsAs(world)
    const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256'
    const own = new Kms.EncryptCommand({ KeyId, EncryptionAlgorithm, Plaintext: Message })
    const sealed = bytesOf((await kms.send(own)).CiphertextBlob)
    const oaep = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256']
    const terms = oaep.flatMap((one) => ['-pkeyopt', one])
    const { opened, theirs } = inFolder(
      { 'key.der': material, sealed, message: Message },
      (file) => {
        const key = ['-keyform', 'DER', '-inkey', file('key.der'), ...terms]
        const [secret, out] = [file('opened'), file('theirs')]
        openssl('pkeyutl', '-decrypt', ...key, '-in', file('sealed'), '-out', secret)
        openssl('pkeyutl', '-encrypt', ...key, '-in', file('message'), '-out', out)
        return { opened: readFileSync(secret), theirs: readFileSync(out) }
      },
    )
    assert.deepEqual(opened, Message)
    const asked = { KeyId, EncryptionAlgorithm, CiphertextBlob: theirs } as const
    assert.deepEqual(bytesOf((await kms.send(new Kms.DecryptCommand(asked))).Plaintext), Message)
  },
)

test('KMS takes the MAC that openssl makes', { skip: missing }, async () => {
  const material = randomBytes(48)
  const settings = { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' } as const
  const { keyId: KeyId } = await importedKey(world, settings, material)
  const Mac = inFolder({ message: Message }, (file) => {
    const key = ['-mac', 'HMAC', '-macopt', `hexkey:${material.toString('hex')}`]
    openssl('dgst', '-sha384', '-binary', ...key, '-out', file('mac'), file('message'))
    return readFileSync(file('mac'))
  })
  const asked = { KeyId, MacAlgorithm: 'HMAC_SHA_384', Message, Mac } as const
  assert.equal((await kmsAs(world).send(new Kms.VerifyMacCommand(asked))).MacValid, true)
})

const lacksKem = !hasLattices && 'this openssl has no ML-KEM'

test(
  'KMS recovers the secret that openssl encapsulates',
  { skip: missing ?? lacksKem },
  async () => {
    const { material, secret, blob } = inFolder({}, (file) => {
      const key = newOpensslKey(file, ['ML-KEM-768'])
      const files = ['-secret', file('secret'), '-out', file('blob')]
      openssl('pkeyutl', '-encap', '-inkey', file('key.pem'), ...files)
      return {
        material: key,
        secret: readFileSync(file('secret')),
        blob: readFileSync(file('blob')),
      }
    })
    const settings = { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' } as const
    const { keyId: KeyId } = await importedKey(world, settings, material)
    const of = { KeyId, EncapsulationAlgorithm: 'ML_KEM' } as const
    const command = new Kms.DecapsulateCommand({ ...of, SharedSecretCiphertextBlob: blob })
    assert.deepEqual(bytesOf((await kmsAs(world).send(command)).SharedSecret), secret)
  },
)
