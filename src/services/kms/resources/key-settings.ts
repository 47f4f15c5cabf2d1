// Which keys can be made. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html

import { UnsupportedOperationException, ValidationException } from '../errors.ts'
import type { CreateKeyInput, KeySpec, KeyUsageType, OriginType } from '../model.ts'

export interface KeySettings {
  readonly keySpec: KeySpec
  readonly keyUsage: KeyUsageType
  readonly origin: OriginType
  readonly multiRegion: boolean
}

const RSA_USAGES: readonly KeyUsageType[] = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY']
const NIST_USAGES: readonly KeyUsageType[] = ['SIGN_VERIFY', 'KEY_AGREEMENT']
const SIGNING_ONLY: readonly KeyUsageType[] = ['SIGN_VERIFY']
const MAC_ONLY: readonly KeyUsageType[] = ['GENERATE_VERIFY_MAC']

const USAGES: Readonly<Record<KeySpec, readonly KeyUsageType[]>> = {
  SYMMETRIC_DEFAULT: ['ENCRYPT_DECRYPT'],
  RSA_2048: RSA_USAGES,
  RSA_3072: RSA_USAGES,
  RSA_4096: RSA_USAGES,
  ECC_NIST_P256: NIST_USAGES,
  ECC_NIST_P384: NIST_USAGES,
  ECC_NIST_P521: NIST_USAGES,
  ECC_SECG_P256K1: SIGNING_ONLY,
  ECC_NIST_EDWARDS25519: SIGNING_ONLY,
  ML_DSA_44: SIGNING_ONLY,
  ML_DSA_65: SIGNING_ONLY,
  ML_DSA_87: SIGNING_ONLY,
  HMAC_224: MAC_ONLY,
  HMAC_256: MAC_ONLY,
  HMAC_384: MAC_ONLY,
  HMAC_512: MAC_ONLY,
  SM2: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'KEY_AGREEMENT'],
}

/** The settings that a request asks for, with KMS's defaults. */
export function requestedSettings(input: CreateKeyInput): KeySettings {
  return {
    keySpec: input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT',
    keyUsage: input.KeyUsage ?? 'ENCRYPT_DECRYPT',
    origin: input.Origin ?? 'AWS_KMS',
    multiRegion: input.MultiRegion ?? false,
  }
}

/** The settings of the key to make; throws for settings that do not go together. */
export function requireKeySettings(input: CreateKeyInput): KeySettings {
  if (input.KeySpec && input.CustomerMasterKeySpec) {
    // The sentence is ours: AWS's is not known.
    throw ValidationException('You cannot specify both KeySpec and CustomerMasterKeySpec.')
  }
  const settings = requestedSettings(input)
  const { keySpec, keyUsage } = settings
  if (keySpec !== 'SYMMETRIC_DEFAULT' && !input.KeyUsage) {
    throw ValidationException(
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    )
  }
  if (!USAGES[keySpec].includes(keyUsage)) {
    throw ValidationException(`KeyUsage ${keyUsage} is not compatible with KeySpec ${keySpec}`)
  }
  requireSupported(settings, input)
  return settings
}

const SUPPORTED_ORIGINS: ReadonlySet<OriginType> = new Set(['AWS_KMS', 'EXTERNAL'])

/**
 * UNLIKE AWS: only single-Region symmetric encryption keys are made, with material that KMS generates
 * or that is imported. AWS makes all the others too (of SM2, in China only).
 */
function requireSupported({ keySpec, origin, multiRegion }: KeySettings, input: CreateKeyInput) {
  const wanted = [
    keySpec !== 'SYMMETRIC_DEFAULT' && `of key spec ${keySpec}`,
    !SUPPORTED_ORIGINS.has(origin) && `of origin ${origin}`,
    multiRegion && 'that are multi-Region keys',
    input.CustomKeyStoreId !== undefined && 'in custom key stores',
    input.XksKeyId !== undefined && 'in external key stores',
  ].find((reason) => reason !== false)
  if (wanted) throw UnsupportedOperationException(`Sparekey does not create keys ${wanted}`)
}
