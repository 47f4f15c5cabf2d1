// Which keys can be made. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html

import { UnsupportedOperationException, ValidationException } from '../errors.ts'
import type { CreateKeyInput, KeySpec, KeyUsageType, OriginType } from '../model.ts'
import { hasUsage } from './key-specs.ts'

export interface KeySettings {
  readonly keySpec: KeySpec
  readonly keyUsage: KeyUsageType
  readonly origin: OriginType
  readonly multiRegion: boolean
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
  if (!hasUsage(keySpec, keyUsage)) {
    throw ValidationException(`KeyUsage ${keyUsage} is not compatible with KeySpec ${keySpec}`)
  }
  requireSupported(settings, input)
  return settings
}

/**
 * UNLIKE AWS: only single-Region keys with material that KMS generates are made. AWS makes all the
 * others too.
 */
function requireSupported({ origin, multiRegion }: KeySettings, input: CreateKeyInput) {
  const wanted = [
    origin !== 'AWS_KMS' && `of origin ${origin}`,
    multiRegion && 'that are multi-Region keys',
    input.CustomKeyStoreId !== undefined && 'in custom key stores',
    input.XksKeyId !== undefined && 'in external key stores',
  ].find((reason) => reason !== false)
  if (wanted) throw UnsupportedOperationException(`Sparekey does not create keys ${wanted}`)
}
