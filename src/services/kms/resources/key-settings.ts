// Which keys can be made. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html

import { UnsupportedOperationException, ValidationException } from '../errors.ts'
import type {
  CreateKeyInput,
  KeySpec,
  KeyUsageType,
  MultiRegionKeyType,
  OriginType,
} from '../model.ts'

export interface KeySettings {
  readonly keySpec: KeySpec
  readonly keyUsage: KeyUsageType
  readonly origin: OriginType
  readonly multiRegion: boolean
  /** Of multi-Region keys. */
  readonly multiRegionKeyType?: MultiRegionKeyType
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
    ...(input.MultiRegion && { multiRegionKeyType: 'PRIMARY' }),
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
  requireSupported(settings)
  requireExternalKeyMembers(settings, input)
  return settings
}

/** The sentences are ours: AWS's are not known. */
function requireExternalKeyMembers(
  { origin, multiRegion }: KeySettings,
  { CustomKeyStoreId, XksKeyId }: CreateKeyInput,
): void {
  const isInStore = origin === 'EXTERNAL_KEY_STORE'
  if (isInStore && multiRegion) {
    throw UnsupportedOperationException('Keys in custom key stores are not multi-Region keys.')
  }
  if (isInStore && (CustomKeyStoreId === undefined || XksKeyId === undefined)) {
    throw ValidationException('EXTERNAL_KEY_STORE needs a CustomKeyStoreId and an XksKeyId.')
  }
  if (!isInStore && (CustomKeyStoreId !== undefined || XksKeyId !== undefined)) {
    throw ValidationException(
      'CustomKeyStoreId and XksKeyId are for keys of the origin EXTERNAL_KEY_STORE.',
    )
  }
}

/**
 * UNLIKE AWS: only symmetric encryption keys are made, with material that KMS generates or that is
 * imported, or in external key stores. AWS makes all the others too (of SM2, in China only).
 */
function requireSupported({ keySpec, origin }: KeySettings) {
  const wanted = [
    keySpec !== 'SYMMETRIC_DEFAULT' && `of key spec ${keySpec}`,
    origin === 'AWS_CLOUDHSM' && `of origin ${origin}`,
  ].find((reason) => reason !== false)
  if (wanted) throw UnsupportedOperationException(`Sparekey does not create keys ${wanted}`)
}
