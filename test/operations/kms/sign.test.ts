import assert from 'node:assert/strict'
import { constants, verify } from 'node:crypto'
import { after, before, test } from 'node:test'
import { ed25519ph } from '@noble/curves/ed25519.js'
import type { KeySpec, SignCommandInput, SigningAlgorithmSpec } from '@aws-sdk/client-kms'
import { SignCommand, VerifyCommand } from '@aws-sdk/client-kms'
import fc from 'fast-check'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'
import {
  digestOf,
  hashOf,
  messageRepresentative,
  opensslMissing,
  opensslVerifies,
  publicKeyOf,
  readPublicKey,
  SIGNING_SPECS,
} from './signing.ts'

let world: TestWorld
const keys = new Map<KeySpec, Promise<TestKey>>()

before(async () => {
  world = await startWorld()
})
after(() => world.close())

/** One key of each spec for all tests: a large RSA key takes a while. */
const keyOf = (KeySpec: KeySpec): Promise<TestKey> => {
  const made = keys.get(KeySpec) ?? newKey(world, { KeySpec, KeyUsage: 'SIGN_VERIFY' })
  keys.set(KeySpec, made)
  return made
}

const Message = Buffer.from('a message of moderate importance')

async function sign(
  spec: KeySpec,
  SigningAlgorithm: SigningAlgorithmSpec,
  input: Partial<SignCommandInput> = {},
  credentials?: Credentials,
) {
  const { keyId: KeyId } = await keyOf(spec)
  const command = new SignCommand({ KeyId, SigningAlgorithm, Message, ...input })
  return kmsAs(world, credentials).send(command)
}

async function verifySignature(
  spec: KeySpec,
  SigningAlgorithm: SigningAlgorithmSpec,
  Signature: Uint8Array | undefined,
  input: Partial<SignCommandInput> = {},
) {
  const { keyId: KeyId } = await keyOf(spec)
  const command = new VerifyCommand({ KeyId, SigningAlgorithm, Message, Signature, ...input })
  return kmsAs(world).send(command)
}

// Validation

test('an algorithm that the key spec does not have is refused', async () => {
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_384'),
    'InvalidKeyUsageException',
    'Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256.',
  )
})

test('a key of another usage does not sign', async () => {
  const { keyId, arn } = await newKey(world)
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', { KeyId: keyId }),
    'InvalidKeyUsageException',
    `${arn} key usage is ENCRYPT_DECRYPT which is not valid for Sign.`,
  )
})

test('a digest is as long as the hash', async () => {
  for (const [spec, algorithm] of [
    ['RSA_2048', 'RSASSA_PSS_SHA_256'],
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512'],
    ['ECC_NIST_P384', 'ECDSA_SHA_384'],
    ['ECC_NIST_EDWARDS25519', 'ED25519_PH_SHA_512'],
  ] as const) {
    await assertRefused(
      sign(spec, algorithm, { MessageType: 'DIGEST', Message: Buffer.alloc(31) }),
      'ValidationException',
      `Digest is invalid length for algorithm ${algorithm}.`,
    )
  }
})

test('message types go with algorithms', async () => {
  const refusals = [
    ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'DIGEST', 'key spec ML_DSA_44'],
    ['ECC_NIST_EDWARDS25519', 'ED25519_PH_SHA_512', 'RAW', 'algorithm ED25519_PH_SHA_512'],
    ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 'DIGEST', 'algorithm ED25519_SHA_512'],
    ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 'EXTERNAL_MU', 'key spec ECC_NIST_EDWARDS25519'],
    ['RSA_2048', 'RSASSA_PSS_SHA_256', 'EXTERNAL_MU', 'key spec RSA_2048'],
    ['ECC_NIST_P256', 'ECDSA_SHA_256', 'EXTERNAL_MU', 'key spec ECC_NIST_P256'],
  ] as const
  for (const [spec, algorithm, MessageType, what] of refusals) {
    await assertRefused(
      sign(spec, algorithm, { MessageType, Message: Buffer.alloc(64) }),
      'ValidationException',
      `Message type ${MessageType} is incompatible with ${what}.`,
    )
  }
})

