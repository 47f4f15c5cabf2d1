// RSA signatures made with the right key and a wrong encoding, after the manner of Wycheproof. A
// message and its digest go different ways through the code.

import assert from 'node:assert/strict'
import {
  constants,
  createHash,
  generateKeyPairSync,
  privateEncrypt,
  randomBytes,
  sign,
} from 'node:crypto'
import { after, before, test } from 'node:test'
import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms'
import { VerifyCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { startWorld } from '../../fixtures/world.ts'
import { kmsAs } from './fixture.ts'
import { digestOf } from './signing.ts'
import { importedKey } from './wrapped.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const MODULUS_BYTES = 256
const modulus = BigInt(
  `0x${Buffer.from(privateKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`,
)

let world: TestWorld
let KeyId: string

before(async () => {
  world = await startWorld()
  const settings = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } as const
  const material = privateKey.export({ type: 'pkcs8', format: 'der' })
  KeyId = (await importedKey(world, settings, material)).keyId
})
after(() => world.close())

const Message = Buffer.from('a message of moderate importance')
const PKCS1 = 'RSASSA_PKCS1_V1_5_SHA_256'
const PSS = 'RSASSA_PSS_SHA_256'

/** The two answers, for a message and for its digest: `valid`, or the exception's name. */
async function answers(
  SigningAlgorithm: SigningAlgorithmSpec,
  Signature: Uint8Array,
  message: Uint8Array,
): Promise<readonly string[]> {
  const of = { KeyId, SigningAlgorithm, Signature }
  const digest = digestOf(SigningAlgorithm, message)
  const commands = [
    new VerifyCommand({ ...of, Message: message }),
    new VerifyCommand({ ...of, Message: digest, MessageType: 'DIGEST' }),
  ]
  const asked = commands.map((command) =>
    kmsAs(world)
      .send(command)
      .then(
        () => 'valid',
        (error: Error) => error.name,
      ),
  )
  return Promise.all(asked)
}

async function assertValid(
  algorithm: SigningAlgorithmSpec,
  signature: Uint8Array,
  message: Uint8Array = Message,
): Promise<void> {
  assert.deepEqual(await answers(algorithm, signature, message), ['valid', 'valid'])
}

async function assertNone(
  algorithm: SigningAlgorithmSpec,
  what: string,
  signature: Uint8Array,
  message: Uint8Array = Message,
): Promise<void> {
  const refused = ['KMSInvalidSignatureException', 'KMSInvalidSignatureException']
  assert.deepEqual(await answers(algorithm, signature, message), refused, what)
}

/** The signature of an encoded message, whatever it is: the bare RSA operation. */
const signed = (encoded: Buffer): Buffer =>
  privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded)

const digest = createHash('sha256').update(Message).digest()

// PKCS #1 v1.5

const SHA_256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

function padded(info: Buffer, filler = 0xff, block = 1, bytes = MODULUS_BYTES): Buffer {
  const padding = Buffer.alloc(bytes - info.length - 3, filler)
  return Buffer.concat([Buffer.of(0, block), padding, Buffer.of(0), info])
}

const hex = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'hex'), digest])

const WRONG_PKCS1: readonly (readonly [what: string, encoded: Buffer])[] = [
  ['no NULL behind the hash', padded(hex('302f300b06096086480165030402010420'))],
  ['another hash', padded(hex('3031300d060960864801650304020205000420'))],
  ['no name of a hash', padded(digest)],
  ['a length in two bytes', padded(hex('308131300d060960864801650304020105000420'))],
  ['a byte behind the digest', padded(Buffer.concat([SHA_256_INFO, digest, Buffer.of(0)]))],
  ['a digest that is cut', padded(Buffer.concat([SHA_256_INFO, digest.subarray(1)]))],
  ['zeros as padding', padded(hex(SHA_256_INFO.toString('hex')), 0)],
  ['other padding', padded(hex(SHA_256_INFO.toString('hex')), 0xfe)],
  ['block type 2', padded(hex(SHA_256_INFO.toString('hex')), 0xff, 2)],
  ['block type 0', padded(hex(SHA_256_INFO.toString('hex')), 0xff, 0)],
  [
    'short padding and something behind',
    Buffer.concat([
      padded(hex(SHA_256_INFO.toString('hex')), 0xff, 1, 100),
      randomBytes(MODULUS_BYTES - 100),
    ]),
  ],
  [
    'something before the digest info',
    padded(Buffer.concat([Buffer.alloc(8), SHA_256_INFO, digest])),
  ],
]

test('PKCS #1 v1.5: only the one encoding of the digest is signed', async () => {
  const good = signed(padded(Buffer.concat([SHA_256_INFO, digest])))
  assert.deepEqual(good, sign('sha256', Message, privateKey))
  await assertValid(PKCS1, good)
  for (const [what, encoded] of WRONG_PKCS1) await assertNone(PKCS1, what, signed(encoded))
  await assertNone(PSS, 'of the other scheme', good)
})

// Numbers and lengths

const bytesOf = (value: bigint, bytes = MODULUS_BYTES): Buffer =>
  Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex')
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

