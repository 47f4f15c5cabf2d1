import type { CompiledStatement } from './compile.ts'
import type { CompiledCondition } from './condition/compile-condition.ts'
import {
  granteeMeeting,
  coversOperation,
  grantName,
  isGrantInQuestion,
  unmetConstraints,
} from './grants.ts'
import { statementRef } from './judge.ts'
import { type Attachment, contextSeen, meetsResource, principalMeeting } from './match/statement.ts'
import type { Question } from './question.ts'
import type { RequestContext } from './request-context.ts'
import type { Grant, NamedPolicy, StatementRef } from './types.ts'

/** A statement that would have allowed the request but for what failed. */
export interface NearMiss {
  readonly statement: StatementRef
  readonly failed: readonly FailedElement[]
}

/** `expected`: what the statement holds; `actual`: what the request brought. */
export type FailedElement =
  | {
      readonly element: 'principal' | 'action' | 'resource'
      /** The statement does not have the element, and therefore never matches. */
      readonly missing: boolean
      /** It stands in its `Not` form. */
      readonly negated: boolean
      readonly expected: readonly string[]
      readonly actual: readonly string[]
    }
  | {
      readonly element: 'condition'
      readonly operator: string
      readonly key: string
      readonly expected: readonly string[]
      /** Empty: the request does not have the key. */
      readonly actual: readonly string[]
    }

/** The Allow statements that came nearest: those in which the fewest elements failed. */
export function nearestStatements(
  policies: readonly NamedPolicy[],
  question: Question,
  attachment: Attachment,
): readonly NearMiss[] {
  const misses = policies.flatMap(({ name, policy }) =>
    policy.statements
      .filter(({ statement }) => statement.effect === 'Allow')
      .map((compiled) => ({
        statement: statementRef(name, compiled.statement),
        failed: failedElements(compiled, question, attachment),
      })),
  )
  return nearest(misses)
}

export function nearestGrants(grants: readonly Grant[], question: Question): readonly NearMiss[] {
  const misses = grants.map((grant) => ({
    statement: statementRef(grantName(grant), { index: 0 }),
    failed: failedOfGrant(grant, question),
  }))
  return nearest(misses)
}

/** An action is easily shared by many statements; who is named and which key says more. */
const DISTANCES: Readonly<Record<FailedElement['element'], number>> = {
  condition: 1,
  action: 2,
  resource: 2,
  principal: 3,
}

function distance({ failed }: NearMiss): number {
  return failed.reduce((sum, { element }) => sum + DISTANCES[element], 0)
}

function nearest(misses: readonly NearMiss[]): readonly NearMiss[] {
  const missed = misses.filter(({ failed }) => failed.length > 0)
  const least = Math.min(...missed.map(distance))
  return missed.filter((miss) => distance(miss) === least)
}

function failedElements(
  compiled: CompiledStatement,
  question: Question,
  attachment: Attachment,
): readonly FailedElement[] {
  const { statement, conditions } = compiled
  const { request, action } = question
  const failed: FailedElement[] = []
  if (!principalMeeting(compiled, question, attachment)) {
    const { negated = false, principals } = statement.principal ?? {}
    const expected = principals?.map(({ value }) => value) ?? []
    const actual = [request.principal.arn]
    failed.push({ element: 'principal', missing: !principals, negated, expected, actual })
  }
  if (!compiled.meetsAction(action)) {
    failed.push(failedPattern('action', statement.action, request.action))
  }
  if (!meetsResource(compiled, question, attachment)) {
    failed.push(failedPattern('resource', statement.resource, request.resource))
  }
  return [...failed, ...failedConditions(conditions, contextSeen(question, attachment))]
}

function failedPattern(
  element: 'action' | 'resource',
  clause: { readonly negated: boolean; readonly patterns: readonly string[] } | undefined,
  actual: string,
): FailedElement {
  const { negated = false, patterns = [] } = clause ?? {}
  return { element, missing: !clause, negated, expected: patterns, actual: [actual] }
}

function failedConditions(
  conditions: readonly CompiledCondition[],
  context: RequestContext,
): readonly FailedElement[] {
  return conditions
    .filter((one) => !one.holds(context))
    .map(({ condition, key }) => {
      const { operator, values } = condition
      const held = context.get(key) ?? []
      const actual = typeof held === 'string' ? [held] : held
      return { element: 'condition', operator, key: condition.key, expected: values, actual }
    })
}

function failedOfGrant(grant: Grant, question: Question): readonly FailedElement[] {
  const { request } = question
  const failed: FailedElement[] = []
  const fail = (
    element: 'principal' | 'action' | 'resource',
    expected: readonly string[],
    actual: string,
  ) => failed.push({ element, missing: false, negated: false, expected, actual: [actual] })
  if (!granteeMeeting(grant, question)) {
    fail('principal', [grant.granteePrincipal], request.principal.arn)
  }
  if (!coversOperation(grant, question)) {
    const operations = grant.operations.map((operation) => `kms:${operation}`)
    fail('action', operations, request.action)
  }
  if (!isGrantInQuestion(grant, question)) fail('resource', [grant.keyArn], request.resource)
  const constraints = unmetConstraints(grant, question)
  return [...failed, ...constraints.map((one) => ({ element: 'condition' as const, ...one }))]
}