test('a message has 1 to 4096 bytes, and is not echoed', async () => {
  const refused = "1 validation error detected: Value at 'message' failed to satisfy constraint: "
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', { Message: Buffer.alloc(4097) }),
    'ValidationException',
    `${refused}Member must have length less than or equal to 4096`,
  )
  await sign('ECC_NIST_P256', 'ECDSA_SHA_256', { Message: Buffer.alloc(4096) })
})

test('the key must exist, and grant tokens must be some', async () => {
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', { KeyId: MISSING_KEY_ID }),
    'NotFoundException',
  )
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', { GrantTokens: ['eA=='] }),
    'InvalidGrantTokenException',
  )
})

// Authorization

test('it needs the permission on the key', async () => {
  const similar = await world.user('similar', allow('kms:Verify'))
  const { arn } = await keyOf('ECC_NIST_P256')
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', {}, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:Sign', arn),
  )
})

test('a key policy can ask for the algorithm, the type of the message and the spec', async () => {
  const signer = await world.user('signer')
  const Condition = {
    StringEquals: {
      'kms:SigningAlgorithm': 'ECDSA_SHA_256',
      'kms:MessageType': 'RAW',
      'kms:KeySpec': 'ECC_NIST_P256',
      'kms:KeyUsage': 'SIGN_VERIFY',
    },
  }
  const bounded = statement({ AWS: userArn('signer') }, 'kms:Sign', { Condition })
  const { keyId } = await newKey(world, {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    Policy: keyPolicy(accountStatement(), bounded),
  })
  const as = (input: Partial<SignCommandInput>) =>
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', { KeyId: keyId, ...input }, signer)
  await as({})
  await as({ MessageType: 'RAW' })
  await assertRefused(
    as({ MessageType: 'DIGEST', Message: Buffer.alloc(32) }),
    'AccessDeniedException',
  )
  await assertRefused(as({ SigningAlgorithm: 'ECDSA_SHA_384' }), 'AccessDeniedException')
})

test('another account signs when both sides allow it', async () => {
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:Sign')
  const shared = await newKey(world, {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    Policy: keyPolicy(accountStatement(), partner),
  })
  const allowed = await world.user('allowed', allow('kms:Sign'), OTHER_ACCOUNT)
  const input = { KeyId: shared.arn }
  assert.equal((await sign('ECC_NIST_P256', 'ECDSA_SHA_256', input, allowed)).KeyId, shared.arn)
})

// Behaviour

const noOpenssl = opensslMissing()

for (const [spec, algorithms, length] of SIGNING_SPECS) {
  for (const algorithm of algorithms) {
    test(`${spec}: what ${algorithm} signs, others verify with the public key`, async () => {
      const { keyId, arn } = await keyOf(spec)
      const spki = await publicKeyOf(world, keyId)
      const types = messagesOf(algorithm, spki)
      for (const [MessageType, message] of types) {
        const input = { MessageType, Message: message }
        const { Signature, KeyId, SigningAlgorithm } = await sign(spec, algorithm, input)
        assert.ok(Signature)
        assert.equal(KeyId, arn)
        assert.equal(SigningAlgorithm, algorithm)
        if (length !== undefined) assert.equal(Signature.length, length)
        assert.ok(nodeVerifies(spki, algorithm, Signature), MessageType)
        // The type need not be that of signing.
        for (const [otherType, other] of types) {
          const again = { MessageType: otherType, Message: other }
          const answer = await verifySignature(spec, algorithm, Signature, again)
          assert.equal(answer.SignatureValid, true)
        }
        // The openssl of many systems is older than ML-DSA, and its tool has no Ed25519ph.
        if (noOpenssl !== undefined || /^(ML_DSA|ED25519_PH)/.test(algorithm)) continue
        assert.ok(opensslVerifies(spki, algorithm, Message, Signature), 'openssl')
      }
    })
  }
}

