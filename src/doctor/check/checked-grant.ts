import type { AccessChange } from '../access-change.ts'
import type { DeclaredConstraint } from '../declared/declared-grant.ts'
import type { CheckFinding } from './check-finding.ts'

/** One grant of a plan. */
export interface CheckedGrant {
  readonly source: 'terraform'
  readonly file: string
  /** From 1. */
  readonly line: number
  /** Of the resource in the plan. */
  readonly address: string
  /** ARN or id, or the address of the resource that makes it; absent: not known. */
  readonly key?: string
  /** That the key belongs to; absent: not known. */
  readonly account?: string
  readonly findings: readonly CheckFinding[]
  /** By this grant alone: policies and other grants may give the same. */
  readonly access: readonly AccessChange[]
  /** What the encryption context must be for that; absent: anything. */
  readonly constraint?: DeclaredConstraint
  /** Values that are known only once it is applied. */
  readonly unknowns: readonly string[]
}
