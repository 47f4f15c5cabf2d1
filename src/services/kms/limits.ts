import { KiB, secondMs } from '../../base/sizes.ts'

/** The quotas of KMS. */
export const limits = {
  keyPolicyBytesMax: 32 * KiB,
  encryptionContextBytesMax: 8 * KiB,
  aliasesPerKeyMax: 50,
  tagsPerKeyMax: 50,
  grantsPerKeyMax: 50_000,
  grantConstraintPairsMax: 8,
  grantConstraintValueCharactersMax: 384,
  /** How long a new replica is Creating, and both keys are Updating that change their roles. */
  multiRegionSettlingMs: 3 * secondMs,
  pendingWindowInDays: { default: 30, min: 7, max: 30 },
  keysPerPage: { default: 100, max: 1000 },
  keyPoliciesPerPage: { default: 100, max: 1000 },
  aliasesPerPage: { default: 50, max: 100 },
  grantsPerPage: { default: 50, max: 100 },
  tagsPerPage: { default: 50, max: 50 },
  /** Rows that one read brings when all are wanted. */
  rowsPerRead: 500,
} as const