/** The types of message that an algorithm takes, with what stands for the message in each. */
function messagesOf(
  algorithm: SigningAlgorithmSpec,
  spki: Uint8Array,
): readonly ['RAW' | 'DIGEST' | 'EXTERNAL_MU', Uint8Array][] {
  if (algorithm === 'ED25519_SHA_512') return [['RAW', Message]]
  const digest = algorithm.startsWith('ML_DSA') ? Message : digestOf(algorithm, Message)
  if (algorithm === 'ED25519_PH_SHA_512') return [['DIGEST', digest]]
  if (!algorithm.startsWith('ML_DSA')) {
    return [
      ['RAW', Message],
      ['DIGEST', digest],
    ]
  }
  return [
    ['RAW', Message],
    ['EXTERNAL_MU', messageRepresentative(spki, Message)],
  ]
}

function nodeVerifies(
  spki: Uint8Array,
  algorithm: SigningAlgorithmSpec,
  signature: Uint8Array,
): boolean {
  const key = readPublicKey(spki)
  if (algorithm === 'ED25519_PH_SHA_512') {
    const { x = '' } = key.export({ format: 'jwk' })
    return ed25519ph.verify(signature, Message, new Uint8Array(Buffer.from(x, 'base64url')))
  }
  const isRaw = /^(ML_DSA|ED25519)/.test(algorithm)
  const padding = algorithm.includes('PSS')
    ? constants.RSA_PKCS1_PSS_PADDING
    : constants.RSA_PKCS1_PADDING
  const rsa = { padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  const options = { key, ...(algorithm.startsWith('RSASSA') && rsa) }
  return verify(isRaw ? null : hashOf(algorithm), Message, options, signature)
}

test('no changed signature and no changed message verifies', async () => {
  const specs = fc.constantFrom<[KeySpec, SigningAlgorithmSpec]>(
    ['RSA_2048', 'RSASSA_PSS_SHA_256'],
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384'],
    ['ECC_NIST_P256', 'ECDSA_SHA_256'],
    ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
    ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
    ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
  )
  const messages = fc.uint8Array({ minLength: 1, maxLength: 4096 })
  await fc.assert(
    fc.asyncProperty(specs, messages, fc.nat(), async ([spec, algorithm], message, bit) => {
      const input = { Message: message }
      const { Signature = new Uint8Array() } = await sign(spec, algorithm, input)
      await verifySignature(spec, algorithm, Signature, input)
      const refused = 'KMSInvalidSignatureException'
      const changed = flipped(Signature, bit)
      await assertRefused(verifySignature(spec, algorithm, changed, input), refused)
      const other = { Message: flipped(message, bit) }
      await assertRefused(verifySignature(spec, algorithm, Signature, other), refused)
    }),
    { numRuns: 20 },
  )
})

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = bit % (copy.length * 8)
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7))
  return copy
}

test('a dry run signs nothing', async () => {
  const DryRun = true
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_256', { DryRun }),
    'DryRunOperationException',
  )
  await assertRefused(
    sign('ECC_NIST_P256', 'ECDSA_SHA_384', { DryRun }),
    'InvalidKeyUsageException',
  )
})

test('the event holds the algorithm and the type, and neither message nor signature', async () => {
  const { keyId, arn } = await keyOf('ECC_NIST_P256')
  await sign('ECC_NIST_P256', 'ECDSA_SHA_256')
  const event = await lastEvent(world, 'Sign')
  assert.deepEqual(event.requestParameters, {
    keyId,
    messageType: 'RAW',
    signingAlgorithm: 'ECDSA_SHA_256',
  })
  assert.equal(event.responseElements, null)
  assert.equal(event.additionalEventData, undefined)
  assert.equal(event.readOnly, true)
  assert.equal(event.resources?.[0]?.ARN, arn)
})
