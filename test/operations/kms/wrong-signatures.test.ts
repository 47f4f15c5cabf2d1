// What others than KMS may hand in as a signature, after the manner of Wycheproof: made with the
// right key, and still wrong. A message and its digest go different ways through the code.

import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { after, before, test } from 'node:test'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { ed25519, ed25519ph } from '@noble/curves/ed25519.js'
import type { KeySpec, SigningAlgorithmSpec, VerifyCommandInput } from '@aws-sdk/client-kms'
import { GetPublicKeyCommand, SignCommand, VerifyCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs, newKey } from './fixture.ts'
import { digestOf, messageRepresentative } from './signing.ts'
import { importedKey } from './wrapped.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const Message = Buffer.from('a message of moderate importance')

type Asked = Omit<VerifyCommandInput, 'Signature'>
type Named = readonly (readonly [what: string, bytes: Uint8Array])[]

const verify = (asked: Asked, Signature: Uint8Array) =>
  kmsAs(world).send(new VerifyCommand({ ...asked, Signature }))

async function assertAllValid(asked: readonly Asked[], named: Named): Promise<void> {
  for (const one of asked) {
    for (const [what, bytes] of named) {
      const answer = await verify(one, bytes).catch((error: Error) => error)
      assert.ok('SignatureValid' in answer, `${what}, ${String(one.MessageType)}`)
    }
  }
}

async function assertNoneValid(asked: readonly Asked[], named: Named): Promise<void> {
  for (const one of asked) {
    for (const [what, bytes] of named) {
      const answer = await verify(one, bytes).catch((error: Error) => error)
      const told = answer instanceof Error ? answer.name : 'valid'
      assert.equal(told, 'KMSInvalidSignatureException', `${what}, ${String(one.MessageType)}`)
    }
  }
}

/** The same question twice: with the message, and with its digest. */
function bothWays(KeyId: string, SigningAlgorithm: SigningAlgorithmSpec): readonly Asked[] {
  const digest = digestOf(SigningAlgorithm, Message)
  return [
    { KeyId, SigningAlgorithm, Message, MessageType: 'RAW' },
    { KeyId, SigningAlgorithm, Message: digest, MessageType: 'DIGEST' },
  ]
}

// ECDSA

const length = (bytes: number): Buffer => (bytes < 128 ? Buffer.of(bytes) : Buffer.of(0x81, bytes))
const element = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), length(content.length), content])
}
const integer = (bytes: Buffer): Buffer => element(2, bytes)
const sequence = (...parts: Buffer[]): Buffer => element(0x30, ...parts)

/** As DER writes a number: a zero before a first bit that is set. */
function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
}

const ZERO = Buffer.of(0)
const number = (value: bigint): Buffer => integer(bytesOf(value))

/** `r` and `s` are those of a good signature, and `order` is that of the curve. */
function wrongEcdsa(good: Buffer, r: bigint, s: bigint, order: bigint): Named {
  const [R, S] = [bytesOf(r), bytesOf(s)]
  const body = Buffer.concat([integer(R), integer(S)])
  return [
    ['nothing', sequence()],
    ['r is 0', sequence(integer(ZERO), integer(S))],
    ['s is 0', sequence(integer(R), integer(ZERO))],
    ['both are 0', sequence(integer(ZERO), integer(ZERO))],
    ['both are 1', sequence(number(1n), number(1n))],
    ['r is empty', sequence(element(2), integer(S))],
    ['r is the order', sequence(number(order), integer(S))],
    ['s is the order', sequence(integer(R), number(order))],
    ['r and the order', sequence(number(r + order), integer(S))],
    ['s and the order', sequence(integer(R), number(s + order))],
    ['s is far too large', sequence(integer(R), number(2n ** 640n))],
    ['r is negative', sequence(integer(Buffer.concat([Buffer.of(0xff), R])), integer(S))],
    ['a zero too many in r', sequence(integer(Buffer.concat([ZERO, R])), integer(S))],
    ['a zero too many in s', sequence(integer(R), integer(Buffer.concat([ZERO, S])))],
    ['r and s the other way round', sequence(integer(S), integer(R))],
    ['r alone', sequence(integer(R))],
    ['a third number', sequence(body, integer(S))],
    ['a NULL behind s', sequence(body, Buffer.of(5, 0))],
    ['a byte behind it all', Buffer.concat([good, ZERO])],
    ['cut by a byte', good.subarray(0, -1)],
    ['a length too short', Buffer.concat([good.subarray(0, 1), length(body.length - 1), body])],
    ['a length too long', Buffer.concat([good.subarray(0, 1), length(body.length + 1), body])],
    ['a length in more bytes', Buffer.concat([Buffer.of(0x30, 0x82, 0, body.length), body])],
    ['no length', Buffer.concat([Buffer.of(0x30, 0x80), body, Buffer.alloc(2)])],
    ['a SET', element(0x31, body)],
    ['r in an OCTET STRING', sequence(element(4, R), integer(S))],
  ]
}

