import { KiB } from '../../base/sizes.ts'

/** The quotas of KMS. */
export const limits = {
  keyPolicyBytesMax: 32 * KiB,
  encryptionContextBytesMax: 8 * KiB,
  aliasesPerKeyMax: 50,
  tagsPerKeyMax: 50,
  keysPerPage: { default: 100, max: 1000 },
  keyPoliciesPerPage: { default: 100, max: 1000 },
  aliasesPerPage: { default: 50, max: 100 },
} as const