/** The first of many messages whose signature is as wanted. */
function signedSo(isWanted: (signature: Buffer) => boolean) {
  for (let index = 0; index < 20_000; index += 1) {
    const message = Buffer.from(`message ${index}`)
    const signature = sign('sha256', message, privateKey)
    if (isWanted(signature)) return { message, signature }
  }
  return assert.fail('no such signature')
}

test('a signature is as long as the modulus, also when it begins with a zero', async () => {
  const { message, signature } = signedSo((one) => one[0] === 0)
  await assertValid(PKCS1, signature, message)
  await assertNone(PKCS1, 'without its zero', signature.subarray(1), message)
  for (const algorithm of [PKCS1, PSS] as const) {
    const terms = algorithm === PSS ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {}
    const good = sign('sha256', Message, { key: privateKey, saltLength: 32, ...terms })
    await assertValid(algorithm, good)
    const wrong = {
      'a zero before it': Buffer.concat([Buffer.of(0), good]),
      'a zero behind it': Buffer.concat([good, Buffer.of(0)]),
      'cut at the end': good.subarray(0, -1),
      'cut at the beginning': good.subarray(1),
      'one byte': good.subarray(0, 1),
      twice: Buffer.concat([good, good]),
    }
    for (const [what, bytes] of Object.entries(wrong)) await assertNone(algorithm, what, bytes)
  }
})

test('a signature is a number below the modulus, and no other one', async () => {
  for (const algorithm of [PKCS1, PSS] as const) {
    for (const value of [0n, 1n, modulus - 1n, modulus, modulus + 1n]) {
      await assertNone(algorithm, String(value), bytesOf(value))
    }
  }
  const good = sign('sha256', Message, privateKey)
  await assertNone(PKCS1, 'negative', bytesOf(modulus - numberOf(good)))
  const room = 2n ** 2048n - modulus
  // With a modulus just below 2^2048 hardly any signature leaves room for it a second time.
  if (room < modulus / 1000n) return
  const { message, signature } = signedSo((one) => numberOf(one) < room)
  await assertValid(PKCS1, signature, message)
  const more = bytesOf(numberOf(signature) + modulus)
  await assertNone(PKCS1, 'and the modulus', more, message)
})

// PSS

interface Terms {
  readonly salt: number
  readonly mask: string
  readonly trailer: number
  /** What stands before the salt. */
  readonly separator: number
  readonly filler: number
  readonly prefix: number
}

const USUAL: Terms = { salt: 32, mask: 'sha256', trailer: 0xbc, separator: 1, filler: 0, prefix: 0 }

/** RFC 8017, sections 9.1.1 and B.2.1, on these terms. */
function encodedPss(terms: Partial<Terms>): Buffer {
  const { salt: saltBytes, mask, trailer, separator, filler, prefix } = { ...USUAL, ...terms }
  const salt = randomBytes(saltBytes)
  const hash = createHash('sha256').update(Buffer.alloc(8, prefix)).update(digest).update(salt)
  const seed = hash.digest()
  const block = Buffer.alloc(MODULUS_BYTES - 33, filler)
  block[block.length - saltBytes - 1] = separator
  block.set(salt, block.length - saltBytes)
  let masking = Buffer.alloc(0)
  for (let counter = 0; masking.length < block.length; counter += 1) {
    const part = createHash(mask)
      .update(seed)
      .update(Buffer.of(0, 0, 0, counter))
      .digest()
    masking = Buffer.concat([masking, part])
  }
  const masked = block.map((byte, at) => byte ^ (masking[at] ?? 0))
  masked[0] = (masked[0] ?? 0) & 0x7f
  return Buffer.concat([masked, seed, Buffer.of(trailer)])
}

const WRONG_PSS: Readonly<Record<string, Partial<Terms>>> = {
  'no salt': { salt: 0 },
  'a salt of 20 bytes': { salt: 20 },
  'a salt of 31 bytes': { salt: 31 },
  'a salt of 33 bytes': { salt: 33 },
  'the longest salt': { salt: MODULUS_BYTES - 34 },
  'another hash in the mask': { mask: 'sha512' },
  'SHA-1 in the mask': { mask: 'sha1' },
  'the trailer of another standard': { trailer: 0xcc },
  'no trailer': { trailer: 0 },
  'no separator': { separator: 0 },
  'another separator': { separator: 2 },
  'something before the separator': { filler: 1 },
  'no zeros before the digest': { prefix: 1 },
}

test('PSS: salt, mask, trailer and padding are those of the algorithm', async () => {
  await assertValid(PSS, signed(encodedPss({})))
  for (const [what, terms] of Object.entries(WRONG_PSS)) {
    await assertNone(PSS, what, signed(encodedPss(terms)))
  }
  const good = signed(encodedPss({}))
  for (const other of ['RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512', PKCS1] as const) {
    await assertNone(other, other, good)
  }
})

test('PSS: the first bit of the encoded message is not set', async () => {
  // Below the modulus, which has it set: found among many salts.
  for (let index = 0; index < 2000; index += 1) {
    const encoded = encodedPss({})
    encoded[0] = (encoded[0] ?? 0) | 0x80
    if (numberOf(encoded) >= modulus) continue
    await assertNone(PSS, 'first bit', signed(encoded))
    return
  }
  assert.fail('no such encoded message')
})
