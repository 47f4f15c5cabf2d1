// Values that the standards give, held against node's OpenSSL by the key that they are of.

import assert from 'node:assert/strict'
import { createHash, createPrivateKey } from 'node:crypto'
import test from 'node:test'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { verifyEcdsa, verifyEcdsaDigest } from './ecdsa.ts'
import { publicKeyOf } from './generate.ts'
import { agreeOnSecret } from './key-agreement.ts'
import type { HashName } from './hash.ts'
import { der, INTEGER, SEQUENCE } from '../der.ts'
import type { CurveSpec } from './specs.ts'

const CURVE_NAMES = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
} as const
type NistSpec = keyof typeof CURVE_NAMES

const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url')

/** A key pair by its numbers; node refuses a point that is not on the curve. */
function pairOfNumbers(spec: NistSpec, d: string, x: string, y: string): SecretBytes {
  const numbers = { d: base64url(d), x: base64url(x), y: base64url(y) }
  const key = { kty: 'EC', crv: CURVE_NAMES[spec], ...numbers }
  const pkcs8 = createPrivateKey({ key, format: 'jwk' }).export({ format: 'der', type: 'pkcs8' })
  return new SecretBytes(pkcs8)
}

/** Positive: a zero goes before a first bit that is set. */
function integer(hex: string): Uint8Array {
  const bytes = Buffer.from(hex.replace(/^(00)+/, ''), 'hex')
  return der(INTEGER, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

interface EcdsaVector {
  readonly spec: NistSpec
  readonly hash: HashName
  readonly key: readonly [d: string, x: string, y: string]
  readonly r: string
  readonly s: string
}

/** RFC 6979, appendix A.2.5 and A.2.6: the message is "sample". */
const RFC_6979: readonly EcdsaVector[] = [
  {
    spec: 'ECC_NIST_P256',
    hash: 'sha256',
    key: [
      'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721',
      '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6',
      '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
    ],
    r: 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
    s: 'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  },
  {
    spec: 'ECC_NIST_P384',
    hash: 'sha384',
    key: [
      '6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8' +
        '96d5724e4c70a825f872c9ea60d2edf5',
      'ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64' +
        'def8f0ea9055866064a254515480bc13',
      '8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1' +
        '288b231c3ae0d4fe7344fd2533264720',
    ],
    r:
      '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c' +
      '81a648152e44acf96e36dd1e80fabe46',
    s:
      '99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f' +
      'a329c145786e679e7b82c71a38628ac8',
  },
]

for (const { spec, hash, key: numbers, r, s } of RFC_6979) {
  test(`${spec}: the signature of RFC 6979 is one, over the message and over its digest`, () => {
    const key = pairOfNumbers(spec, ...numbers)
    const message = Buffer.from('sample')
    const digest = createHash(hash).update(message).digest()
    const signature = der(SEQUENCE, integer(r), integer(s))
    assert.ok(verifyEcdsa(key, hash, message, signature))
    assert.ok(verifyEcdsaDigest(spec, key, digest, signature))
    const other = der(SEQUENCE, integer(s), integer(r))
    assert.ok(!verifyEcdsa(key, hash, message, other))
    assert.ok(!verifyEcdsaDigest(spec, key, digest, other))
  })
}

/** RFC 5903, section 8.1. */
test('ECDH on P-256 gives the secret of RFC 5903', () => {
  const spec: CurveSpec & NistSpec = 'ECC_NIST_P256'
  const initiator = pairOfNumbers(
    spec,
    'c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433',
    'dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180',
    '5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3',
  )
  const responder = pairOfNumbers(
    spec,
    'c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53',
    'd12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63',
    '56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab',
  )
  const secret = 'd6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de'
  for (const [own, other] of [
    [initiator, responder],
    [responder, initiator],
  ] as const) {
    const agreed = agreeOnSecret(own, publicKeyOf(spec, other))
    assert.equal(
      agreed?.use((bytes) => Buffer.from(bytes).toString('hex')),
      secret,
    )
  }
})
