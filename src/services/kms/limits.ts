import { dayMs, hourMs, KiB, minuteMs } from '../../base/sizes.ts'

/** The quotas of KMS. */
export const limits = {
  keyPolicyBytesMax: 32 * KiB,
  encryptionContextBytesMax: 8 * KiB,
  aliasesPerKeyMax: 50,
  tagsPerKeyMax: 50,
  grantsPerKeyMax: 50_000,
  grantConstraintPairsMax: 8,
  grantConstraintValueCharactersMax: 384,
  pendingWindowInDays: { default: 30, min: 7, max: 30 },
  rotationPeriodInDays: { default: 365 },
  onDemandRotationsMax: 25,
  /** So long before an automatic rotation there is none on demand. */
  onDemandRotationClearMs: 20 * minuteMs,
  importParametersMs: 24 * hourMs,
  importedMaterialMsMax: 365 * dayMs,
  /** How far behind the row of a key's last usage may be; the history tells the rest. */
  lastUsageRowMs: 1 * minuteMs,
  keysPerPage: { default: 100, max: 1000 },
  keyPoliciesPerPage: { default: 100, max: 1000 },
  rotationsPerPage: { default: 100, max: 1000 },
  aliasesPerPage: { default: 50, max: 100 },
  grantsPerPage: { default: 50, max: 100 },
  tagsPerPage: { default: 50, max: 50 },
  /** Rows that one read brings when all are wanted. */
  rowsPerRead: 500,
} as const
