// What keys of each spec are for, and with which algorithms.
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html

import { newKeyPair } from '../../../crypto/key-pair/generate.ts'
import type { KeyPairSpec } from '../../../crypto/key-pair/specs.ts'
import { newMacKey, type MacHash } from '../../../crypto/mac.ts'
import { newSymmetricKey } from '../../../crypto/symmetric-key.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { World } from '../../../base/world.ts'
import type {
  EncapsulationAlgorithmSpec,
  EncryptionAlgorithmSpec,
  KeyAgreementAlgorithmSpec,
  KeySpec,
  KeyUsageType,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from '../model.ts'

/** The algorithms of a key spec, for each usage that a key of it can have. */
export interface Algorithms {
  readonly ENCRYPT_DECRYPT?: readonly EncryptionAlgorithmSpec[]
  readonly SIGN_VERIFY?: readonly SigningAlgorithmSpec[]
  readonly GENERATE_VERIFY_MAC?: readonly MacAlgorithmSpec[]
  readonly KEY_AGREEMENT?: readonly KeyAgreementAlgorithmSpec[]
  readonly ENCAPSULATE_DECAPSULATE?: readonly EncapsulationAlgorithmSpec[]
}

const RSA: Algorithms = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: [
    ...(['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_384'] as const),
    ...(['RSASSA_PKCS1_V1_5_SHA_512', 'RSASSA_PSS_SHA_256'] as const),
    ...(['RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512'] as const),
  ],
}
const ML_DSA: Algorithms = { SIGN_VERIFY: ['ML_DSA_SHAKE_256'] }
const ML_KEM: Algorithms = { ENCAPSULATE_DECAPSULATE: ['ML_KEM'] }

const curve = (algorithm: SigningAlgorithmSpec): Algorithms => ({
  SIGN_VERIFY: [algorithm],
  KEY_AGREEMENT: ['ECDH'],
})

export const ALGORITHMS: Readonly<Record<KeySpec, Algorithms>> = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: curve('ECDSA_SHA_256'),
  ECC_NIST_P384: curve('ECDSA_SHA_384'),
  ECC_NIST_P521: curve('ECDSA_SHA_512'),
  ECC_SECG_P256K1: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  ECC_NIST_EDWARDS25519: { SIGN_VERIFY: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'] },
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
  ML_KEM_512: ML_KEM,
  ML_KEM_768: ML_KEM,
  ML_KEM_1024: ML_KEM,
  HMAC_224: { GENERATE_VERIFY_MAC: ['HMAC_SHA_224'] },
  HMAC_256: { GENERATE_VERIFY_MAC: ['HMAC_SHA_256'] },
  HMAC_384: { GENERATE_VERIFY_MAC: ['HMAC_SHA_384'] },
  HMAC_512: { GENERATE_VERIFY_MAC: ['HMAC_SHA_512'] },
}

export const hasUsage = (spec: KeySpec, usage: KeyUsageType): boolean =>
  ALGORITHMS[spec][usage] !== undefined

const MAC_HASHES = {
  HMAC_224: 'sha224',
  HMAC_256: 'sha256',
  HMAC_384: 'sha384',
  HMAC_512: 'sha512',
} as const satisfies Readonly<Record<string, MacHash>>

type MacSpec = keyof typeof MAC_HASHES

export const isMacSpec = (spec: KeySpec): spec is MacSpec => spec in MAC_HASHES
export const isKeyPairSpec = (spec: KeySpec): spec is KeyPairSpec =>
  spec !== 'SYMMETRIC_DEFAULT' && !isMacSpec(spec)

/** Fresh key material: bytes, or a key pair as PKCS#8. */
export function newKeyMaterial(spec: KeySpec, world: World): Promise<SecretBytes> {
  if (isKeyPairSpec(spec)) return newKeyPair(spec, world)
  const material = isMacSpec(spec) ? newMacKey(MAC_HASHES[spec], world) : newSymmetricKey(world)
  return Promise.resolve(material)
}
