import type { LintId, Severity } from '../../policy/index.ts'

/** What `check` finds beyond the linter, and how bad it is. */
export const CHECK_SEVERITIES = {
  'policy/malformed': 'error',
  'policy/too-large': 'error',
  'policy/known-when-applied': 'note',
  'grant/malformed': 'error',
  'grant/passed-on': 'warning',
  'grant/foreign-account': 'warning',
  'grant/known-when-applied': 'note',
  'lockout/caller-not-covered': 'error',
  'lockout/caller-iam-missing': 'error',
  'lockout/known-when-applied': 'note',
  'deployer/put-denied': 'error',
  'key-policy/principal-invalid': 'error',
  'key-policy/unmanageable': 'error',
  'key-policy/no-account-statement': 'warning',
} as const satisfies Readonly<Record<string, Severity>>

export type CheckId = keyof typeof CHECK_SEVERITIES

export interface CheckFinding {
  readonly id: CheckId | LintId
  readonly severity: Severity
  readonly says: string
  /** What to write or to do instead. */
  readonly instead?: string
  /** From 1. */
  readonly line: number
  readonly column?: number
  /** From 0; absent when it is about the policy as a whole. */
  readonly statement?: number
  readonly sid?: string
}
