import type { CallingService } from '../../../base/caller.ts'

/** KMS, where it calls in the name of its own caller. */
export const BY_KMS: CallingService = { service: 'kms', invokedBy: 'kms.amazonaws.com' }
