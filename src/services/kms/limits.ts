import { dayMs, hourMs, KiB, minuteMs, secondMs } from '../../base/sizes.ts'

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
  customKeyStoresPerPlaceMax: 10,
  customKeyStoresPerPage: { default: 100, max: 1000 },
  xks: {
    /** From the first step to a connection to the last byte of the answer. */
    requestMsMax: 250,
    answerBytesMax: 64 * KiB,
    /** At one time, to one proxy. */
    connectionsMax: 64,
    keyUsagesMax: 10,
    managersMax: 10,
    ciphertextMetadataBytesMax: 20,
  },
  tagsPerPage: { default: 50, max: 50 },
  /** Rows that one read brings when all are wanted. */
  rowsPerRead: 500,
} as const