const CURVES = [
  ['ECC_NIST_P256', 'ECDSA_SHA_256', 'P-256', p256],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', 'P-384', p384],
  ['ECC_NIST_P521', 'ECDSA_SHA_512', 'P-521', p521],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'secp256k1', secp256k1],
] as const

const pkcs8 = (key: KeyObject): Buffer => key.export({ type: 'pkcs8', format: 'der' })

for (const [KeySpec, algorithm, namedCurve, curve] of CURVES) {
  test(`${KeySpec}: either value of s is a signature, and no other form is`, async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve })
    const settings = { KeySpec, KeyUsage: 'SIGN_VERIFY' } as const
    const { keyId } = await importedKey(world, settings, pkcs8(privateKey))
    const good = sign(`sha${algorithm.slice(-3)}`, Message, privateKey)
    const { r, s } = curve.Signature.fromBytes(good, 'der')
    const order = curve.Point.Fn.ORDER
    const asked = bothWays(keyId, algorithm)
    const others = [number(s), number(order - s)].map((one) => sequence(number(r), one))
    await assertAllValid(asked, [
      ['as it is', good],
      ...others.map((one) => ['with either s', one] as const),
    ])
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
    const plain = sign(`sha${algorithm.slice(-3)}`, Message, key)
    await assertNoneValid(asked, [...wrongEcdsa(good, r, s, order), ['not in DER', plain]])
  })
}

// Ed25519

const ORDER = ed25519.Point.Fn.ORDER
const littleEndian = (value: bigint): Buffer =>
  Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
const fromLittleEndian = (bytes: Buffer): bigint =>
  BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)

function wrongEd25519(good: Buffer, other: Buffer): Named {
  const [R, S] = [good.subarray(0, 32), good.subarray(32)]
  const s = fromLittleEndian(S)
  return [
    ['s and the order', Buffer.concat([R, littleEndian(s + ORDER)])],
    ['s and eight times the order', Buffer.concat([R, littleEndian(s + 8n * ORDER)])],
    ['s is 0', Buffer.concat([R, Buffer.alloc(32)])],
    ['s is the order', Buffer.concat([R, littleEndian(ORDER)])],
    ['all zeros', Buffer.alloc(64)],
    ['R is neutral', Buffer.concat([Buffer.of(1), Buffer.alloc(31), S])],
    ['R is no point', Buffer.concat([Buffer.of(2), Buffer.alloc(31), S])],
    ['R is not canonical', Buffer.concat([Buffer.alloc(32, 0xff), S])],
    ['R has the other sign', Buffer.concat([R.subarray(0, 31), Buffer.of((R[31] ?? 0) ^ 0x80), S])],
    ['the halves are swapped', Buffer.concat([S, R])],
    ['cut by a byte', good.subarray(0, -1)],
    ['cut to R', R],
    ['a byte too many', Buffer.concat([good, ZERO])],
    ['twice', Buffer.concat([good, good])],
    ['of the other variant', other],
  ]
}

