import type { Wrapping } from '../../../crypto/import-wrapping.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { AlgorithmSpec, KeySpec, WrappingKeySpec } from '../model.ts'
import type { Key } from './keys.ts'

const WRAPPINGS: Readonly<Partial<Record<AlgorithmSpec, Wrapping>>> = {
  RSAES_OAEP_SHA_1: { hash: 'sha1', isTwofold: false },
  RSAES_OAEP_SHA_256: { hash: 'sha256', isTwofold: false },
  RSA_AES_KEY_WRAP_SHA_1: { hash: 'sha1', isTwofold: true },
  RSA_AES_KEY_WRAP_SHA_256: { hash: 'sha256', isTwofold: true },
}

/**
 * The model still has RSAES_PKCS1_V1_5, which KMS took last in October 2023, and SM2PKE, which it
 * takes in China. The sentence is ours.
 */
export function requireWrapping(algorithm: AlgorithmSpec): Wrapping {
  const wrapping = WRAPPINGS[algorithm]
  if (wrapping) return wrapping
  throw UnsupportedOperationException(`The wrapping algorithm ${algorithm} is not supported.`)
}

const MODULUS_BITS: Readonly<Partial<Record<WrappingKeySpec, number>>> = {
  RSA_2048: 2048,
  RSA_3072: 3072,
  RSA_4096: 4096,
}

/** SM2 is for China only. The sentence is ours. */
export function requireModulusBits(spec: WrappingKeySpec): number {
  const bits = MODULUS_BITS[spec]
  if (bits !== undefined) return bits
  throw UnsupportedOperationException(`The wrapping key spec ${spec} is not supported.`)
}

const isRsa = (spec: KeySpec): boolean => spec.startsWith('RSA_')

/**
 * What cannot be wrapped so: RSA private keys are longer than RSA-OAEP takes, and those of P-521
 * longer than RSA_2048 does. That AWS refuses both is documented, its sentences are not.
 */
export function requireWrappable(
  { arn, keySpec }: Key,
  algorithm: AlgorithmSpec,
  wrappingKeySpec: WrappingKeySpec,
): void {
  if (requireWrapping(algorithm).isTwofold) return
  const isTooLong = keySpec === 'ECC_NIST_P521' && wrappingKeySpec === 'RSA_2048'
  if (!isRsa(keySpec) && !isTooLong) return
  throw UnsupportedOperationException(
    `${arn} key spec is ${keySpec} whose key material cannot be wrapped with ${algorithm} ` +
      `under ${wrappingKeySpec}.`,
  )
}
