import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { KeySpec } from '../model.ts'
import { isMaterialOf } from './material-format.ts'

const der = { type: 'pkcs8', format: 'der' } as const

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey.export(der)

const BYTES: readonly (readonly [KeySpec, number])[] = [
  ['SYMMETRIC_DEFAULT', 32],
  ['HMAC_224', 28],
  ['HMAC_256', 32],
  ['HMAC_384', 48],
  ['HMAC_512', 64],
]

test('raw material has the length of its spec', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BYTES), fc.integer({ min: 0, max: 70 }), ([spec, own], length) =>
      assert.equal(isMaterialOf(spec, new SecretBytes(randomBytes(length))), length === own),
    ),
  )
})

const PRIVATE_KEYS: readonly (readonly [KeySpec, Buffer])[] = [
  ['RSA_2048', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(der)],
  ['ECC_NIST_P256', ec('prime256v1')],
  ['ECC_NIST_P384', ec('secp384r1')],
  ['ECC_NIST_P521', ec('secp521r1')],
  ['ECC_SECG_P256K1', ec('secp256k1')],
  ['ECC_NIST_EDWARDS25519', generateKeyPairSync('ed25519').privateKey.export(der)],
]

test('each spec takes its own private keys and those of no other', () => {
  for (const [spec] of PRIVATE_KEYS) {
    for (const [of, material] of PRIVATE_KEYS) {
      assert.equal(isMaterialOf(spec, new SecretBytes(material)), of === spec, `${of} as ${spec}`)
    }
  }
})

test('what is cut or longer is no material', () => {
  const cases = fc.tuple(fc.constantFrom(...PRIVATE_KEYS), fc.integer({ min: 1, max: 20 }))
  fc.assert(
    fc.property(cases, ([[spec, material], by]) => {
      const cut = new SecretBytes(material.subarray(0, material.length - by))
      assert.equal(isMaterialOf(spec, cut), false)
    }),
  )
})

test('an RSA key of another kind is no material', () => {
  const { privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
  assert.equal(isMaterialOf('RSA_2048', new SecretBytes(privateKey.export(der))), false)
})
