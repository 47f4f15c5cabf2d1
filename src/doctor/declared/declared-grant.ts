// A grant that is about to be made, changed or taken away: it lets a principal use a key with no
// policy saying so.

import type { Position } from '../../base/text-positions.ts'

export interface DeclaredGrant {
  readonly source: 'terraform'
  readonly file: string
  /** Of the resource: `aws_kms_grant.app`. */
  readonly address: string
  /** Where the grant begins in the file. */
  readonly position: Position
  /** ARN or id of the key, or the address of the resource that makes it; absent: not known. */
  readonly key?: string
  /** Of the key. */
  readonly account?: string
  readonly before?: DeclaredGrantTerms
  /** Absent: it is taken away. */
  readonly after?: DeclaredGrantTerms
}

/** With unknown values in the texts. */
export interface DeclaredGrantTerms {
  readonly grantee: string
  readonly retiring?: string
  /** As the API names them: `Decrypt`. */
  readonly operations: readonly string[]
  readonly constraints: readonly DeclaredConstraint[]
}

export interface DeclaredConstraint {
  /** The encryption context must be these pairs, or hold them. */
  readonly asks: 'equals' | 'subset'
  readonly pairs: Readonly<Record<string, string>>
}
