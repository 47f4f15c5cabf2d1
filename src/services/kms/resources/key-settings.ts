// Which keys can be made. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html

import { UnsupportedOperationException, ValidationException } from '../errors.ts'
import type {
  CreateKeyInput,
  KeySpec,
  KeyUsageType,
  MultiRegionKeyType,
  OriginType,
} from '../model.ts'
import { hasUsage } from './key-specs.ts'

export interface KeySettings {
  readonly keySpec: KeySpec
  readonly keyUsage: KeyUsageType
  readonly origin: OriginType
  readonly multiRegion: boolean
  /** Of multi-Region keys. */
  readonly multiRegionKeyType?: MultiRegionKeyType
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
  if (!hasUsage(keySpec, keyUsage)) {
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
 * UNLIKE AWS: no keys are made in AWS CloudHSM clusters. AWS makes those too.
 */
function requireSupported({ keySpec, origin }: KeySettings) {
  const isSymmetric = keySpec === 'SYMMETRIC_DEFAULT'
  const wanted = [
    origin === 'AWS_CLOUDHSM' && `of origin ${origin}`,
    origin === 'EXTERNAL_KEY_STORE' && !isSymmetric && `of key spec ${keySpec} in key stores`,
  ].find((reason) => reason !== false)
  if (wanted) throw UnsupportedOperationException(`Sparekey does not create keys ${wanted}`)
}
