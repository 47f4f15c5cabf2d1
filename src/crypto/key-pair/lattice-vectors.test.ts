// Known answers of ML-DSA (FIPS 204) and ML-KEM (FIPS 203): a hundred each, of which a hash is
// given. The inputs come from one SHAKE128 of nothing, the outputs go into another.
//
// ML-DSA: https://github.com/C2SP/CCTV/tree/main/ML-DSA/accumulated, which Go's crypto/mldsa holds
// itself to as well. ML-KEM-768: Go's crypto/mlkem, TestAccumulated. Of ML-KEM-512 and -1024
// neither gives such a hash for the final standard: these are what the same procedure gives here,
// with both implementations, and what others got from CIRCL and from one in Python.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import test from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import type { World } from '../../base/world.ts'
import { publicKeyOf } from './generate.ts'
import { halvesOf, hasNativeLattices, ML_DSA, ML_KEM, newLatticeKey } from './lattice-key.ts'
import { signMlDsa, verifyMlDsa } from './ml-dsa.ts'
import { decapsulate, encapsulate } from './ml-kem.ts'
import type { LatticeSpec, MlDsaSpec, MlKemSpec } from './specs.ts'

const ROUNDS = 100

/** Reads on in the one long output. */
function shakeOfNothing(bytes: number): (length: number) => Uint8Array {
  const stream = createHash('shake128', { outputLength: bytes }).digest()
  let at = 0
  return (length) => new Uint8Array(stream.subarray(at, (at += length)))
}

const worldOf = (randomBytes: World['randomBytes']): World => ({
  now: () => new Date(0),
  randomBytes,
  uuid: () => '',
})

const accumulator = () => createHash('shake128', { outputLength: 32 })

/** Without what goes before it in SubjectPublicKeyInfo. */
function rawPublicKey(spec: LatticeSpec, key: SecretBytes): Uint8Array {
  const { publicKey } = halvesOf(spec, key)
  const spki = publicKeyOf(spec, key)
  assert.deepEqual(Uint8Array.from(spki).slice(-publicKey.length), publicKey)
  return publicKey
}

/** Both ways of the code, where this node has both. */
const ways = hasNativeLattices ? [true, false] : [false]

const SIGNATURES: Readonly<Record<MlDsaSpec, string>> = {
  ML_DSA_44: 'd51148e1f9f4fa1a723a6cf42e25f2a99eb5c1b378b3d2dbbd561b1203beeae4',
  ML_DSA_65: '8358a1843220194417cadbc2651295cd8fc65125b5a5c1a239a16dc8b57ca199',
  ML_DSA_87: '8c3ad714777622b8f21ce31bb35f71394f23bc0fcf3c78ace5d608990f3b061b',
}

for (const [name, hash] of Object.entries(SIGNATURES)) {
  test(`${name}: keys and signatures are those of the vectors`, () => {
    const spec = name as MlDsaSpec
    const world = worldOf(shakeOfNothing(ROUNDS * 32))
    const outputs = accumulator()
    const empty = new Uint8Array()
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = newLatticeKey(spec, world)
      outputs.update(rawPublicKey(spec, key))
      // The vectors sign without randomness; KMS, as FIPS 204 prefers it, with.
      const { secretKey } = halvesOf(spec, key)
      const signature = ML_DSA[spec]().sign(empty, secretKey, { extraEntropy: false })
      outputs.update(signature)
      for (const native of ways) assert.ok(verifyMlDsa(spec, key, empty, signature, native))
    }
    assert.equal(outputs.digest('hex'), hash)
  })
}

const SECRETS: Readonly<Record<MlKemSpec, string>> = {
  ML_KEM_512: '86b1b4703b8ffef6f7f3290c6dbce4ad954498a0673ded401a94828e8c519a59',
  ML_KEM_768: '1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415',
  ML_KEM_1024: '800018fec3e2723f73f1d657fe239b4d5d8782efaade297e8cd448e54cc2ac00',
}

for (const [name, hash] of Object.entries(SECRETS)) {
  test(`${name}: keys, ciphertexts and secrets are those of the vectors`, () => {
    const spec = name as MlKemSpec
    const ciphertextBytes = ML_KEM[spec]().lengths.cipherText ?? 0
    const next = shakeOfNothing(ROUNDS * (64 + 32 + ciphertextBytes))
    const outputs = accumulator()
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = newLatticeKey(spec, worldOf(next))
      const publicKey = rawPublicKey(spec, key)
      const { cipherText, sharedSecret } = ML_KEM[spec]().encapsulate(publicKey, next(32))
      outputs.update(publicKey).update(cipherText).update(sharedSecret)
      const rejected = next(ciphertextBytes)
      const secrets = ways.map((native) => {
        const opened = decapsulate(spec, key, cipherText, native)
        assert.ok(opened?.equals(new SecretBytes(sharedSecret)))
        return decapsulate(spec, key, rejected, native)?.use((bytes) => bytes) ?? new Uint8Array()
      })
      for (const secret of secrets) assert.deepEqual(secret, secrets[0])
      outputs.update(secrets[0] ?? new Uint8Array())
    }
    assert.equal(outputs.digest('hex'), hash)
  })
}

const skip = hasNativeLattices ? false : 'node has neither'

test('node and the package agree over many fresh keys', { skip }, () => {
  const message = Buffer.from('message')
  const world = worldOf(randomBytes)
  for (let round = 0; round < 10; round += 1) {
    for (const spec of Object.keys(ML_DSA) as MlDsaSpec[]) {
      const key = newLatticeKey(spec, world)
      for (const native of ways) {
        const signature = signMlDsa(spec, key, message, native)
        assert.ok(verifyMlDsa(spec, key, message, signature, !native))
      }
    }
    for (const spec of Object.keys(ML_KEM) as MlKemSpec[]) {
      const key = newLatticeKey(spec, world)
      for (const native of ways) {
        const { sharedSecret, ciphertext } = encapsulate(spec, key, native)
        assert.ok(decapsulate(spec, key, ciphertext, !native)?.equals(sharedSecret))
      }
    }
  }
})
