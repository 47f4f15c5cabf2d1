import type { AccessChange } from '../access-change.ts'
import type { Where } from '../evidence/evidence.ts'
import type { CheckFinding } from './check-finding.ts'
import type { CheckedGrant } from './checked-grant.ts'

export interface CheckReport {
  readonly version: 1
  /** Undefined: nothing was asked of AWS. */
  readonly where?: Where
  readonly deployer?: CheckedDeployer
  readonly policies: readonly CheckedPolicy[]
  readonly grants: readonly CheckedGrant[]
  readonly counts: { readonly error: number; readonly warning: number; readonly note: number }
  /** What was refused, and the permission that would have answered. */
  readonly unseen: readonly { readonly question: string; readonly permission: string }[]
}

export interface CheckedDeployer {
  readonly arn: string
  /** Where its IAM policies come from. */
  readonly policies: 'files' | 'account' | 'unknown'
}

/** One key policy of a file. */
export interface CheckedPolicy {
  readonly source: 'keyPolicy' | 'terraform' | 'cloudFormation'
  readonly file: string
  readonly line: number
  /** Of the resource in the plan or template. */
  readonly address?: string
  /** That the key belongs to; absent: not known. */
  readonly account?: string
  /** The key that has a policy already. */
  readonly key?: string
  /** None is declared: KMS gives the key the default one. */
  readonly isDefault: boolean
  /** The policy lockout safety check, for the deployer. */
  readonly lockout: 'passes' | 'refused' | 'unknown' | 'bypassed' | 'notChecked'
  readonly findings: readonly CheckFinding[]
  /** Against the policy in force; absent when that is not known. */
  readonly access?: readonly AccessChange[]
  /** Where the policy in force was read. */
  readonly against?: 'account' | 'file' | 'plan'
  /** Values that are known only once it is applied. */
  readonly unknowns: readonly string[]
}