test('ECC_NIST_EDWARDS25519: only the canonical form is a signature', async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const settings = { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' } as const
  const { keyId } = await importedKey(world, settings, pkcs8(privateKey))
  const { d = '' } = privateKey.export({ format: 'jwk' })
  const good = sign(null, Message, privateKey)
  const prehashed = Buffer.from(ed25519ph.sign(Message, Buffer.from(d, 'base64url')))
  const digest = createHash('sha512').update(Message).digest()
  const raw = [{ KeyId: keyId, SigningAlgorithm: 'ED25519_SHA_512', Message }] as const
  const SigningAlgorithm = 'ED25519_PH_SHA_512'
  const hashed = [
    { KeyId: keyId, SigningAlgorithm, Message: digest, MessageType: 'DIGEST' },
  ] as const
  await assertAllValid(raw, [['as it is', good]])
  await assertAllValid(hashed, [['as it is', prehashed]])
  await assertNoneValid(raw, wrongEd25519(good, prehashed))
  await assertNoneValid(hashed, wrongEd25519(prehashed, good))
})

// ML-DSA

/** FIPS 204: how long c~ is, how many hints there may be (omega), and in how many rows (k). */
const ML_DSA = {
  ML_DSA_44: { challenge: 32, hints: 80, rows: 4 },
  ML_DSA_65: { challenge: 48, hints: 55, rows: 6 },
  ML_DSA_87: { challenge: 64, hints: 75, rows: 8 },
} as const

function changed(bytes: Uint8Array, at: number, by = 1): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ by
  return copy
}

type Sizes = Record<'challenge' | 'hints' | 'rows', number>

/** The hints are at the end: their places, in order within a row, zeros, where each row ends. */
function wrongMlDsa(good: Uint8Array, { challenge, hints, rows }: Sizes): Named {
  const hintsAt = good.length - hints - rows
  const swapped = Uint8Array.from(good)
  swapped.set([good[hintsAt + 1] ?? 0, good[hintsAt] ?? 0], hintsAt)
  const doubled = Uint8Array.from(good)
  doubled[hintsAt + 1] = good[hintsAt] ?? 0
  const large = Uint8Array.from(good)
  large.fill(0, challenge, challenge + 8)
  const named: Named = [
    ['another challenge', changed(good, 0)],
    ['another response', changed(good, challenge)],
    ['a response out of bounds', large],
    ['hints in another order', swapped],
    ['a hint twice', doubled],
    ['something behind the last hint', changed(good, good.length - rows - 1)],
    ['too many hints', changed(good, good.length - 1, 0x80)],
    ['rows that end before they begin', changed(good, good.length - rows, 0xff)],
    ['cut by a byte', good.subarray(0, -1)],
    ['a byte too many', Buffer.concat([good, ZERO])],
    ['nothing but zeros', new Uint8Array(good.length)],
    ['one byte', Buffer.of(1)],
  ]
  // Two hints can be the same, in two rows.
  return named.filter(([, bytes]) => !Buffer.from(bytes).equals(good))
}

for (const [KeySpec, sizes] of Object.entries(ML_DSA)) {
  test(`${KeySpec}: whatever is not encoded as FIPS 204 has it is no signature`, async () => {
    const settings = { KeySpec: KeySpec as KeySpec, KeyUsage: 'SIGN_VERIFY' } as const
    const { keyId: KeyId } = await newKey(world, settings)
    const { PublicKey } = await kmsAs(world).send(new GetPublicKeyCommand({ KeyId }))
    const mu = messageRepresentative(PublicKey ?? new Uint8Array(), Message)
    const of = { KeyId, SigningAlgorithm: 'ML_DSA_SHAKE_256' } as const
    const asked: readonly Asked[] = [
      { ...of, Message, MessageType: 'RAW' },
      { ...of, Message: mu, MessageType: 'EXTERNAL_MU' },
    ]
    const { Signature } = await kmsAs(world).send(new SignCommand({ ...of, Message }))
    assert.ok(Signature)
    await assertAllValid(asked, [['as it is', Signature]])
    await assertNoneValid(asked, wrongMlDsa(Signature, sizes))
  })
}

test('a signature of the wrong kind of key is none', async () => {
  const { keyId } = await newKey(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  const [asked] = bothWays(keyId, 'ECDSA_SHA_256')
  assert.ok(asked)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const call = verify(asked, sign('sha256', Message, privateKey))
  await assertRefused(call, 'KMSInvalidSignatureException')
})
