import { type CompiledCondition, compileCondition } from './condition/compile-condition.ts'
import type { PatternClause, PolicyDocument, PolicyVersion, Statement } from './document.ts'
import { type PrincipalMatcher, principalMatcher } from './match/principal.ts'
import { parseTemplate, type TemplateMatcher, templateMatcher } from './match/template.ts'
import { wildcard } from './match/wildcard.ts'
import { type Candidates, indexStatements } from './statement-index.ts'

/** A policy made ready for many decisions. */
export interface CompiledPolicy {
  readonly document: PolicyDocument
  readonly statements: readonly CompiledStatement[]
  readonly candidates: Candidates
}

export interface CompiledStatement {
  readonly statement: Statement
  /** Takes the action in lower case. */
  readonly meetsAction: (action: string) => boolean
  /** Absent when the statement names no resource. */
  readonly meetsResource: TemplateMatcher | undefined
  /** Absent when the statement names no principal. */
  readonly principal: PrincipalMatcher | undefined
  readonly conditions: readonly CompiledCondition[]
}

/** Does once what every decision would do again: a decision then only asks closures. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const statements = document.statements.map((one) => compileStatement(one, document.version))
  return { document, statements, candidates: indexStatements(statements) }
}

function compileStatement(statement: Statement, version: PolicyVersion): CompiledStatement {
  const { effect, principal, action, resource, conditions } = statement
  return {
    statement,
    meetsAction: action ? compileActions(action) : () => false,
    meetsResource: resource && compileResources(resource, version),
    principal: principal && principalMatcher(principal, effect),
    conditions: conditions.map((one) => compileCondition(one, version)),
  }
}

/** Action names are compared without case. */
function compileActions({ negated, patterns }: PatternClause): (action: string) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase())
  const exact = new Set(lower.filter((pattern) => !/[*?]/.test(pattern)))
  const wild = lower.filter((pattern) => /[*?]/.test(pattern)).map(wildcard)
  return (action) => (exact.has(action) || wild.some((matches) => matches(action))) !== negated
}

function compileResources(
  { negated, patterns }: PatternClause,
  version: PolicyVersion,
): TemplateMatcher {
  const matchers = patterns
    .map(completeArn)
    .map((pattern) => templateMatcher(parseTemplate(pattern, version)))
  const [only] = matchers
  if (only && matchers.length === 1 && !negated) return only
  return (resource, context) => matchers.some((matches) => matches(resource, context)) !== negated
}

const ARN_PARTS = 6

/**
 * AWS fills an ARN with fewer than six parts up with asterisks: `arn:aws:kms` is
 * `arn:aws:kms:*:*:*`. One that ends in an asterisk needs no filling up, for an asterisk at the
 * end of a part reaches over colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function completeArn(pattern: string): string {
  const parts = pattern.split(':').length
  if (!pattern.startsWith('arn:') || parts >= ARN_PARTS || pattern.endsWith('*')) return pattern
  return pattern + ':*'.repeat(ARN_PARTS - parts)
}
