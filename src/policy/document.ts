// A policy document as it was read: every clause in one shape, whichever spelling it came in.

import type { JsonObject } from '../base/json.ts'
import type { Path } from './problem.ts'
import type { Position } from '../base/text-positions.ts'

/** Only the newer one knows policy variables. */
export type PolicyVersion = '2008-10-17' | '2012-10-17'

/** A policy document; `compilePolicy` makes it ready to decide. */
export interface PolicyDocument {
  /** 2008-10-17 when the document does not say: policy variables are then plain text. */
  readonly version: PolicyVersion
  readonly id?: string
  readonly statements: readonly Statement[]
  /** As read, members in their order. */
  readonly json: JsonObject
  /** When positions were asked for. */
  readonly positions?: DocumentPositions
}

/** Where the elements of a document stand in its text. */
export interface DocumentPositions {
  /** Of the element at a path below a statement, or of what holds it when it is not there. */
  readonly startOf: (statement: number, path: Path) => Position
  /** From the opening brace of a statement to behind its closing one. */
  readonly extentOf: (statement: number) => { readonly start: Position; readonly end: Position }
}

/** One statement, its single values turned into lists. */
export interface Statement {
  /** From 0. */
  readonly index: number
  readonly sid?: string
  readonly effect: Effect
  readonly principal?: PrincipalClause
  /** Absent: the statement never matches. */
  readonly action?: PatternClause
  /** Absent: the statement never matches, except in a trust policy, where it has no place. */
  readonly resource?: PatternClause
  readonly conditions: readonly Condition[]
  /** From 1; when positions were asked for. */
  readonly line?: number
}

/** AWS compares it with case. */
export type Effect = 'Allow' | 'Deny'

/** `Principal`, or `NotPrincipal` when `negated`. */
export interface PrincipalClause {
  readonly negated: boolean
  readonly principals: readonly PrincipalName[]
}

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number]

/** `"Principal": "*"` is read as `{"AWS": "*"}`: AWS gives them one meaning. */
export interface PrincipalName {
  readonly type: PrincipalType
  readonly value: string
}

/** `Action` or `Resource`; `NotAction` or `NotResource` when `negated`. */
export interface PatternClause {
  readonly negated: boolean
  readonly patterns: readonly string[]
}

/** One condition operator with one context key. */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string
  /** As written; AWS compares it without case. */
  readonly key: string
  /** Numbers and booleans as text. */
  readonly values: readonly string[]
}
