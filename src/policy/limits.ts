import { MiB } from '../base/sizes.ts'

/**
 * What the reader takes. Every limit lies above AWS's quotas (a key policy has 32 KiB, a request
 * 128 KiB), so that the services can refuse in AWS's words what is merely too large.
 */
export const policyLimits = {
  documentCharsMax: 1 * MiB,
  nestingLevelsMax: 32,
  statementsMax: 5000,
  /** Reading goes on after a fault in one statement, but not for ever. */
  problemsMax: 100,
} as const
