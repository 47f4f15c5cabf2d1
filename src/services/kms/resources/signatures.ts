// Signing and verifying: which message goes with which algorithm, and who does it.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import {
  signEcdsa,
  signEcdsaDigest,
  verifyEcdsa,
  verifyEcdsaDigest,
} from '../../../crypto/key-pair/ecdsa.ts'
import {
  signEd25519,
  signEd25519ph,
  verifyEd25519,
  verifyEd25519ph,
} from '../../../crypto/key-pair/ed25519.ts'
import { HASH_BYTES, type HashName } from '../../../crypto/key-pair/hash.ts'
import { isMlDsa } from '../../../crypto/key-pair/lattice-key.ts'
import {
  EXTERNAL_MU_BYTES,
  signMlDsa,
  signMu,
  verifyMlDsa,
  verifyMu,
} from '../../../crypto/key-pair/ml-dsa.ts'
import {
  signRsa,
  signRsaDigest,
  verifyRsa,
  verifyRsaDigest,
  type RsaPadding,
} from '../../../crypto/key-pair/rsa-signature.ts'
import { isCurve } from '../../../crypto/key-pair/specs.ts'
import type { Question } from '../../operation.ts'
import { ValidationException } from '../errors.ts'
import type { MessageType, SignInput, SigningAlgorithmSpec } from '../model.ts'
import { onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import type { KmsScope } from '../scope.ts'
import { requireGrantTokens } from './grant-tokens.ts'
import { requireState } from './key-states.ts'
import { keyPairSpecOf, requireAlgorithm, requireUsage } from './key-usage.ts'
import { existing, type Key } from './keys.ts'

type SignatureInput = SignInput
type SignatureOperation = 'Sign' | 'Verify'

const DEFAULT_TYPE: MessageType = 'RAW'

export function signatureQuestions(
  operation: SignatureOperation,
  input: SignatureInput,
  scope: KmsScope,
): readonly Question[] {
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const context = {
    'kms:SigningAlgorithm': input.SigningAlgorithm,
    'kms:MessageType': input.MessageType ?? DEFAULT_TYPE,
  }
  return [onKey(`kms:${operation}`, target, scope, { context })]
}

/** The key that a request names, if it signs so and such a message. */
export function requireSigningKey(
  operation: SignatureOperation,
  input: SignatureInput,
  { keys }: KmsScope,
): Key {
  const key = existing(keys.findByAnyName(input.KeyId))
  requireState(key, operation)
  requireUsage(key, 'SIGN_VERIFY', operation)
  requireAlgorithm(key, 'SIGN_VERIFY', input.SigningAlgorithm)
  requireMessage(key, input)
  return key
}

/** AWS records the type of the message also where the request has left it out. */
export const recordedSignature = (operation: SignatureOperation, input: SignatureInput) =>
  recordedInput(operation, { MessageType: DEFAULT_TYPE, ...input })

interface RsaFamily {
  readonly family: 'rsa'
  readonly padding: RsaPadding
  readonly hash: HashName
}
interface EcdsaFamily {
  readonly family: 'ecdsa'
  readonly hash: HashName
}
type Family = RsaFamily | EcdsaFamily | { readonly family: 'ed25519' | 'ed25519ph' | 'ml-dsa' }

const rsa = (padding: RsaPadding, hash: HashName): Family => ({ family: 'rsa', padding, hash })
const ecdsa = (hash: HashName): Family => ({ family: 'ecdsa', hash })

const FAMILIES: Readonly<Record<SigningAlgorithmSpec, Family>> = {
  RSASSA_PSS_SHA_256: rsa('pss', 'sha256'),
  RSASSA_PSS_SHA_384: rsa('pss', 'sha384'),
  RSASSA_PSS_SHA_512: rsa('pss', 'sha512'),
  RSASSA_PKCS1_V1_5_SHA_256: rsa('pkcs1', 'sha256'),
  RSASSA_PKCS1_V1_5_SHA_384: rsa('pkcs1', 'sha384'),
  RSASSA_PKCS1_V1_5_SHA_512: rsa('pkcs1', 'sha512'),
  ECDSA_SHA_256: ecdsa('sha256'),
  ECDSA_SHA_384: ecdsa('sha384'),
  ECDSA_SHA_512: ecdsa('sha512'),
  ED25519_SHA_512: { family: 'ed25519' },
  ED25519_PH_SHA_512: { family: 'ed25519ph' },
  ML_DSA_SHAKE_256: { family: 'ml-dsa' },
}

function requireMessage({ keySpec }: Key, input: SignatureInput): void {
  const { SigningAlgorithm, MessageType = DEFAULT_TYPE, Message } = input
  const family = FAMILIES[SigningAlgorithm]
  if (!takenTypes(family).includes(MessageType)) {
    // Recorded of ML_DSA_44 and DIGEST (floci#3025); of Ed25519ph and RAW up to the word
    // "incompatible" (floci#2924), where the key spec would say nothing: it takes either type.
    const isEdwards = keySpec === 'ECC_NIST_EDWARDS25519' && MessageType !== 'EXTERNAL_MU'
    const what = isEdwards ? `algorithm ${SigningAlgorithm}` : `key spec ${keySpec}`
    throw ValidationException(`Message type ${MessageType} is incompatible with ${what}.`)
  }
  if (MessageType === 'RAW' || Message.length === digestBytes(family)) return
  throw ValidationException(`Digest is invalid length for algorithm ${SigningAlgorithm}.`)
}

function takenTypes({ family }: Family): readonly MessageType[] {
  switch (family) {
    case 'rsa':
    case 'ecdsa':
      return ['RAW', 'DIGEST']
    case 'ed25519':
      return ['RAW']
    case 'ed25519ph':
      return ['DIGEST']
    case 'ml-dsa':
      return ['RAW', 'EXTERNAL_MU']
  }
}

/** How long a message is that is not the raw one. */
function digestBytes(family: Family): number {
  if ('hash' in family) return HASH_BYTES[family.hash]
  return family.family === 'ml-dsa' ? EXTERNAL_MU_BYTES : HASH_BYTES.sha512
}

/** The key is known to sign so and such a message. */
export function signatureOf(key: Key, secret: SecretBytes, input: SignatureInput): Uint8Array {
  const { Message: message, MessageType = DEFAULT_TYPE } = input
  const family = FAMILIES[input.SigningAlgorithm]
  const isRaw = MessageType === 'RAW'
  switch (family.family) {
    case 'rsa':
      return isRaw ? signRsa(secret, family, message) : signRsaDigest(secret, family, message)
    case 'ecdsa':
      return isRaw
        ? signEcdsa(secret, family.hash, message)
        : signEcdsaDigest(curveOf(key), secret, message)
    case 'ed25519':
      return signEd25519(secret, message)
    case 'ed25519ph':
      return signEd25519ph(secret, message)
    case 'ml-dsa':
      return isRaw
        ? signMlDsa(mlDsaOf(key), secret, message)
        : signMu(mlDsaOf(key), secret, message)
  }
}

export function isSignature(
  key: Key,
  secret: SecretBytes,
  input: SignatureInput,
  signature: Uint8Array,
): boolean {
  const { Message: message, MessageType = DEFAULT_TYPE } = input
  const family = FAMILIES[input.SigningAlgorithm]
  const isRaw = MessageType === 'RAW'
  switch (family.family) {
    case 'rsa':
      return isRaw
        ? verifyRsa(secret, family, message, signature)
        : verifyRsaDigest(secret, family, message, signature)
    case 'ecdsa':
      return isRaw
        ? verifyEcdsa(secret, family.hash, message, signature)
        : verifyEcdsaDigest(curveOf(key), secret, message, signature)
    case 'ed25519':
      return verifyEd25519(secret, message, signature)
    case 'ed25519ph':
      return verifyEd25519ph(secret, message, signature)
    case 'ml-dsa':
      return isRaw
        ? verifyMlDsa(mlDsaOf(key), secret, message, signature)
        : verifyMu(mlDsaOf(key), secret, message, signature)
  }
}

function curveOf(key: Key) {
  const spec = keyPairSpecOf(key)
  // INVARIANT: the algorithm was held against the key's spec.
  if (!isCurve(spec)) throw new Error(`key \`${key.keyId}\` has no curve`)
  return spec
}

function mlDsaOf(key: Key) {
  const spec = keyPairSpecOf(key)
  // INVARIANT: the algorithm was held against the key's spec.
  if (!isMlDsa(spec)) throw new Error(`key \`${key.keyId}\` is not one of ML-DSA`)
  return spec
}
