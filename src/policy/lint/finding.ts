import type { Path } from '../problem.ts'

/** By family, from what is surely wrong to what is likely not meant. */
export const SEVERITIES = {
  'statement/no-action': 'error',
  'statement/no-resource': 'error',
  'statement/resource-not-this-key': 'error',
  'statement/resource-named': 'note',
  'principal/group': 'error',
  'principal/wildcard-in-arn': 'error',
  'principal/malformed': 'error',
  'principal/deleted': 'warning',
  'principal/not-principal-allow': 'error',
  'principal/not-principal-deny': 'warning',
  'delegation/missing': 'warning',
  'delegation/never-holds': 'error',
  'administration/nobody': 'error',
  'administration/only-one': 'warning',
  'access/open-to-world': 'error',
  'action/unknown': 'error',
  'action/other-service': 'warning',
  'action/no-effect-in-key-policy': 'warning',
  'condition/unknown-key': 'error',
  'condition/key-not-in-request': 'warning',
  'condition/identity-only-key': 'warning',
  'condition/operator-misfit': 'warning',
  'condition/set-operator-missing': 'warning',
} as const satisfies Readonly<Record<string, Severity>>

/** `error`: does not do what it says. `warning`: a trap. `note`: works, and misleads. */
export type Severity = 'error' | 'warning' | 'note'
export type LintId = keyof typeof SEVERITIES

/** One finding; `lintText` puts it into words. */
export interface LintFinding {
  readonly id: LintId
  readonly severity: Severity
  /** From 0; undefined when it is about the document as a whole. */
  readonly statement: number | undefined
  readonly sid: string | undefined
  /** From 1; known when the document was read with positions. */
  readonly line?: number
  readonly column?: number
  /** What the words speak of. */
  readonly facts: Readonly<Record<string, string>>
}

/** What a rule finds in a statement, or in the document. */
export interface Found {
  readonly id: LintId
  /** Below the statement. */
  readonly path: Path
  readonly facts?: Readonly<Record<string, string>>
}
