// What can be known of one key of an account.

import type { Grant } from '../../../policy/index.ts'
import type { PolicyVersion } from '../../rebuild.ts'
import type { Answer } from '../answer.ts'

export interface AccountKey {
  readonly arn: string
  readonly id: string
  readonly region: string
  /** `alias/payroll`. */
  readonly aliases: readonly string[]
  readonly metadata: Answer<KeyMetadata>
  /** An AWS managed key: nobody can change its policy. */
  readonly isAwsManaged: boolean
  /** The rest is not asked of AWS managed keys. */
  readonly policy: Answer<string> | undefined
  /** The last one that the event history knows, where the policy may not be read. */
  readonly lastKnown: PolicyVersion | undefined
  readonly grants: Answer<readonly KeyGrant[]> | undefined
  /** Whether the key material is rotated each year; asked where it can be. */
  readonly rotation: Answer<boolean> | undefined
  readonly usage: KeyUsage | undefined
}

export interface KeyMetadata {
  readonly state: string
  readonly description: string
  readonly createdAt: Date | undefined
  readonly deletionAt: Date | undefined
  readonly keyManager: string
  readonly origin: string
  readonly spec: string
}

export interface KeyGrant extends Grant {
  /** A service is the grantee: `dynamodb.us-east-1.amazonaws.com`. */
  readonly toService: boolean
}

/** A use of the key by somebody: GetKeyLastUsage tells, or an event. */
export interface KeyUsage {
  readonly at: string
  readonly operation: string
  /** ARN of the caller, where an event tells. */
  readonly by: string | undefined
}
